import { fetchPage } from "./page.js";

/** More pages than this nobody has opened by hand. */
const MOST_PAGES = 50;

/**
 * The link to the next page of the stream. It works by itself; with us the page is appended in
 * place. `append(page)` takes it and returns the new posts.
 */
export class Older {
  constructor(root, append) {
    this.root = root;
    this.append = append;
    root.addEventListener("click", (event) => this.#clicked(event));
  }

  /** Lead on to where `next`, another page's link, leads; without one the end is reached. */
  follow(next) {
    const link = this.root.querySelector("a[data-older]");
    if (!link) return;
    if (next) link.setAttribute("href", next.getAttribute("href"));
    (link.closest("nav") ?? link).hidden = !next;
  }

  async #clicked(event) {
    const link = event.target.closest?.("a[data-older]");
    if (!link || isForNewTab(event)) return;
    event.preventDefault();
    if (link.ariaBusy === "true") return;
    link.ariaBusy = "true";
    try {
      const page = await fetchPage(link.href);
      const [first] = this.append(page);
      this.follow(page.olderLink);
      // A keyboard's reader goes on where the new part begins.
      if (event.detail === 0) first?.article.focus({ preventScroll: true });
    } catch {
      // The browser's own error page says more than we could.
      location.assign(link.href);
    } finally {
      link.ariaBusy = null;
    }
  }
}

function isForNewTab({ ctrlKey, metaKey, shiftKey, button }) {
  return ctrlKey || metaKey || shiftKey || button !== 0;
}

/**
 * Reload the stream in place, as far down as it was open. Returns true when done, false when it
 * has to be tried again.
 */
export async function reload(stream, followOlder) {
  try {
    const pages = await fetchPages(stream.timeline);
    const [first] = pages;
    const last = pages.at(-1);
    stream.restart({
      state: {
        ...first.state,
        floor: last.state.floor,
        seq: Math.min(...pages.map(({ state }) => state.seq)),
      },
      posts: pages.flatMap((page) => page.adoptedPosts),
      blog: first.blog,
    });
    followOlder(last.olderLink);
    return true;
  } catch (error) {
    // An answer without a stream: whatever stands there now, she should see it.
    if (error instanceof SyntaxError) location.reload();
    return false;
  }
}

/** A blog that was taken back must not stay readable in an open tab. */
export async function leaveIfGone() {
  try {
    await fetchPage(location.href);
  } catch (error) {
    if (error instanceof RangeError && ["404", "410"].includes(error.message)) location.reload();
  }
}

async function fetchPages({ floor, isOldestFirst }) {
  const pages = [await fetchPage(location.href)];
  const isShort = ({ state, olderLink }) => !isOldestFirst && olderLink && state.floor > floor;
  while (isShort(pages.at(-1)) && pages.length < MOST_PAGES) {
    const page = await fetchPage(pages.at(-1).olderLink.getAttribute("href"));
    if (page.state.epoch !== pages[0].state.epoch) throw new RangeError("the history changed");
    pages.push(page);
  }
  return pages;
}
