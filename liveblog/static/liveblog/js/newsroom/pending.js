import { reasonOf } from "./api.js";
import { keepCounting, timeUntil } from "./countdown.js";
import { button, el, say } from "./dom.js";
import { showHistory } from "./history.js";
import { inlineForm, inlineQuestion } from "./inline-form.js";
import { reschedule } from "./schedule.js";
import { data, dayAndClock, text } from "./texts.js";

const EVERY_MS = 15_000;
/** One change is heard of in several ways at nearly the same time. */
const GATHERING_MS = 250;
const STATUSES = "draft,submitted,scheduled,retracted";

/** What is not public: drafts, submissions, schedules, and what was taken back. */
export class Pending {
  #shown = "";
  #timer = 0;
  #isGathering = false;

  constructor(section, { api, rights, composer }) {
    this.section = section;
    this.list = section.querySelector("[data-pending-list]");
    section.querySelector("details").open = matchMedia("(min-width: 62rem)").matches;
    this.api = api;
    this.rights = rights;
    this.composer = composer;
  }

  start() {
    keepCounting(this.list);
    this.refresh();
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.refresh();
    });
  }

  /** Ask anew in a moment: whatever is heard until then is in the same answer. */
  refresh() {
    if (this.#isGathering) return;
    this.#isGathering = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), GATHERING_MS);
  }

  async #ask() {
    this.#isGathering = false;
    const answer = await this.api.get(`/blogs/${data.slug}/posts?status=${STATUSES}&limit=100`);
    // What is in the composer here is no work that waits for anybody.
    const isElsewhere = ({ id }) => id !== this.composer?.draftId;
    if (answer.ok) this.#show(answer.data.posts.filter(isElsewhere));
    if (this.#isGathering) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (document.hidden ? null : this.refresh()), EVERY_MS);
  }

  #show(posts) {
    const state = JSON.stringify(posts.map(({ id, version, status }) => [id, version, status]));
    // Somebody is writing in the list: it waits.
    if (state === this.#shown || this.list.querySelector("form, .history, .inline-form")) return;
    this.#shown = state;
    const focused = this.list.contains(document.activeElement)
      ? document.activeElement.closest("li")?.dataset.post
      : null;
    this.list.replaceChildren(...posts.map((post) => this.#item(post)));
    this.section.hidden = !posts.length;
    this.#count(posts);
    if (focused) this.list.querySelector(`[data-post="${focused}"] button`)?.focus();
  }

  #count(posts) {
    const submitted = posts.filter(({ status }) => status === "submitted").length;
    const waiting = this.section.querySelector("[data-pending-waiting]");
    this.section.querySelector("[data-pending-count]").textContent = posts.length;
    const sentBack = posts.filter(({ note }) => note).length;
    waiting.textContent = [
      submitted ? text("waiting", { count: submitted }) : "",
      sentBack ? text("sent_back_count", { count: sentBack }) : "",
    ].filter(Boolean).join(" · ");
  }

  #item(post) {
    if (post.own) this.rights.own(post.id);
    const item = el("li", { class: "pending-post", "data-post": post.id, "data-status": post.status });
    const said = el("p", { class: "desk-said", role: "status" });
    const words = post.note ? text("sent_back", { note: post.note }) : post.retraction;
    const reason = el("p", { class: "pending-reason", textContent: words });
    reason.classList.toggle("is-note", Boolean(post.note));
    reason.hidden = !words;
    item.append(
      statusLine(post),
      el("p", { class: "pending-label", lang: data.blogLanguage, textContent: post.label }),
      reason,
      el("div", { class: "post-tools-row", role: "group" }, ...this.#buttons(post, item, said)),
      said,
    );
    return item;
  }

  #buttons(post, item, said) {
    const may = (verb) => this.rights.allows(verb, post.id);
    const act = (call) => async () => {
      const answer = await call();
      say(said, answer.ok ? "" : reasonOf(answer), "bad");
      if (answer.ok) this.#settled();
    };
    const buttons = [];
    if (post.status === "retracted") {
      if (may("restore")) {
        buttons.push(button(text("restore"), act(() => this.api.call("POST", `/posts/${post.id}/restore`))));
      }
    } else {
      if (may("write") && this.composer) {
        buttons.push(button(text("edit"), () => this.composer.edit(post.id)));
      }
      if (may("publish")) {
        const words = text(post.status === "scheduled" ? "publish_now" : "publish");
        const publish = () => this.api.call("POST", `/posts/${post.id}/publish`, { version: post.version });
        buttons.push(button(words, act(publish)));
      }
      if (post.status === "scheduled" && may("schedule")) {
        buttons.push(button(text("put_off"), () => this.#putOff(post, item)));
      }
      if (post.status === "submitted" && may("send_back")) {
        buttons.push(button(text("send_back"), () => this.#sendBack(post, item)));
      }
    }
    if (may("read")) buttons.push(button(text("history"), () => this.#history(post, item)));
    if (post.status !== "retracted" && may("discard")) {
      const discard = button(text("discard"), () => this.#discard(post, item, said));
      discard.classList.add("is-grave");
      buttons.push(discard);
    }
    return buttons;
  }

  #settled() {
    this.#shown = "";
    document.querySelector("live-timeline").connection?.catchUp();
    this.refresh();
  }

  #putOff(post, item) {
    if (item.querySelector("form")) return;
    const settled = (now) => {
      // The list comes a moment later; "publish now" may be tapped before.
      Object.assign(post, now);
      this.#settled();
    };
    item.append(reschedule(this.api, post, settled));
  }

  #sendBack(post, item) {
    if (item.querySelector("form")) return;
    const options = (note) => ({ body: { status: "draft", note }, version: post.version });
    item.append(
      inlineForm({
        label: text("send_back_help"),
        submit: text("send_back"),
        act: (note) => this.api.call("PATCH", `/posts/${post.id}`, options(note)),
        done: () => this.#settled(),
      }),
    );
  }

  #discard(post, item, said) {
    item.append(
      inlineQuestion({
        question: text("discard_sure"),
        yes: text("yes_delete"),
        act: async () => {
          const answer = await this.api.call("DELETE", `/posts/${post.id}`, { version: post.version });
          say(said, answer.ok ? "" : reasonOf(answer), "bad");
          if (answer.ok) {
            this.composer?.forget(post.id);
            this.#settled();
          }
        },
      }),
    );
  }

  async #history(post, item) {
    const open = item.querySelector(".history");
    if (open) {
      open.remove();
      return this.#settled();
    }
    item.append(
      await showHistory(this.api, post.id, {
        mayRestore: post.status !== "retracted" && this.rights.allows("write", post.id),
        restored: () => {
          item.querySelector(".history")?.remove();
          this.#settled();
        },
      }),
    );
  }
}

function statusLine({ status, publish_at: at, created_by: by }) {
  const line = el("p", { class: "pending-line" });
  if (at) line.append(el("span", { class: "pending-embargo", textContent: text("embargo") }));
  const words = text(`status_${status}`) + (at ? ` · ${dayAndClock(at)}` : "");
  line.append(el("span", { class: `pending-status is-${status}`, textContent: words }));
  if (at) line.append(el("span", { "data-until": at, textContent: timeUntil(at) }));
  line.append(el("span", { class: "pending-by", textContent: by }));
  return line;
}
