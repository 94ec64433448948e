const TOP_PX = 8;

/**
 * Holds the reader's line while pictures load or texts grow above it, in browsers that have no
 * scroll anchoring of their own (Safari).
 */
export class PlaceKeeper {
  #place = null;
  #observer = null;

  /** `take()` returns a new `Place`. */
  constructor(elements, take) {
    this.take = take;
    if (CSS.supports("overflow-anchor", "auto")) return;
    this.#observer = new ResizeObserver(() => this.#restore());
    for (const element of elements) this.#observer.observe(element);
    window.addEventListener("scroll", this.refresh, { passive: true });
    this.refresh();
  }

  /** The page stands where it should: remember that. */
  refresh = () => {
    if (this.#observer) this.#place = this.take();
  };

  stop() {
    this.#observer?.disconnect();
    window.removeEventListener("scroll", this.refresh);
  }

  #restore() {
    if (scrollY > TOP_PX) this.#place.restore();
    this.refresh();
  }
}
