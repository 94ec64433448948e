import { reasonOf } from "./api.js";
import { button, el, say } from "./dom.js";
import { data, dayAndClock, text } from "./texts.js";

const PAUSE_MS = 350;
const PAGE = 20;

/** Search over all posts of the blog, whatever their status. */
export class PostSearch {
  #timer = 0;
  #asked = "";

  constructor(form, { api, rights, composer }) {
    this.form = form;
    this.field = form.elements.q;
    this.list = form.querySelector("[data-search-list]");
    this.said = form.querySelector("[data-search-said]");
    this.more = form.querySelector("[data-search-more]");
    this.api = api;
    this.rights = rights;
    this.composer = composer;
  }

  start() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#search();
    });
    this.field.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#search(), PAUSE_MS);
    });
    this.field.addEventListener("keydown", ({ key }) => {
      if (key !== "Escape") return;
      this.field.value = "";
      this.#search();
    });
  }

  focus() {
    this.form.scrollIntoView({ block: "nearest" });
    this.field.focus();
  }

  async #search(cursor = "") {
    clearTimeout(this.#timer);
    const words = this.field.value.trim();
    this.#asked = words;
    if (!words) return this.#show([], "", null);
    const query = new URLSearchParams({ q: words, limit: PAGE, ...(cursor ? { cursor } : {}) });
    const answer = await this.api.get(`/blogs/${data.slug}/posts?${query}`);
    if (this.#asked !== words) return;
    if (!answer.ok) return say(this.said, reasonOf(answer), "bad");
    const { posts, next } = answer.data;
    if (!cursor) this.list.replaceChildren();
    this.#show([...this.list.children, ...posts.map((post) => this.#item(post))], next);
  }

  #show(items, next, words = items.length ? text("search_found", { count: items.length }) : text("search_nothing")) {
    this.list.replaceChildren(...items);
    say(this.said, words ?? "");
    this.more.hidden = !next;
    this.more.onclick = () => this.#search(next);
  }

  #item(post) {
    const status = post.status === "published" ? "" : `${text(`status_${post.status}`)} · `;
    const buttons = [];
    const mayEdit = this.rights.allows(post.status === "published" ? "edit" : "write", post.id);
    if (this.composer && mayEdit && post.status !== "retracted") {
      buttons.push(button(text("edit"), () => this.composer.edit(post.id)));
    }
    if (post.url) buttons.push(el("a", { class: "link-button", href: post.url, textContent: text("open_post") }));
    return el(
      "li",
      { class: "search-post" },
      el("p", { class: "pending-line", textContent: `${status}${dayAndClock(post.published_at ?? post.event_at)}` }),
      el("p", { class: "pending-label", lang: data.blogLanguage, textContent: post.label }),
      el("div", { class: "post-tools-row" }, ...buttons),
    );
  }
}
