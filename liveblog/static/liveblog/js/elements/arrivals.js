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

/** The button that announces waiting posts. It stands in a status region: new words are spoken. */
class Pill {
  #count = 0;

  constructor(button, words, reveal) {
    this.button = button;
    this.words = words;
    button.addEventListener("click", reveal);
  }

  get count() {
    return this.#count;
  }

  set count(number) {
    if (number === this.#count) return;
    this.#count = number;
    this.button.hidden = number === 0;
    if (number) this.#label.textContent = this.words(number);
  }

  get #label() {
    return this.button.querySelector("[data-arrivals-text]") ?? this.button;
  }
}

/** Posts that came in and that nobody has seen yet: in a hidden tab, or below the window's edge. */
class Unread {
  #articles = new Map();
  #observer;

  constructor(changed) {
    this.changed = changed;
    this.#observer = new IntersectionObserver((entries) => this.#see(entries));
  }

  get ids() {
    return [...this.#articles.keys()];
  }

  get count() {
    return this.#articles.size;
  }

  add(id, article) {
    this.#articles.set(id, article);
    this.#observer.observe(article);
  }

  drop(id) {
    const article = this.#articles.get(id);
    if (article) this.#observer.unobserve(article);
    this.#articles.delete(id);
  }

  clear() {
    this.#articles.clear();
    this.#observer.disconnect();
    this.changed();
  }

  #see(entries) {
    const seen = new Set(entries.filter((e) => e.isIntersecting).map(({ target }) => target));
    if (document.hidden || !seen.size) return;
    for (const [id, article] of this.#articles) if (seen.has(article)) this.drop(id);
    this.changed();
  }
}

/** The document's title with the number of unread posts before it. */
class Title {
  #plain = document.title.replace(/^\(\d+\) /, "");

  set count(number) {
    const title = number ? `(${number}) ${this.#plain}` : this.#plain;
    if (document.title !== title) document.title = title;
  }
}

/** Says things to screen readers: politely, or at once when the news is breaking. */
class Announcer {
  #polite = liveRegion("status");
  #urgent = liveRegion("alert");

  say(text) {
    speak(this.#polite, text);
  }

  alert(text) {
    speak(this.#urgent, text);
  }
}

function liveRegion(role) {
  const region = document.createElement("p");
  region.className = "visually-hidden";
  region.setAttribute("role", role);
  document.body.append(region);
  return region;
}

function speak(region, text) {
  region.textContent = "";
  // The same words twice are only spoken again when the region was empty in between.
  setTimeout(() => {
    region.textContent = text;
  }, 100);
}
