const MAY = "allow-scripts allow-same-origin allow-popups allow-presentation";

/** Boxes that ask another site only after a click, be they in the page or in what arrives. */
export function enableEmbeds() {
  document.addEventListener("click", ({ target }) => {
    const box = target.closest?.("[data-embed-load]")?.closest("[data-embed]");
    if (box) load(box);
  });
}

/** The frame lies in the box's shadow: an edit of the post compares the box with the server's and
    finds them equal, so that what plays goes on. */
function load(box) {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", MAY);
  frame.setAttribute("part", "frame");
  frame.allow = "fullscreen; encrypted-media; picture-in-picture";
  frame.loading = "lazy";
  frame.referrerPolicy = "strict-origin"; // some players refuse to play for nobody
  frame.title = box.dataset.title;
  frame.src = box.dataset.embed;
  box.attachShadow({ mode: "open" }).append(frame);
  frame.focus();
}
