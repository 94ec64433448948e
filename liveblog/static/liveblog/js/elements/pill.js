/** The button that announces waiting posts. It stands in a status region: new words are spoken. */
export class Pill {
  #count = 0;

  constructor(button, words, reveal) {
    this.button = button;
    this.words = words;
    button.addEventListener("click", reveal);
  }

  get count() {
    return this.#count;
  }

  set count(number) {
    if (number === this.#count) return;
    this.#count = number;
    this.button.hidden = number === 0;
    if (number) this.#label.textContent = this.words(number);
  }

  get #label() {
    return this.button.querySelector("[data-arrivals-text]") ?? this.button;
  }
}
