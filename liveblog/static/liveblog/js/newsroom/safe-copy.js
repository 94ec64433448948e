/** What is being written, kept in this browser until it has arrived. */
export class SafeCopy {
  constructor(key) {
    this.key = `newsroom:${key}`;
  }

  keep(state) {
    try {
      localStorage.setItem(this.key, JSON.stringify(state));
      return true;
    } catch {
      // Full or forbidden: the text is still in the form, and nothing else can be done about it.
      return false;
    }
  }

  recall() {
    try {
      return JSON.parse(localStorage.getItem(this.key));
    } catch {
      return null;
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // As in `keep`: there is no copy then.
    }
  }
}
