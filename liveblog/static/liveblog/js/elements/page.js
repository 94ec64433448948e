import { morphChildren } from "../lib/morph.js";
import { adopt, fragmentOf, postOf } from "./fragments.js";

/** A page of a blog's stream, the one on screen or one that was fetched. */
export class Page {
  constructor(root, address) {
    this.root = root;
    this.element = root.querySelector("live-timeline");
    if (!this.element) throw new SyntaxError("no stream in this page");
    this.address = new URL(address, location.href);
  }

  get articles() {
    return [...this.element.querySelectorAll("[data-feed] > article")];
  }

  get posts() {
    return this.articles.map(postOf);
  }

  /** The posts with articles that this document can take. */
  get adoptedPosts() {
    return this.posts.map((post) => ({ ...post, article: adopt(post.article) }));
  }

  get olderLink() {
    return this.element.querySelector("a[data-older]");
  }

  /** What a frame would carry as `blog`. */
  get blog() {
    const regions = regionsOf(this.root).map((region) => [region.dataset.region, region.innerHTML]);
    return { status: this.element.dataset.status, regions: Object.fromEntries(regions) };
  }

  /** Where the page stands: `{epoch, seq, order, floor, ceiling}`. */
  get state() {
    const { epoch, seq, order = "newest" } = this.element.dataset;
    return { epoch, seq: Number(seq), order, floor: this.#floor, ceiling: this.#ceiling };
  }

  get #floor() {
    return this.element.dataset.floor ?? "";
  }

  /** Posts above this key are not this page's: it begins or ends in the middle of the stream. */
  get #ceiling() {
    const { ceiling, order } = this.element.dataset;
    if (ceiling !== undefined) return ceiling;
    const sorts = this.posts.map(({ sort }) => sort).sort();
    const isCut = order === "oldest" ? this.olderLink : this.address.searchParams.has("before");
    return isCut ? (sorts.at(-1) ?? "") : "";
  }
}

/**
 * Fetch a page of the stream. Rejects with a TypeError when there is no network, a RangeError of
 * the HTTP status when the server refuses, a SyntaxError when the answer has no stream.
 */
export async function fetchPage(address) {
  const url = new URL(address, location.href);
  url.hash = "";
  const answer = await fetch(url, { cache: "no-cache", headers: { Accept: "text/html" } });
  if (!answer.ok) throw new RangeError(answer.status);
  const text = await answer.text();
  return new Page(new DOMParser().parseFromString(text, "text/html"), url);
}

/** The parts of the page outside the stream that a frame may renew. */
export function regionsOf(root = document) {
  return [...root.querySelectorAll("[data-region]")];
}

/** `regions`: markup by the name of its region. */
export function renewRegions(regions) {
  for (const region of regionsOf()) {
    const html = regions[region.dataset.region];
    if (html !== undefined) morphChildren(region, fragmentOf(html));
  }
}
