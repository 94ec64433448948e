import { take } from "./locks.js";

const PAUSE_MS = 250;

/**
 * What the composer of this tab holds, kept in the browser at every pause in typing and when the
 * page goes out of sight. No other tab works on it meanwhile.
 */
export class CurrentItem {
  #giveBack = () => {};
  #timer = 0;
  #read;

  /** `read()` gives the fields, or null when there is nothing worth keeping. */
  constructor(items, desk, read) {
    this.items = items;
    this.desk = desk;
    this.#read = read;
    this.item = null;
    document.addEventListener("visibilitychange", () => document.hidden && this.keep());
    window.addEventListener("pagehide", () => this.keep());
  }

  /** Hold this item from now on; the one before stays kept, for later or for another tab. */
  async hold(item) {
    clearTimeout(this.#timer);
    this.#giveBack();
    this.#giveBack = () => {};
    this.item = item;
    const giveBack = (await take(name(item))) ?? (() => {});
    if (this.item === item) this.#giveBack = giveBack;
    else giveBack();
  }

  /** The newest kept item that nobody holds, held by this tab now; or null. */
  async recall() {
    const kept = (await this.items.all()).filter(
      ({ desk, place, id }) => desk === this.desk && place === "current" && id !== this.item?.id,
    );
    for (const item of kept.sort((a, b) => b.at - a.at)) {
      const giveBack = await take(name(item));
      if (!giveBack) continue;
      this.#giveBack();
      this.#giveBack = giveBack;
      this.item = item;
      return item;
    }
    return null;
  }

  keepSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.keep(), PAUSE_MS);
  }

  /** Keep it now. Rejects when the browser has no room left. */
  async keep() {
    clearTimeout(this.#timer);
    const { item } = this;
    if (!item || item.place !== "current") return;
    const fields = this.#read();
    if (fields) {
      item.fields = fields;
      item.at = Date.now();
      await this.items.put(item.id, item);
    } else if (item.fields) {
      item.fields = null;
      await this.items.remove(item.id);
    }
  }

  /** Give it up: it is on the server, or nobody wants it any more. */
  async drop() {
    clearTimeout(this.#timer);
    const { item } = this;
    this.item = null;
    if (item) await this.items.remove(item.id);
  }

  /** Somebody else, such as the outbox, keeps it now. */
  release() {
    clearTimeout(this.#timer);
    this.item = null;
    this.#giveBack();
    this.#giveBack = () => {};
  }
}

function name({ id }) {
  return `newsroom:item:${id}`;
}
