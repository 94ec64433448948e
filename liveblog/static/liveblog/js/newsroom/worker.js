import { exclusively } from "./locks.js";

const FIRST_WAIT_S = 2;
const LONGEST_WAIT_S = 60;

/**
 * Does one step after the other, in one tab at a time. `step()` answers "again", "idle", or
 * `{wait}`: it failed for now; `wait` is what the server asks for in seconds, or 0.
 */
export class Worker {
  #isRunning = false;
  #isWanted = false;
  #failures = 0;
  #timer = 0;

  constructor(name, step) {
    this.name = name;
    this.step = step;
  }

  async kick() {
    clearTimeout(this.#timer);
    this.#isWanted = true;
    if (this.#isRunning) return;
    this.#isRunning = true;
    try {
      while (this.#isWanted) await exclusively(this.name, () => this.#run());
    } finally {
      this.#isRunning = false;
    }
  }

  async #run() {
    while (this.#isWanted) {
      this.#isWanted = false;
      const next = await this.step();
      if (next === "again") this.#isWanted = true;
      if (next.wait === undefined) this.#failures = 0;
      else this.#rest(next.wait);
    }
  }

  #rest(seconds) {
    const longest = Math.min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** this.#failures);
    this.#failures += 1;
    // Jitter: a newsroom that comes back online does not call in one voice.
    const pause = Math.max(seconds, longest * (0.5 + Math.random() / 2));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.kick(), pause * 1_000);
  }
}

/** Kick workers whenever the network or somebody's eyes come back. */
export function kickOnReturn(workers) {
  const kick = () => workers.forEach((worker) => worker.kick());
  for (const name of ["online", "focus", "pageshow"]) window.addEventListener(name, kick);
  document.addEventListener("visibilitychange", () => document.hidden || kick());
}
