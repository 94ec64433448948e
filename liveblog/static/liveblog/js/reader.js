import { LiveTimeline } from "./elements/live-timeline.js";
import { enableEmbeds } from "./lib/embed.js";
import { enableSharing, offerNativeSharing } from "./lib/share.js";
import { keepTimes } from "./lib/times.js";

enableEmbeds();
enableSharing();
offerNativeSharing();
keepTimes();
customElements.define("live-timeline", LiveTimeline);
