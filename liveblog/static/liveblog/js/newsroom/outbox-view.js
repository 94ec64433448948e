import { reasonOf } from "./api.js";
import { button, el, icon, say } from "./dom.js";
import { inlineQuestion } from "./inline-form.js";
import { pendingPictures } from "./outbox.js";
import { labelOf } from "./post-content.js";
import { pictureWords } from "./picture-words.js";
import { text } from "./texts.js";

/** How long the way back stays open. */
export const UNDO_MS = 10_000;
const UNDOABLE = ["published", "submitted"];
const ICONS = { queued: "clock", sending: "send", failed: "alert" }; // "sent ✓" has its own

/** The outbox at the top of the stream: one line per item, and one for what holds it up. */
export class OutboxView {
  #items = [];
  #arrived = new Map();
  #rows = new Map();
  #trouble = "";

  /** `acts`: `{retry, resume, discard, describe, undo}`, each with an item. */
  constructor(section, { signIn, files, acts }) {
    this.section = section;
    this.list = section.querySelector("[data-outbox-list]");
    this.said = section.querySelector("[data-outbox-said]");
    this.signIn = signIn;
    this.files = files;
    this.acts = acts;
  }

  show(items) {
    this.#items = items;
    for (const item of items) if (this.#arrived.has(item.id)) this.#arrived.set(item.id, item);
    this.#draw();
  }

  tell(trouble) {
    this.#trouble = trouble;
    this.#draw();
  }

  progress(id, clientId, percent) {
    const bar = this.#rows.get(id)?.element.querySelector(`[data-picture="${clientId}"] progress`);
    if (bar) bar.value = percent;
  }

  /** Show for a while that an item has arrived, with the way back. */
  arrived(item) {
    this.#arrived.set(item.id, item);
    setTimeout(() => this.forget(item.id), UNDO_MS);
    this.#draw();
  }

  forget(id) {
    this.#arrived.delete(id);
    this.#draw();
  }

  /** Whether an item that has arrived can be taken back. */
  offersUndo({ id, task, post }) {
    return this.#arrived.has(id) && task.mode === "new" && UNDOABLE.includes(post?.status);
  }

  /** Take an item back as it stands by now; nothing when its time is over. */
  undo(id) {
    const item = this.#arrived.get(id);
    if (item) this.acts.undo(item);
  }

  get isInSight() {
    const { top, bottom } = this.section.getBoundingClientRect();
    return bottom > 0 && top < innerHeight / 2;
  }

  #draw() {
    const shown = this.#shown;
    const focused = document.activeElement?.closest?.("[data-item]")?.dataset.item;
    for (const item of shown) this.#drawRow(item);
    const kept = new Set(shown.map(({ id }) => id));
    for (const [id, { element }] of this.#rows) {
      if (kept.has(id)) continue;
      element.remove();
      this.#rows.delete(id);
    }
    shown.forEach(({ id }, index) => {
      const { element } = this.#rows.get(id);
      if (this.list.children[index] !== element) this.list.insertBefore(element, this.list.children[index]);
    });
    this.section.dataset.waiting = this.#items.filter(({ state }) => state !== "failed").length;
    this.#sayTrouble();
    this.section.hidden = !shown.length && this.said.hidden;
    const isLost = focused && !document.activeElement?.closest?.("[data-item]");
    if (isLost) this.#rows.get(focused)?.element.querySelector("button")?.focus({ preventScroll: true });
  }

  get #shown() {
    const here = new Set(this.#items.map(({ id }) => id));
    const gone = [...this.#arrived.values()].filter(({ id }) => !here.has(id));
    return [...this.#items, ...gone.map(complete)];
  }

  #drawRow(item) {
    const state = item.state || "queued";
    const mayUndo = this.offersUndo(item);
    const mark = JSON.stringify([state, mayUndo, item.problem?.status, pictureMarks(item)]);
    const row = this.#rows.get(item.id);
    // Somebody is typing in it, or answering a question: it keeps its form.
    if (row?.mark === mark || row?.element.querySelector(".inline-form, input:focus")) return;
    const element = el(
      "li",
      { class: "outbox-item", "data-item": item.id, "data-state": state },
      el(
        "p",
        { class: "outbox-line" },
        ICONS[state] ? icon(ICONS[state]) : null,
        el("span", { class: "outbox-state", textContent: stateWords(item, state) }),
      ),
      el("p", { class: "outbox-label", textContent: labelOf(item.fields) || text("pictures_only") }),
    );
    if (item.problem) element.append(el("p", { class: "field-errors", textContent: problemWords(item.problem) }));
    const pictures = pendingPictures(item);
    if (pictures.length) element.append(el("ul", { class: "outbox-pictures" }, ...pictures.map((one) => this.#picture(item, one))));
    element.append(el("div", { class: "post-tools-row", role: "group" }, ...this.#buttons(item, state, mayUndo, element)));
    if (row) row.element.replaceWith(element);
    else this.list.append(element);
    this.#rows.set(item.id, { element, mark });
  }

  #picture(item, image) {
    const words = pictureWords(image, () => this.acts.describe(item, image.clientId, words.read()));
    const thumbnail = el("img", { alt: "", width: 96, height: 72 });
    this.#showFile(thumbnail, image.clientId);
    return el(
      "li",
      { class: "outbox-picture", "data-picture": image.clientId },
      thumbnail,
      el("progress", { max: 100, value: 0, "aria-label": text("picture_progress") }),
      el("details", {}, el("summary", { textContent: text("picture_words") }), words.element),
    );
  }

  async #showFile(thumbnail, clientId) {
    const file = await this.files.get(clientId);
    if (!file) return;
    thumbnail.src = URL.createObjectURL(file);
    thumbnail.addEventListener("load", () => URL.revokeObjectURL(thumbnail.src), { once: true });
  }

  #buttons(item, state, mayUndo, element) {
    const { acts } = this;
    const broken = item.fields.images.filter(({ reason }) => reason);
    const buttons = [];
    const isHopeless = item.problem?.picture; // what the server will never take, or is lost here
    if (state === "failed" && !isHopeless) {
      buttons.push(button(text("retry"), () => acts.retry(item)));
    }
    if (isHopeless) {
      const leaveOut = () => broken.forEach(({ clientId }) => acts.describe(item, clientId, null));
      buttons.push(button(text("leave_picture_out"), leaveOut));
    } else if (state === "failed" || state === "queued") {
      buttons.push(button(text("edit_again"), () => acts.resume(item)));
      const discard = button(text("discard_unsent"), () => this.#ask(item, element));
      discard.classList.add("is-grave");
      buttons.push(discard);
    }
    if (mayUndo) buttons.push(button(text("undo"), () => acts.undo(item)));
    return buttons;
  }

  #ask(item, element) {
    if (element.querySelector(".inline-form")) return;
    element.append(
      inlineQuestion({
        question: text("discard_unsent_sure"),
        yes: text("yes_delete"),
        act: () => this.acts.discard(item),
      }),
    );
  }

  #sayTrouble() {
    const isWaiting = this.#items.some(({ state }) => state !== "failed");
    const words = {
      offline: text("outbox_offline"),
      busy: text("outbox_busy"),
      signed_out: text("session_over"),
      somebody_else: text("somebody_else"),
    }[isWaiting ? this.#trouble : ""];
    this.said.hidden = !words;
    if (this.said.dataset.trouble === (words ?? "")) return;
    this.said.dataset.trouble = words ?? "";
    say(this.said, words ?? "", this.#trouble === "signed_out" ? "bad" : "");
    if (words && this.#trouble !== "offline" && this.#trouble !== "busy") {
      this.said.append(" ", el("a", { href: this.signIn, textContent: text("sign_in") }));
    }
  }
}

/** What has left the outbox has arrived with all its pictures. */
function complete(item) {
  const images = item.fields.images.filter(({ id }) => id);
  return { ...item, state: "sent", fields: { ...item.fields, images } };
}

function stateWords(item, state) {
  const pictures = pendingPictures(item).length;
  if (state === "sent" && pictures) return text("state_sent_pictures", { count: pictures });
  return {
    queued: text("state_queued"),
    sending: text("state_sending"),
    sent: text("state_sent"),
    failed: text("state_failed"),
  }[state];
}

function problemWords(problem) {
  if (problem.status === 412) return text("changed_elsewhere");
  return problem.picture
    ? text("picture_failed", { reason: reasonOf(problem) })
    : reasonOf(problem);
}

function pictureMarks({ fields }) {
  return fields.images.map(({ clientId, id, reason }) => [clientId, id, Boolean(reason)]);
}
