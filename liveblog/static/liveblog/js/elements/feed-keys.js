import { nextArticle, previousArticle } from "./feed.js";

const FOCUSABLE = "a[href], button:not([disabled]), input, select, textarea, summary, [tabindex='0']";

/** The keyboard of the feed pattern: page keys between articles, Ctrl+Home and Ctrl+End out of it. */
export function enableFeedKeys(feed) {
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
