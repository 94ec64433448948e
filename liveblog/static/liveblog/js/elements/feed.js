import { morph } from "../lib/morph.js";

const FLASH_MS = 2_500;
const FOCUSABLE = "a[href], button:not([disabled]), input, select, textarea, summary, [tabindex='0']";

/** The articles of the stream, their order, and the headings of the days between them. */
export class Feed {
  #boundary = null;

  constructor(element, compare) {
    this.element = element;
    this.compare = compare;
    enableKeys(element);
  }

  get articles() {
    return [...this.element.querySelectorAll(":scope > article")];
  }

  get isBusy() {
    return this.element.getAttribute("aria-busy") === "true";
  }

  /** An empty feed stays busy: it has yet to get the articles that its role promises. */
  set isBusy(busy) {
    this.element.setAttribute("aria-busy", String(busy || !this.articles.length));
  }

  find(id) {
    return this.articles.find((article) => article.id === `post-${id}`);
  }

  /** The article before which a post of this sort key stands, or undefined at the end. */
  successor(sort, except = null) {
    return this.articles.find(
      (article) => article !== except && this.compare(article.dataset.sort, sort) > 0,
    );
  }

  insert(article) {
    this.element.insertBefore(article, this.successor(article.dataset.sort) ?? null);
    flash(article, "arriving");
  }

  /** Returns the article when the edit moved it to another place. */
  update(id, fresh) {
    const article = this.find(id);
    morph(article, fresh);
    flash(article, "edited");
    return this.#settle(article) ? article : null;
  }

  /** Focus that was inside goes on to the neighbour, never to the top of the page. */
  remove(id) {
    const article = this.find(id);
    const heir = nextArticle(article) ?? previousArticle(article);
    const hasFocus = article.contains(document.activeElement);
    article.remove();
    if (hasFocus) heir?.focus({ preventScroll: true });
  }

  /** Draw the line of the last visit above (or, oldest first, below) what was there then. */
  drawLine(sort, text) {
    const known = this.articles.filter(({ dataset }) => dataset.sort <= sort);
    const isOldestFirst = this.compare("a", "b") < 0;
    const fresh = this.articles.length - known.length;
    if (!fresh || !known.length) return;
    const line = document.createElement("p");
    line.className = "last-visit";
    line.textContent = text;
    this.#boundary = { line, article: isOldestFirst ? nextArticle(known.at(-1)) : known[0] };
    this.arrange();
  }

  /** Number the articles and put every day's heading before its first one. */
  arrange() {
    const headings = new Map(
      [...this.element.querySelectorAll(":scope > [data-day-heading]")].map((heading) => [
        heading.dataset.dayHeading,
        heading,
      ]),
    );
    let day = null;
    for (const [index, article] of this.articles.entries()) {
      article.setAttribute("aria-posinset", index + 1);
      article.setAttribute("aria-setsize", "-1");
      if (article.dataset.day === day) continue;
      day = article.dataset.day;
      const heading = headings.get(day) ?? headingOf(article);
      headings.delete(day);
      if (article.previousElementSibling !== heading) article.before(heading);
    }
    for (const heading of headings.values()) heading.remove();
    this.#placeLine();
  }

  #placeLine() {
    if (!this.#boundary) return;
    const { line, article } = this.#boundary;
    if (!article.isConnected) return line.remove();
    const above = article.previousElementSibling;
    const target = above?.matches("[data-day-heading]") ? above : article;
    if (target.previousElementSibling !== line) target.before(line);
  }

  #settle(article) {
    const successor = this.successor(article.dataset.sort, article);
    if (nextArticle(article) === successor) return false;
    const hadFocus = article.contains(document.activeElement) ? document.activeElement : null;
    this.element.insertBefore(article, successor ?? null);
    hadFocus?.focus({ preventScroll: true });
    return true;
  }
}

function nextArticle(article) {
  return sibling(article, "nextElementSibling");
}

function previousArticle(article) {
  return sibling(article, "previousElementSibling");
}

function sibling(article, direction) {
  let element = article?.[direction];
  while (element && element.localName !== "article") element = element[direction];
  return element ?? undefined;
}

function headingOf({ dataset }) {
  const heading = document.createElement("p");
  heading.className = "day";
  heading.dataset.dayHeading = dataset.day;
  heading.textContent = dataset.dayLabel;
  return heading;
}

function flash({ dataset }, name) {
  dataset[name] = "";
  setTimeout(() => delete dataset[name], FLASH_MS);
}

/** The keyboard of the feed pattern: page keys between articles, Ctrl+Home and Ctrl+End out of it. */
function enableKeys(feed) {
  feed.addEventListener("keydown", (event) => {
    const article = event.target.closest("article");
    const target = article && targetOf(event, article, feed);
    if (!target) return;
    event.preventDefault();
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: feed.contains(target) ? "start" : "nearest" });
  });
}

function targetOf({ key, ctrlKey, altKey, metaKey }, article, feed) {
  if (altKey || metaKey) return null;
  if (ctrlKey && key === "Home") return neighbour(feed, Node.DOCUMENT_POSITION_PRECEDING, -1);
  if (ctrlKey && key === "End") return neighbour(feed, Node.DOCUMENT_POSITION_FOLLOWING, 0);
  if (ctrlKey) return null;
  if (key === "PageDown") return nextArticle(article);
  if (key === "PageUp") return previousArticle(article);
  return null;
}

function neighbour(feed, side, index) {
  const outside = [...document.querySelectorAll(FOCUSABLE)].filter(
    (element) =>
      !feed.contains(element) &&
      feed.compareDocumentPosition(element) & side &&
      element.checkVisibility(),
  );
  return outside.at(index);
}
