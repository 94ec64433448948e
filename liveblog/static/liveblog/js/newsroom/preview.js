import { fragmentOf } from "../elements/fragments.js";
import { reasonOf } from "./api.js";
import { data, text } from "./texts.js";

const PAUSE_MS = 450;

/** The post as readers would get it: rendered by the server with the reader's own template. */
export class Preview {
  #timer = 0;
  #abort = null;
  #shown = "";

  /** `content()` is what the API takes, or null when there is nothing to show. */
  constructor(box, api, content) {
    this.box = box;
    this.place = box.querySelector("[data-preview]");
    this.api = api;
    this.content = content;
    box.addEventListener("toggle", () => this.renew());
    this.renew();
  }

  /** After a pause in typing. */
  later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.renew(), PAUSE_MS);
  }

  async renew() {
    clearTimeout(this.#timer);
    if (!this.box.open) return;
    const content = this.content();
    const asked = JSON.stringify(content);
    if (asked === this.#shown && this.place.hasChildNodes()) return;
    this.#abort?.abort();
    if (!content) return this.#empty();
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    const answer = await this.api.call("POST", "/preview", {
      body: { blog: data.slug, ...content },
      signal,
    });
    if (signal.aborted) return;
    if (answer.ok) {
      this.#shown = asked;
      const fragment = fragmentOf(answer.data.post);
      makeInert(fragment.firstElementChild);
      this.place.replaceChildren(fragment);
    } else if (answer.status !== 0) {
      this.place.textContent = reasonOf(answer);
    }
  }

  #empty() {
    this.#shown = "";
    this.place.textContent = text("preview_empty");
  }
}

/** A picture of a post, not one of the stream: nothing in it is reached by keyboard or id. */
function makeInert(article) {
  article.inert = true;
  for (const element of [article, ...article.querySelectorAll("[id]")]) element.removeAttribute("id");
  article.removeAttribute("tabindex");
}
