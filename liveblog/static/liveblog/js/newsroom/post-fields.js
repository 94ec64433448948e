import { data } from "./texts.js";
import { instantOf, localTimeOf } from "./zone.js";

const FLAGS = ["key", "breaking", "pinned"];

/** The fields of the composer, read and written as a whole. */
export class PostFields {
  constructor(form, pictures) {
    this.form = form;
    this.pictures = pictures;
    this.elements = form.elements;
  }

  get isEmpty() {
    const { headline, body } = this.elements;
    return !(headline.value.trim() || body.value.trim() || this.pictures.count);
  }

  get isBreaking() {
    return this.#flag("breaking");
  }

  get isPinned() {
    return this.#flag("pinned");
  }

  get correction() {
    return this.elements.correction.value;
  }

  /** As the API takes it. `shownAt` is an event time that was there already and need not be sent. */
  content(shownAt = "") {
    const { headline, body, event_at: at } = this.elements;
    const content = {
      headline: headline.value,
      body: body.value,
      authors: this.#authors,
      images: this.pictures.payload,
    };
    for (const name of ["key", "breaking"]) if (this.elements[name]) content[name] = this.#flag(name);
    if (at.value && at.value !== shownAt) content.event_at = instantOf(at.value, data.zone);
    return content;
  }

  /** Everything that is typed, to be written again later. */
  get state() {
    const { headline, body, event_at: at, correction } = this.elements;
    return {
      headline: headline.value,
      body: body.value,
      authors: this.#authors,
      flags: FLAGS.filter((name) => this.#flag(name)),
      eventAt: at.value,
      correction: correction.value,
      images: this.pictures.state,
    };
  }

  write({ headline, body, authors, flags, eventAt, correction, images }) {
    const { elements } = this;
    elements.headline.value = headline ?? "";
    elements.body.value = body ?? "";
    elements.event_at.value = eventAt ?? "";
    elements.correction.value = correction ?? "";
    for (const name of FLAGS) {
      if (elements[name]) elements[name].checked = flags?.includes(name) ?? false;
    }
    for (const box of this.#boxes) box.checked = authors?.includes(box.value) ?? false;
    this.pictures.restore(images ?? []);
  }

  writePost(post) {
    this.write({
      headline: post.headline,
      body: post.body,
      authors: post.authors.map(({ id }) => id),
      flags: FLAGS.filter((name) => post[name]),
      eventAt: localTimeOf(post.event_at, data.zone),
      images: post.images,
    });
  }

  clear() {
    this.form.reset();
    this.pictures.clear();
  }

  get #boxes() {
    return [...this.form.querySelectorAll("[name=authors]")];
  }

  get #authors() {
    return this.#boxes.filter(({ checked }) => checked).map(({ value }) => value);
  }

  #flag(name) {
    return Boolean(this.elements[name]?.checked);
  }
}
