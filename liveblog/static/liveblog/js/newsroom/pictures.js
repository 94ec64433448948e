import { reasonOf } from "./api.js";
import { button, el, iconButton } from "./dom.js";
import { randomId } from "./task.js";
import { data, text } from "./texts.js";

const CREDIT_KEY = "newsroom:credit";

/** The pictures of the post that is being written: taken in, described, ordered. */
export class Pictures {
  #items = [];

  constructor(list, api, changed) {
    this.list = list;
    this.api = api;
    this.changed = changed;
  }

  get isPending() {
    return this.#items.some(({ state }) => state === "sending");
  }

  get isBroken() {
    return this.#items.some(({ state }) => state === "failed");
  }

  get count() {
    return this.#items.length;
  }

  /** As the API wants them. */
  get payload() {
    return this.#items.filter(({ id }) => id).map((item) => ({ id: item.id, ...item.words() }));
  }

  /** As a later visit of this page needs them. */
  get state() {
    return this.#items
      .filter(({ id }) => id)
      .map((item) => ({ id: item.id, thumbnail: item.thumbnail, ...item.words() }));
  }

  /** Show the pictures of a post, or of an earlier visit. */
  restore(images) {
    this.clear();
    for (const image of images) this.#append({ ...image, state: "sent" });
  }

  clear() {
    for (const item of this.#items) this.#discard(item);
    this.#items = [];
  }

  /** Returns a message when not all of the files can be taken. */
  add(files) {
    for (const file of files) {
      if (this.#items.length >= data.limits.images) {
        return text("picture_many", { limit: data.limits.images });
      }
      if (file.size > data.limits.upload) {
        return text("picture_heavy", { limit: Math.round(data.limits.upload / 1_048_576) });
      }
      const preview = URL.createObjectURL(file);
      const item = { file, thumbnail: preview, preview, clientId: randomId() };
      this.#send(this.#append({ ...item, credit: lastCredit(), state: "sending" }));
    }
    return "";
  }

  async #send(item) {
    this.#mark(item, "sending", text("uploading", { percent: 0 }));
    const { done, abort } = this.api.upload(item.file, item.clientId, (percent) => {
      item.bar.value = percent;
      item.line.textContent = text("uploading", { percent });
    });
    item.abort = abort;
    const answer = await done;
    if (!this.#items.includes(item)) return;
    if (answer.ok) {
      item.id = answer.data.id;
      this.#mark(item, "sent");
    } else {
      this.#mark(item, "failed", text("picture_failed", { reason: reasonOf(answer) }));
    }
    this.changed();
  }

  #append(item) {
    item.fields = Object.fromEntries(
      ["caption", "credit", "alt"].map((name) => [name, this.#field(name, item[name] ?? "")]),
    );
    item.words = () =>
      Object.fromEntries(Object.entries(item.fields).map(([name, { input }]) => [name, input.value]));
    item.bar = el("progress", { max: 100, value: 0 });
    item.line = el("span", { class: "picture-state" });
    item.again = button(text("retry"), () => this.#send(item), "link-button");
    item.element = el(
      "li",
      { class: "composer-picture" },
      el("img", { src: item.thumbnail, alt: "", width: 96, height: 72 }),
      el("div", { class: "picture-words" }, ...Object.values(item.fields).map(({ label }) => label)),
      el(
        "div",
        { class: "picture-tools" },
        iconButton("up", text("move_up"), () => this.#move(item, -1)),
        iconButton("down", text("move_down"), () => this.#move(item, 1)),
        iconButton("close", text("remove"), () => this.#remove(item)),
      ),
      el("p", { class: "picture-status", role: "status" }, item.bar, item.line, item.again),
    );
    this.#items.push(item);
    this.list.append(item.element);
    this.#mark(item, item.state);
    return item;
  }

  #field(name, value) {
    const input = el("input", { type: "text", value, autocomplete: "off", "data-word": name });
    if (name === "credit") input.addEventListener("change", () => rememberCredit(input.value));
    input.addEventListener("input", () => this.changed());
    const label = el("label", {}, el("span", { textContent: text(name) }), input);
    return { input, label };
  }

  #mark(item, state, words = "") {
    item.state = state;
    item.element.dataset.state = state;
    item.line.textContent = words;
    item.bar.hidden = state !== "sending";
    item.again.hidden = state !== "failed";
  }

  #move(item, step) {
    const from = this.#items.indexOf(item);
    const to = from + step;
    if (to < 0 || to >= this.#items.length) return;
    const focused = document.activeElement;
    this.#items.splice(to, 0, ...this.#items.splice(from, 1));
    this.list.append(...this.#items.map(({ element }) => element));
    focused?.focus();
    this.changed();
  }

  #remove(item) {
    this.#discard(item);
    this.#items = this.#items.filter((other) => other !== item);
    this.changed();
  }

  #discard(item) {
    item.abort?.();
    if (item.preview) URL.revokeObjectURL(item.preview);
    item.element.remove();
  }
}

function lastCredit() {
  try {
    return localStorage.getItem(CREDIT_KEY) ?? "";
  } catch {
    return "";
  }
}

function rememberCredit(credit) {
  try {
    localStorage.setItem(CREDIT_KEY, credit);
  } catch {
    // Only a convenience.
  }
}
