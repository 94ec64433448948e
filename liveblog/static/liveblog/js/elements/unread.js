/** Posts that came in and that nobody has seen yet: in a hidden tab, or below the window's edge. */
export class Unread {
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
