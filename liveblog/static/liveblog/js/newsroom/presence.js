import { LAID_ASIDE } from "./workbench.js";
import { el } from "./dom.js";
import { data, text } from "./texts.js";

/** The server forgets a writer after 90 s; a sign each minute keeps the name there. */
const SIGN_MS = 50_000;
/** No key for this long: not writing any more. */
const QUIET_MS = 60_000;
const SOONEST_MS = 1_000;
const LATEST_MS = 30_000;
/** Close codes for a page that may not stay: signed out, or not on this blog. */
const FINAL = [4401, 4403];

/**
 * Who else is writing: a notice, never a lock. Shows names above the composer and beside the posts
 * they edit, says when this page's user writes, and passes on that the list of posts has changed.
 */
export class Presence {
  #tries = 0;
  #signedAt = 0;
  #signedFor = null;
  #quiet = 0;

  /** `postId()` is the post in the composer, "" for a new one; `changed()` hears of new drafts. */
  constructor({ form, feed, postId, changed }) {
    this.form = form;
    this.feed = feed;
    this.postId = postId;
    this.changed = changed;
    this.line = el("p", { class: "presence", role: "status" });
    this.people = [];
  }

  start() {
    this.form?.before(this.line);
    this.form?.addEventListener("input", () => this.#sign());
    this.form?.addEventListener(LAID_ASIDE, () => this.#fallSilent());
    new MutationObserver(() => this.#mark()).observe(this.feed, { childList: true });
    this.#open();
  }

  #open() {
    const url = new URL(`/newsroom/${data.slug}/socket`, location.href);
    url.protocol = url.protocol.replace("http", "ws");
    this.socket = new WebSocket(url);
    this.socket.onopen = () => this.#opened();
    this.socket.onmessage = ({ data: frame }) => this.#read(JSON.parse(frame));
    this.socket.onclose = ({ code }) => this.#again(code);
  }

  get #isOpen() {
    return this.socket.readyState === WebSocket.OPEN;
  }

  #opened() {
    this.#tries = 0;
    this.#signedAt = 0;
    this.changed();
  }

  #again(code) {
    this.people = [];
    this.#show();
    if (FINAL.includes(code)) return;
    const longest = Math.min(SOONEST_MS * 2 ** this.#tries++, LATEST_MS);
    setTimeout(() => this.#open(), SOONEST_MS / 2 + Math.random() * longest);
  }

  #read(message) {
    if (message.type === "changed") this.changed();
    if (message.type === "readers") showReaders(message.count);
    if (message.type !== "presence") return;
    this.people = message.people;
    this.#show();
  }

  #sign() {
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => this.#fallSilent(), QUIET_MS);
    const post = this.postId();
    if (post === this.#signedFor && Date.now() - this.#signedAt < SIGN_MS) return;
    if (!this.#isOpen) return;
    this.socket.send(JSON.stringify({ type: "writing", post }));
    this.#signedFor = post;
    this.#signedAt = Date.now();
  }

  #fallSilent() {
    clearTimeout(this.#quiet);
    if (this.#signedFor === null) return;
    this.#signedFor = null;
    if (this.#isOpen) this.socket.send(JSON.stringify({ type: "quiet" }));
  }

  #show() {
    const names = this.people.filter(({ post }) => !post).map(({ name }) => name);
    this.line.textContent = about(names, "writing", "writing_many");
    this.line.hidden = !names.length;
    this.#mark();
  }

  #mark() {
    for (const article of this.feed.querySelectorAll("article")) {
      const id = article.id.replace("post-", "");
      const names = this.people.filter(({ post }) => post === id).map(({ name }) => name);
      mark(article, about(names, "editing_too", "editing_too_many"));
    }
  }
}

function about(names, one, many) {
  if (!names.length) return "";
  const list = new Intl.ListFormat(data.language).format(names);
  return text(names.length === 1 ? one : many, { names: list });
}

function showReaders(count) {
  const line = document.querySelector("[data-readers]");
  line.textContent = text("readers", { count: new Intl.NumberFormat(data.language).format(count) });
  line.hidden = false;
}

function mark(article, said) {
  let note = article.querySelector(".presence");
  if (!said) return note?.remove();
  if (!note) article.querySelector(".post-main").prepend((note = el("p", { class: "presence" })));
  if (note.textContent !== said) note.textContent = said;
}
