const LINES = "p, li, h2, h3, h4, blockquote, figure";

/** Scrolled less than this, the reader is at the top and wants to see what arrives. */
const TOP_PX = 8;

/** Windows scroll by whole pixels, lines have fractions: what a correction left over, and where. */
let rest = { pixels: 0, at: NaN };

/**
 * The line under the reader's eye. Taken before the page changes; `restore()` afterwards scrolls
 * by exactly what that line was moved.
 */
export class Place {
  #marks;

  constructor(articles, regions) {
    const seen = articles.filter(isInView);
    this.#marks = seen.length ? feedMarks(seen) : regionMarks(regions);
  }

  /** `moved`: elements that went somewhere else on purpose and must not drag the reader along. */
  restore(moved = new Set()) {
    const marks = this.#marks.filter(
      ({ element, owner }) => element.isConnected && !moved.has(owner),
    );
    const mark = marks.find(({ element, text }) => element.textContent === text) ?? marks[0];
    if (!mark) return;
    const shift = topOf(mark.element) - mark.top;
    if (shift) scrollWithoutAnchoring(shift);
    rest = { pixels: topOf(mark.element) - mark.top, at: scrollY };
  }
}

export function isAtTop() {
  return scrollY <= TOP_PX;
}

function feedMarks(seen) {
  const [first, ...others] = seen;
  const last = seen.at(-1);
  const next = last.nextElementSibling;
  const marks = [...others.map((article) => markOf(article, article))];
  if (topOf(first) < 0) marks.unshift(...linesOf(first));
  else marks.unshift(markOf(first, first));
  marks.push(markOf(first, first));
  // All that is in view may be retracted at once: what follows then takes its place.
  if (next) marks.push({ ...markOf(next, next), top: Math.max(topOf(first), 0) });
  return marks;
}

function regionMarks(regions) {
  return regions.filter(isInView).flatMap((region) => [...linesOf(region), markOf(region, region)]);
}

function linesOf(owner) {
  return [...owner.querySelectorAll(LINES)].filter(isInView).map((line) => markOf(line, owner));
}

function markOf(element, owner) {
  const left = rest.at === scrollY ? rest.pixels : 0;
  return { element, owner, top: topOf(element) - left, text: element.textContent };
}

function topOf(element) {
  return element.getBoundingClientRect().top;
}

function isInView(element) {
  const { top, bottom, height } = element.getBoundingClientRect();
  return height > 0 && bottom > 0 && top < innerHeight;
}

function scrollWithoutAnchoring(shift) {
  const { style } = document.documentElement;
  // The browser's own anchoring would answer the same change a second time.
  style.overflowAnchor = "none";
  scrollBy({ top: shift, behavior: "instant" });
  requestAnimationFrame(() => requestAnimationFrame(() => style.removeProperty("overflow-anchor")));
}

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
    if (!isAtTop()) this.#place.restore();
    this.refresh();
  }
}
