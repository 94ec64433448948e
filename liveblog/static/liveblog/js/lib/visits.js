/** Where the reader stood when she left a blog. Kept in her browser only. */
export class Visits {
  constructor(slug) {
    this.key = `liveblog:${slug}:seen`;
  }

  /** The sort key of the newest post at the last visit, "" when unknown. */
  get last() {
    try {
      return localStorage.getItem(this.key) ?? "";
    } catch {
      // Storage may be forbidden or full: then there is no line, and nothing else is lost.
      return "";
    }
  }

  remember(sort) {
    try {
      localStorage.setItem(this.key, sort);
    } catch {
      // See above.
    }
  }
}
