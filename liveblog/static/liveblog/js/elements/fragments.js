import { offerNativeSharing } from "../lib/share.js";
import { refreshTimes } from "../lib/times.js";

/** Markup from our server as nodes. A template is inert: nothing in it runs or loads yet. */
export function fragmentOf(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const fragment = document.importNode(template.content, true);
  dress(fragment);
  return fragment;
}

/** The article of a post. Throws when the markup is not that of this post. */
export function articleOf({ id, html }) {
  const article = fragmentOf(html).firstElementChild;
  if (article?.id !== `post-${id}`) throw new TypeError(`no article of post ${id}`);
  return article;
}

/** A copy of a foreign document's article, ready for this one. */
export function adopt(article) {
  const copy = document.importNode(article, true);
  dress(copy);
  return copy;
}

/** The post that an article shows. */
export function postOf(article) {
  const { version, sort } = article.dataset;
  return { id: article.id.slice("post-".length), version: Number(version), sort, article };
}

/** What scripts add to markup from the server, be it from the page or from a frame. */
function dress(root) {
  refreshTimes(root);
  offerNativeSharing(root);
}
