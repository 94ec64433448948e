import { LiveTimeline } from "./elements/live-timeline.js";
import { enableSharing, offerNativeSharing } from "./lib/share.js";
import { keepTimes } from "./lib/times.js";

enableSharing();
offerNativeSharing();
keepTimes();
customElements.define("live-timeline", LiveTimeline);
