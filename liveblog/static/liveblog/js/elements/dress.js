import { offerNativeSharing } from "../lib/share.js";
import { refreshTimes } from "../lib/times.js";

/** What scripts add to markup from the server, be it from the page or from a frame. */
export function dress(root) {
  refreshTimes(root);
  offerNativeSharing(root);
}
