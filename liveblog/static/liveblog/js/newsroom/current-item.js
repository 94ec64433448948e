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
  #failed;

  /**
   * `read()` gives the fields, or null when there is nothing worth keeping; `failed(error)` hears
   * of it when the browser has no room for what it keeps by itself.
   */
  constructor(items, desk, { read, failed }) {
    this.items = items;
    this.desk = desk;
    this.#read = read;
    this.#failed = failed;
    this.item = null;
    const keep = () => this.keep().catch(failed);
    document.addEventListener("visibilitychange", () => document.hidden && keep());
    window.addEventListener("pagehide", keep);
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

  /**
   * The newest kept item that nobody holds, held by this tab now; or null. `isFree()`: whether
   * there still is room for it when it is found, nobody having begun to write.
   */
  async recall(isFree) {
    const kept = (await this.items.all()).filter(
      ({ desk, place, id }) => desk === this.desk && place === "current" && id !== this.item?.id,
    );
    for (const item of kept.sort((a, b) => b.at - a.at)) {
      const giveBack = await take(name(item));
      if (!giveBack) continue;
      if (!isFree()) {
        giveBack();
        return null;
      }
      this.#giveBack();
      this.#giveBack = giveBack;
      this.item = item;
      return item;
    }
    return null;
  }

  keepSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.keep().catch(this.#failed), PAUSE_MS);
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

  /** Whoever comes first may hold it from now on. */
  release() {
    this.handOver()();
  }

  /** Keep it no more; returns what ends this tab's hold, for when somebody else has it safe. */
  handOver() {
    clearTimeout(this.#timer);
    this.item = null;
    const giveBack = this.#giveBack;
    this.#giveBack = () => {};
    return giveBack;
  }
}

function name({ id }) {
  return `newsroom:item:${id}`;
}
