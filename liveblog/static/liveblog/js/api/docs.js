/* Starts the bundled Swagger page; calls from it carry the session's CSRF token. */
const place = document.getElementById("api-docs");

SwaggerUIBundle({
  domNode: place,
  url: place.dataset.document,
  layout: "BaseLayout",
  deepLinking: true,
  requestInterceptor(request) {
    request.headers["X-CSRFToken"] = place.dataset.csrf;
    return request;
  },
});
