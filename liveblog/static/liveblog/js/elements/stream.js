import { isAtTop, Place, PlaceKeeper } from "../lib/place.js";
import { refreshTimes } from "../lib/times.js";
import { noEffects, Timeline } from "../live/timeline.js";
import { Feed } from "./feed.js";
import { articleOf } from "./fragments.js";
import { regionsOf, renewRegions } from "./page.js";

/** Brings the timeline's effects onto the page without moving the line under the reader's eye. */
export class Stream {
  #keeper;

  /** `changed(effects, wasAtTop)` hears of every change of the page. */
  constructor(page, changed) {
    this.element = page.element;
    this.changed = changed;
    this.timeline = new Timeline(page.state, page.posts);
    this.feed = new Feed(page.element.querySelector("[data-feed]"), (a, b) =>
      this.timeline.compare(a, b),
    );
    this.feed.arrange();
    this.#keeper = new PlaceKeeper([this.feed.element, ...regionsOf()], () => place(this.feed));
  }

  stop() {
    this.#keeper.stop();
  }

  /** Returns the timeline's verdict; what it says to apply is on the page then. */
  hear(frame) {
    const verdict = this.timeline.judge(frame);
    if (verdict !== "apply") return verdict;
    try {
      for (const post of frame.posts) post.article = articleOf(post);
    } catch {
      // Not the markup that was promised: a fresh page tells what it should have been.
      return frame.type === "updates" ? "reset" : "fetch";
    }
    this.#change(() => this.timeline.apply(frame, this.#holds), frame.blog);
    return verdict;
  }

  /** Append a page that follows this one. Returns its posts that are new here. */
  extend(page) {
    const posts = page.adoptedPosts;
    const { inserted } = this.#change(() => this.timeline.extend(page.state, posts));
    this.#writeEdges();
    return inserted;
  }

  /** Start over with fresh pages: `{state, posts, blog}`. */
  restart({ state, posts, blog }) {
    this.#change(() => this.timeline.restart(state, posts, this.#holds), blog);
    this.#writeEdges();
  }

  /** Show what was held back. Returns those posts. */
  release() {
    return this.#change(() => ({ ...noEffects(), inserted: this.timeline.release() })).inserted;
  }

  /** Bring an article under the reader's eye, and the focus with it. */
  visit(article) {
    article.scrollIntoView({ block: "start", behavior: "instant" });
    article.focus({ preventScroll: true });
    this.#keeper.refresh();
  }

  #change(take, blog = null) {
    const wasAtTop = isAtTop();
    const before = wasAtTop ? null : place(this.feed);
    this.feed.isBusy = true;
    const effects = take();
    const moved = this.#show(effects);
    if (blog) this.#renew(blog);
    this.feed.arrange();
    this.feed.isBusy = false;
    if (wasAtTop) stayAtTop();
    before?.restore(moved);
    this.#keeper.refresh();
    this.changed(effects, wasAtTop);
    return effects;
  }

  #show(effects) {
    for (const id of effects.removed) this.feed.remove(id);
    const moved = effects.updated.map(({ id, article }) => this.feed.update(id, article));
    for (const post of effects.inserted) {
      if (document.hidden || this.#isBelowView(post)) effects.unseen.push(post);
      refreshTimes(post.article);
      this.feed.insert(post.article);
    }
    return new Set(moved.filter(Boolean));
  }

  #renew({ status, regions = {} }) {
    if (status) this.element.dataset.status = status;
    renewRegions(regions);
  }

  #writeEdges() {
    this.element.dataset.seq = this.timeline.seq;
    this.element.dataset.epoch = this.timeline.epoch;
    this.element.dataset.floor = this.timeline.floor;
  }

  /** A new post waits when it would push away what the reader is looking at. */
  #holds = ({ sort }) => {
    if (isAtTop()) return false;
    const successor = this.feed.successor(sort);
    return Boolean(successor) && successor.getBoundingClientRect().top < innerHeight;
  };

  #isBelowView({ sort }) {
    if (!this.timeline.isOldestFirst) return false;
    const neighbour = this.feed.successor(sort) ?? this.feed.articles.at(-1);
    return Boolean(neighbour) && neighbour.getBoundingClientRect().bottom > innerHeight;
  }
}

function place(feed) {
  return new Place(feed.articles, regionsOf());
}

function stayAtTop() {
  if (scrollY) scrollTo({ top: 0, behavior: "instant" });
}
