import { fetchPage } from "./page.js";

/**
 * The link to the next page of the stream. It works by itself; with us the page is appended in
 * place. `append(page)` takes it and returns the new posts.
 */
export class Older {
  constructor(root, append) {
    this.root = root;
    this.append = append;
    root.addEventListener("click", (event) => this.#clicked(event));
  }

  /** Lead on to where `next`, another page's link, leads; without one the end is reached. */
  follow(next) {
    const link = this.root.querySelector("a[data-older]");
    if (!link) return;
    if (next) link.setAttribute("href", next.getAttribute("href"));
    (link.closest("nav") ?? link).hidden = !next;
  }

  async #clicked(event) {
    const link = event.target.closest?.("a[data-older]");
    if (!link || isForNewTab(event)) return;
    event.preventDefault();
    if (link.ariaBusy === "true") return;
    link.ariaBusy = "true";
    try {
      const page = await fetchPage(link.href);
      const [first] = this.append(page);
      this.follow(page.olderLink);
      // A keyboard's reader goes on where the new part begins.
      if (event.detail === 0) first?.article.focus({ preventScroll: true });
    } catch {
      // The browser's own error page says more than we could.
      location.assign(link.href);
    } finally {
      link.ariaBusy = null;
    }
  }
}

function isForNewTab({ ctrlKey, metaKey, shiftKey, button }) {
  return ctrlKey || metaKey || shiftKey || button !== 0;
}
