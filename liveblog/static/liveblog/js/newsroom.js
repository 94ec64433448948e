import { LiveTimeline } from "./elements/live-timeline.js";
import { enableEmbeds } from "./lib/embed.js";
import { keepTimes } from "./lib/times.js";
import { Api } from "./newsroom/api.js";
import { startApp } from "./newsroom/app.js";
import { enableBlogForms } from "./newsroom/blog-controls.js";
import { enableEmbedField } from "./newsroom/embed-field.js";
import { Pending } from "./newsroom/pending.js";
import { Presence } from "./newsroom/presence.js";
import { PostTools } from "./newsroom/post-tools.js";
import { PostSearch } from "./newsroom/post-search.js";
import { Rights } from "./newsroom/rights.js";
import { Shortcuts } from "./newsroom/shortcuts.js";
import { data } from "./newsroom/texts.js";
import { startWriting } from "./newsroom/writing.js";

const api = new Api(data.csrf);
const rights = new Rights(data.may, data.mine);
const timeline = document.querySelector("live-timeline");
/* A blog that is not public has no socket; its stream is what the page came with. */
if (data.isPublic) customElements.define("live-timeline", LiveTimeline);
keepTimes();
enableEmbeds();

const form = document.querySelector("[data-composer]");
if (form) enableEmbedField(form);
const composer =
  form &&
  startWriting(form, api, (post) => {
    rights.own(post.id);
    timeline.connection?.catchUp();
    pending.refresh();
  });
const pending = new Pending(document.querySelector("[data-pending]"), { api, rights, composer });
const tools = new PostTools(timeline.querySelector("[data-feed]"), {
  api,
  rights,
  composer,
  changed: () => {
    timeline.connection?.catchUp();
    pending.refresh();
  },
});

tools.start();
pending.start();
enableBlogForms(document.querySelector("[data-controls]"), api);
new Presence({
  form,
  feed: timeline.querySelector("[data-feed]"),
  postId: () => composer?.postId ?? "",
  changed: () => pending.refresh(),
}).start();
startApp(`${location.pathname}?shell`);

const search = new PostSearch(document.querySelector("[data-search]"), { api, rights, composer });
search.start();
new Shortcuts({
  n: () => composer?.focus(),
  "/": () => search.focus(),
  e: (post) => tools.press(post, "edit"),
  k: (post) => tools.press(post, "key"),
  p: (post) => tools.press(post, "pin"),
}).start(document.querySelector("[data-keys]"));
