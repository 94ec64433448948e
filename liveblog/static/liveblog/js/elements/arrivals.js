import { Announcer } from "../lib/announcer.js";
import { Title } from "../lib/title.js";
import { Pill } from "./pill.js";
import { Unread } from "./unread.js";

/** Tells of new posts: by the pill, in the tab's title, and to those who listen. */
export class Arrivals {
  #announcer = new Announcer();
  #title = new Title();
  #unread = new Unread(() => this.count());
  #pill;

  /** `words(n)` says "n new updates"; `reveal()` shows what waits. */
  constructor(stream, button, words, reveal) {
    this.stream = stream;
    this.words = words;
    this.#pill = new Pill(button, words, reveal);
    document.addEventListener("visibilitychange", () => this.#returned());
  }

  get unreadIds() {
    return this.#unread.ids;
  }

  say(text) {
    this.#announcer.say(text);
  }

  note({ inserted, held, removed, unseen }, wasAtTop) {
    for (const id of removed) this.#unread.drop(id);
    for (const { id, article } of unseen) this.#unread.add(id, article);
    for (const post of [...inserted, ...held]) {
      if (post.breaking) this.#announcer.alert(labelOf(post.article));
    }
    if (wasAtTop && inserted.length) this.say(this.words(inserted.length));
    this.count();
  }

  forget() {
    this.#unread.clear();
  }

  count() {
    const { heldCount, isOldestFirst } = this.stream.timeline;
    // Newest first, what is not held stands at the top before the reader's eyes.
    this.#pill.count = heldCount + (isOldestFirst ? this.#unread.count : 0);
    this.#title.count = heldCount + this.#unread.count;
  }

  #returned() {
    if (!document.hidden && !this.stream.timeline.isOldestFirst) this.forget();
  }
}

function labelOf(article) {
  const label = article.querySelector(`[id="${article.getAttribute("aria-labelledby")}"]`);
  return (label ?? article).textContent.trim();
}
