import { isFinal } from "./delivery.js";

const PAUSE_MS = 5_000;
const RETRY_MS = 30_000;
const MOST_STEPS = 4;

/** A copy of the text being written on the server, in case that the whole phone is lost. */
export class ServerDraft {
  #timer = 0;
  #abort = null;
  #given = new Set();

  /** `fresh()` gives the item with its present fields, or null when there is nothing to save. */
  constructor(delivery, { fresh, saved }) {
    this.delivery = delivery;
    this.fresh = fresh;
    this.saved = saved;
  }

  later(pause = PAUSE_MS) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#save(), pause);
  }

  /** Save no more: somebody else brings the item to the server from now on. */
  stop() {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.#abort = null;
  }

  async #save() {
    const item = this.fresh();
    if (!item || this.#given.has(item.id)) return;
    if (!navigator.onLine || this.#abort) return this.later(RETRY_MS);
    const { signal } = (this.#abort = new AbortController());
    const answer = await this.#deliver(item, signal);
    if (signal.aborted) return;
    this.#abort = null;
    if (answer === "settled") return this.saved();
    // Sending it will say what is wrong; until then this browser has it.
    if (isFinal(answer)) this.#given.add(item.id);
    else this.later(Math.max(RETRY_MS, 1_000 * (answer.retryAfter ?? 0)));
  }

  async #deliver(item, signal) {
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const answer = await this.delivery.step(item, { signal, mayRewrite: false });
      if (signal.aborted || answer !== "moved") return answer;
      if (this.delivery.isSettled(item)) return "settled";
    }
    return { status: 0 };
  }
}
