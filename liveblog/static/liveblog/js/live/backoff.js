/** Waiting times with full jitter: anything from nothing to a limit that doubles, in milliseconds. */
export class Backoff {
  #tries = 0;

  constructor(first, most, random = Math.random) {
    this.first = first;
    this.most = most;
    this.random = random;
  }

  next() {
    const limit = Math.min(this.most, this.first * 2 ** this.#tries);
    this.#tries += 1;
    return this.random() * limit;
  }

  reset() {
    this.#tries = 0;
  }
}
