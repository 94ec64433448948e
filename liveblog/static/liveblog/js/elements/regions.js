import { morphChildren } from "../lib/morph.js";
import { fragmentOf } from "./fragments.js";

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
