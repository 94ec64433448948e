/** Most interruptions are over before anybody needs to know. */
const GRACE_MS = 3_000;

/** Says quietly how the page hears of news, and lets the reader pause it. */
export class ConnectionLine {
  #timer = 0;

  /** `texts`: words by state, and "pause" and "resume"; `toggle()` pauses or resumes. */
  constructor(root, texts, toggle) {
    this.texts = texts;
    this.line = root.querySelector("[data-connection]");
    this.button = root.querySelector("[data-pause]");
    this.button?.addEventListener("click", toggle);
  }

  show(state) {
    clearTimeout(this.#timer);
    const isUrgent = ["connected", "paused", "gone"].includes(state);
    this.#timer = setTimeout(() => this.#write(state), isUrgent ? 0 : GRACE_MS);
    this.#label(state);
  }

  #write(state) {
    if (!this.line) return;
    const text = this.texts(state) ?? "";
    this.line.dataset.state = state;
    this.line.textContent = text;
    this.line.hidden = !text;
  }

  #label(state) {
    if (!this.button) return;
    this.button.hidden = state === "gone";
    this.button.textContent = this.texts(state === "paused" ? "resume" : "pause");
  }
}
