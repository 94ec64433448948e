import { isAtTop } from "../lib/place.js";
import { Visits } from "../lib/visits.js";
import { Connection } from "../live/connection.js";
import { Arrivals } from "./arrivals.js";
import { ConnectionLine } from "./connection-line.js";
import { leaveIfGone, Older, reload } from "./older.js";
import { Page } from "./page.js";
import { Stream } from "./stream.js";

const SETTLED_MS = 150;

/** `<live-timeline>`: the stream that keeps itself up to date. Its texts come as data-text-…. */
export class LiveTimeline extends HTMLElement {
  #isReady = false;
  #reloading = null;
  #scrollTimer = 0;

  connectedCallback() {
    if (!this.#isReady) this.#build();
    this.connection.start();
  }

  disconnectedCallback() {
    this.connection.stop();
  }

  #build() {
    this.#isReady = true;
    this.stream = new Stream(new Page(document, location.href), (...change) =>
      this.arrivals.note(...change),
    );
    this.arrivals = new Arrivals(
      this.stream,
      this.querySelector("[data-arrivals]"),
      (number) => this.#countInWords(number),
      () => this.#reveal(),
    );
    this.older = new Older(this, (page) => this.#extend(page));
    this.line = new ConnectionLine(this, (name) => this.#text(name), () => this.#toggle());
    this.connection = this.#newConnection();
    this.#recallVisit();
    this.#listen();
  }

  #newConnection() {
    const { stream } = this;
    return new Connection({
      socket: this.dataset.socket,
      updates: this.dataset.updates,
      position: () => stream.timeline.position,
      hear: (frame) => stream.hear(frame),
      isBehind: () => stream.timeline.isBehind,
      reset: () => this.#reload(),
      tell: (state) => this.#tell(state),
    });
  }

  #tell(state) {
    this.line.show(state);
    if (state === "gone") leaveIfGone();
  }

  #listen() {
    document.addEventListener("click", (event) => this.#jump(event));
    document.addEventListener("visibilitychange", () => this.#rememberVisit());
    window.addEventListener("pagehide", () => this.#rememberVisit());
    window.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.addEventListener("linkcopied", ({ detail }) => this.arrivals.say(detail.text));
  }

  #reveal() {
    const ids = new Set([...this.stream.release().map(({ id }) => id), ...this.arrivals.unreadIds]);
    const first = this.stream.feed.articles.find(({ id }) => ids.has(id.slice("post-".length)));
    this.arrivals.forget();
    if (first) this.stream.visit(first);
  }

  #scrolled() {
    clearTimeout(this.#scrollTimer);
    this.#scrollTimer = setTimeout(() => {
      if (isAtTop() && this.stream.timeline.heldCount) this.stream.release();
    }, SETTLED_MS);
  }

  #jump(event) {
    const id = event.target.closest?.("a[data-jump]")?.dataset.jump.slice("post-".length);
    if (!id || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (this.stream.timeline.isHeld(id)) this.stream.release();
    const article = this.stream.feed.find(id);
    if (!article) return;
    event.preventDefault();
    this.stream.visit(article);
  }

  #extend(page) {
    const { epoch, seq } = this.stream.timeline.position;
    if (page.state.epoch !== epoch) throw new RangeError("the history changed");
    const inserted = this.stream.extend(page);
    if (page.state.seq < seq) this.connection.catchUp();
    return inserted;
  }

  #reload() {
    this.#reloading ??= reload(this.stream, (next) => this.older.follow(next)).finally(() => {
      this.#reloading = null;
    });
    return this.#reloading;
  }

  #toggle() {
    if (this.connection.state === "paused") this.connection.resume();
    else this.connection.pause();
  }

  #recallVisit() {
    this.visits = new Visits(this.dataset.slug);
    const text = this.#text("lastVisit");
    if (text && this.visits.last) this.stream.feed.drawLine(this.visits.last, text);
  }

  #rememberVisit() {
    const newest = this.stream.feed.articles.map(({ dataset }) => dataset.sort).sort().at(-1);
    if (document.hidden && newest) this.visits.remember(newest);
  }

  #countInWords(number) {
    return number === 1 ? this.#text("one") : this.#text("many")?.replace("{n}", number);
  }

  #text(name) {
    return this.dataset[`text${name[0].toUpperCase()}${name.slice(1)}`];
  }
}
