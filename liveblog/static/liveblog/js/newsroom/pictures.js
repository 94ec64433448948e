import { reasonOf } from "./api.js";
import { isFinal, isRefusedForGood } from "./delivery.js";
import { button, el, iconButton } from "./dom.js";
import { pictureWords } from "./picture-words.js";
import { shrink } from "./shrink.js";
import { randomId } from "./task.js";
import { data, text } from "./texts.js";
import { kickOnReturn, Worker } from "./worker.js";

/** One pixel that cannot be seen. */
const BLANK = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

/** The pictures of the post that is being written: kept, made smaller, sent ahead, described, ordered. */
export class Pictures {
  #items = [];
  #worker = new Worker(`newsroom:pictures:${randomId()}`, () => this.#sendNext());

  /** `files` keeps pictures by id, `uploads` sends them, `changed()` hears of every change. */
  constructor(list, { files, uploads, changed }) {
    this.list = list;
    this.files = files;
    this.uploads = uploads;
    this.changed = changed;
    kickOnReturn([this.#worker]);
  }

  get isBroken() {
    return this.#items.some(({ reason }) => reason);
  }

  get count() {
    return this.#items.length;
  }

  /** Kept when this browser holds every picture. */
  get kept() {
    return Promise.all(this.#items.map(({ keeping }) => keeping));
  }

  /** Everything but the pictures themselves, in their order. */
  get state() {
    return this.#items.map(({ clientId, id, thumbnail, isReady, reason, words }) => ({
      clientId,
      id,
      thumbnail: id ? thumbnail : "",
      isReady,
      reason,
      ...words.read(),
    }));
  }

  /** Show the pictures of a post, or of an earlier visit. */
  async restore(images) {
    this.clear();
    for (const image of images) this.#append({ ...image });
    for (const item of [...this.#items].filter(({ id }) => !id)) await this.#recall(item);
    this.#worker.kick();
  }

  /** Forget what is shown; files and uploads stay with whoever has taken them over. */
  clear() {
    for (const { element, preview } of this.#items) {
      element.remove();
      if (preview) URL.revokeObjectURL(preview);
    }
    this.#items = [];
  }

  /** Give up what is shown, with its files. */
  discard() {
    for (const item of [...this.#items]) this.#remove(item);
  }

  /** Returns a message when not all of the files can be taken. */
  add(files) {
    for (const file of files) {
      if (this.#items.length >= data.limits.images) {
        return text("picture_many", { limit: data.limits.images });
      }
      const item = this.#append({ clientId: randomId() });
      item.keeping = this.files.put(item.clientId, file);
      this.#prepare(item, file);
    }
    return "";
  }

  /** Keep the picture first, then make it small: a crash in between loses nothing. */
  async #prepare(item, file) {
    await item.keeping;
    this.#show(item, file);
    await this.#makeReady(item, file);
    this.#worker.kick();
  }

  async #makeReady(item, file) {
    const small = await shrink(file);
    if (!this.#items.includes(item)) return;
    if (small.size > data.limits.upload) return this.#fail(item, tooHeavy());
    await this.files.put(item.clientId, small);
    item.isReady = true;
    this.changed();
  }

  async #recall(item) {
    const file = await this.files.get(item.clientId);
    if (!this.#items.includes(item)) return;
    if (!file) return this.#remove(item);
    this.#show(item, file);
    if (!item.isReady && !item.reason) await this.#makeReady(item, file);
  }

  #show(item, file) {
    item.preview = URL.createObjectURL(file);
    item.image.src = item.preview;
  }

  /** What this browser cannot show is an empty frame, not a broken one. */
  #blank(item) {
    item.isBlank = true;
    item.image.src = BLANK;
  }

  async #sendNext() {
    const item = this.#items.find(({ id, reason, isReady }) => !id && !reason && isReady);
    if (!item) return "idle";
    this.#mark(item, "sending", text("uploading", { percent: 0 }));
    const answer = await this.uploads.send(item.clientId, (percent) => {
      item.bar.value = percent;
      item.line.textContent = text("uploading", { percent });
    });
    if (!this.#items.includes(item)) return "again";
    if (answer?.ok) return this.#arrived(item, answer.data);
    if (answer && !isFinal(answer)) {
      this.#mark(item, "waiting", text("picture_waiting"));
      return { wait: answer.retryAfter ?? 0 };
    }
    this.#fail(item, answer ?? tooHeavy());
    return "again";
  }

  #arrived(item, { id, thumbnail }) {
    Object.assign(item, { id, thumbnail });
    // HEIC, for one: the server could read it.
    if (item.isBlank) item.image.src = thumbnail;
    this.#mark(item, "sent");
    this.changed();
    return "again";
  }

  #fail(item, answer) {
    item.reason = answer;
    this.#mark(item, "failed", text("picture_failed", { reason: reasonOf(answer) }));
    this.changed();
  }

  #retry(item) {
    item.reason = null;
    this.#mark(item, "waiting");
    this.#worker.kick();
  }

  #append(item) {
    item.words = pictureWords(item, () => this.changed());
    item.bar = el("progress", { max: 100, value: 0, "aria-label": text("picture_progress") });
    item.line = el("span", { class: "picture-state" });
    item.again = button(text("retry"), () => this.#retry(item), "link-button");
    item.image = el("img", { alt: "", width: 96, height: 72 });
    item.image.addEventListener("error", () => this.#blank(item));
    if (item.thumbnail) item.image.src = item.thumbnail;
    item.element = el(
      "li",
      { class: "composer-picture" },
      item.image,
      item.words.element,
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
    if (item.id) this.#mark(item, "sent");
    else if (item.reason) this.#mark(item, "failed", text("picture_failed", { reason: reasonOf(item.reason) }));
    else this.#mark(item, "waiting");
    return item;
  }

  #mark(item, state, words = "") {
    item.element.dataset.state = state;
    item.line.textContent = words;
    item.bar.hidden = state !== "sending";
    item.again.hidden = state !== "failed" || isRefusedForGood(item.reason);
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
    this.#items = this.#items.filter((other) => other !== item);
    item.element.remove();
    if (item.preview) URL.revokeObjectURL(item.preview);
    if (item.clientId) {
      this.uploads.abort(item.clientId);
      this.files.remove(item.clientId);
    }
    this.changed();
  }
}

function tooHeavy() {
  const limit = Math.round(data.limits.upload / 1_048_576);
  return { status: 413, data: { detail: text("picture_heavy", { limit }) } };
}
