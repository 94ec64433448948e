import { contentOf, fieldsOf, FLAGS } from "./post-content.js";
import { data } from "./texts.js";

const LINES = { headline: "headline", body: "body", eventAt: "event_at", correction: "correction", publishAt: "publish_at", embed: "embed" };

/** The fields of the composer, read and written as a whole. */
export class PostFields {
  constructor(form, pictures) {
    this.form = form;
    this.pictures = pictures;
    this.elements = form.elements;
  }

  get isEmpty() {
    const { headline, body, embed } = this.elements;
    return !(headline.value.trim() || body.value.trim() || embed?.value || this.pictures.count);
  }

  /** As the API takes it. */
  content(shownAt = "") {
    return contentOf(this.state, data.zone, shownAt);
  }

  /** Everything that is typed, to be written again later. */
  get state() {
    const { elements } = this;
    const lines = Object.entries(LINES).map(([name, field]) => [name, elements[field]?.value]);
    return {
      ...Object.fromEntries(lines),
      authors: this.#boxes.filter(({ checked }) => checked).map(({ value }) => value),
      flags: FLAGS.filter((name) => elements[name]?.checked),
      offered: FLAGS.filter((name) => elements[name]),
      images: this.pictures.state,
    };
  }

  write(state) {
    const { elements } = this;
    for (const [name, field] of Object.entries(LINES)) {
      if (elements[field]) elements[field].value = state[name] ?? "";
    }
    for (const name of FLAGS) {
      if (elements[name]) elements[name].checked = state.flags?.includes(name) ?? false;
    }
    for (const box of this.#boxes) box.checked = state.authors?.includes(box.value) ?? false;
    this.pictures.restore(state.images ?? []);
    // Whoever shows something that depends on a field learns of it.
    this.form.dispatchEvent(new Event("written"));
  }

  writePost(post) {
    this.write(fieldsOf(post, data.zone));
  }

  clear() {
    this.form.reset();
    this.pictures.clear();
    this.form.dispatchEvent(new Event("written"));
  }

  get #boxes() {
    return [...this.form.querySelectorAll("[name=authors]")];
  }
}
