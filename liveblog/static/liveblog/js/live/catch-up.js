const PATIENCE_MS = 10_000;

/** One question to `updates` at a time; whoever asks meanwhile gets the same answer. */
export class CatchUp {
  #asking = null;
  #abort = null;

  constructor(url, position) {
    this.url = url;
    this.position = position;
  }

  /**
   * Returns `{frame}`, or `{gone: true}` when the blog is no longer there, or `{wait}`: failed,
   * with the seconds that the server asks for (0 where it says nothing).
   */
  ask() {
    this.#asking ??= this.#fetch().finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  abort() {
    this.#abort?.abort();
  }

  async #fetch() {
    this.#abort = new AbortController();
    const timer = setTimeout(() => this.#abort.abort(), PATIENCE_MS);
    try {
      const answer = await fetch(this.#address(), {
        cache: "no-cache",
        headers: { Accept: "application/json" },
        signal: this.#abort.signal,
      });
      if (answer.status === 404 || answer.status === 410) return { gone: true };
      if (!answer.ok) return { wait: Number(answer.headers.get("Retry-After")) || 0 };
      return { frame: await answer.json() };
    } catch {
      // No network, an aborted request and broken JSON have one remedy: ask again later.
      return { wait: 0 };
    } finally {
      clearTimeout(timer);
    }
  }

  #address() {
    const { epoch, seq } = this.position();
    const url = new URL(this.url, location.href);
    url.searchParams.set("since", seq);
    url.searchParams.set("epoch", epoch);
    return url;
  }
}
