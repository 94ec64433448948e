import { reasonOf } from "./api.js";
import { say } from "./dom.js";
import { FieldErrors } from "./field-errors.js";
import { data } from "./texts.js";

/** Opening, pausing, ending a blog, and what its head says. The page is loaded anew afterwards. */
export function enableBlogForms(controls, api) {
  if (!controls) return;
  const said = controls.querySelector("[data-blog-said]");
  const change = (body) => api.call("PATCH", `/blogs/${data.slug}`, { body });
  controls.addEventListener("click", async ({ target }) => {
    const status = target.closest("[data-move]")?.dataset.move;
    if (!status) return;
    const answer = await change({ status });
    if (answer.ok) location.reload();
    else say(said, reasonOf(answer), "bad");
  });
  controls.addEventListener("keydown", ({ key, target }) => {
    const drawer = key === "Escape" && target.closest("details[open]");
    if (!drawer) return;
    drawer.open = false;
    drawer.querySelector("summary").focus();
  });
  for (const form of controls.querySelectorAll("[data-blog-form]")) {
    const errors = new FieldErrors(form);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const body = Object.fromEntries(new FormData(form));
      if (form.dataset.status) body.status = form.dataset.status;
      const answer = await change(body);
      if (answer.ok) return location.reload();
      errors.show(answer.data.errors ?? { "": [reasonOf(answer)] });
    });
  }
}
