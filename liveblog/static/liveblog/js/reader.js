import { LiveTimeline } from "./elements/live-timeline.js";
import { keepCountdown } from "./lib/countdown.js";
import { enableSharing, offerNativeSharing } from "./lib/share.js";
import { keepTimes } from "./lib/times.js";

enableSharing();
offerNativeSharing();
keepTimes();
keepCountdown();
customElements.define("live-timeline", LiveTimeline);
