import { hideConflict } from "./conflict.js";
import { button, say } from "./dom.js";
import { FieldErrors } from "./field-errors.js";
import { inlineQuestion } from "./inline-form.js";
import { text } from "./texts.js";

const MOST_ROWS = 14;
const OPEN_ROWS = 4;
const WIDE = matchMedia("(min-width: 62rem)");

/** What the composer shows besides its fields: mode, buttons, messages, and whether it is open. */
export class ComposerView {
  #sendWords;
  #promised = "";
  #isPublic = false;

  constructor(form) {
    const part = (name) => form.querySelector(`[data-${name}]`);
    this.form = form;
    this.area = form.elements.body;
    this.errors = new FieldErrors(form);
    this.mode = part("mode");
    this.said = part("said");
    this.correction = part("correction");
    this.conflict = part("conflict");
    this.question = part("confirm");
    this.sendButton = part("send");
    this.saveButton = part("save");
    this.leaveButton = part("leave");
    this.#sendWords = this.sendButton.querySelector("span").textContent;
    // Opening moves everything: a button under a finger must not slip away before the click.
    form.addEventListener("focusin", ({ target }) => target.matches("[data-fold], [data-said] *") || this.open());
    // After sending, the focus is still there: typing on opens it again.
    form.addEventListener("input", () => this.open());
    part("fold").addEventListener("click", () => this.#fold());
    document.addEventListener("pointerdown", ({ target }) => this.#closeIfLeft(target));
  }

  show({ id, label, mode, isPublic }) {
    const words = { new: "new_post", edit: "editing", correct: "correcting" }[mode];
    this.form.dataset.mode = mode;
    this.mode.textContent = text(words, { label });
    this.leaveButton.hidden = !id;
    this.saveButton.hidden = Boolean(isPublic);
    this.correction.hidden = mode !== "correct";
    this.#isPublic = Boolean(isPublic);
    this.#nameSendButton();
    for (const only of this.form.querySelectorAll("[data-only-new]")) only.hidden = Boolean(id);
    this.grow();
  }

  /** What sending will do, where it is not the usual: "" takes that back. */
  promise(words) {
    this.#promised = words;
    this.#nameSendButton();
  }

  clear() {
    this.errors.clear();
    hideConflict(this.conflict);
    this.#dropQuestion();
    this.say("");
    this.form.parentElement.classList.remove("is-open");
  }

  open() {
    this.form.parentElement.classList.add("is-open");
    this.grow();
  }

  /** The text's field is as high as its text, within limits. */
  grow() {
    const isOpen = WIDE.matches || this.form.parentElement.classList.contains("is-open");
    this.area.rows = isOpen ? OPEN_ROWS : 1;
    while (this.area.rows < MOST_ROWS && this.area.scrollHeight > this.area.clientHeight) {
      this.area.rows += 1;
    }
  }

  say(words) {
    say(this.said, words);
  }

  /** Add a button to what is said, for so long. */
  offer(words, act, ms) {
    const offered = button(words, act, "link-button");
    this.said.append(" ", offered);
    setTimeout(() => offered.remove(), ms);
  }

  complain(words) {
    say(this.said, words, "bad");
  }

  ask(question, yes, act) {
    this.question.hidden = false;
    this.question.replaceChildren(
      inlineQuestion({
        question,
        yes,
        act: () => {
          this.#dropQuestion();
          act();
        },
        no: () => {
          this.#dropQuestion();
          this.sendButton.focus();
        },
      }),
    );
  }

  #nameSendButton() {
    const words = this.#isPublic ? text("save_changes") : this.#promised || this.#sendWords;
    this.sendButton.querySelector("span").textContent = words;
  }

  #dropQuestion() {
    this.question.replaceChildren();
    this.question.hidden = true;
  }

  /** On a phone the composer folds up when somebody turns to the stream and it holds nothing. */
  #closeIfLeft(target) {
    const aside = this.form.parentElement;
    if (aside.contains(target)) return;
    const { headline, body } = this.form.elements;
    const isEmpty = !headline.value && !body.value && !this.form.querySelector(".composer-picture");
    if (isEmpty) this.#fold();
  }

  #fold() {
    document.activeElement?.blur();
    this.form.parentElement.classList.remove("is-open");
    this.grow();
  }
}
