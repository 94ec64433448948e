import { isFinal, isRefusedForGood } from "./delivery.js";
import { shrink } from "./shrink.js";
import { kickOnReturn, Worker } from "./worker.js";

/**
 * What was sent and has not arrived yet: first in, first out, whatever happens in between. Texts
 * go first; pictures follow on their own and are added to their post one by one.
 *
 * `hear` is told `changed(items)`, `arrived(item)` when readers (or the desk) have the text,
 * `refused(item)`, and `trouble(name)`: "", "offline", "busy", "signed_out" or "somebody_else".
 */
export class Outbox {
  #channel;
  #lastOrder = 0;
  #texts;
  #pictures;

  constructor(desk, { store, delivery, uploads, session, hear }) {
    this.desk = desk;
    this.store = store;
    this.delivery = delivery;
    this.uploads = uploads;
    this.session = session;
    this.hear = hear;
    this.#texts = new Worker(`newsroom:texts:${desk}`, () => this.#sendText());
    this.#pictures = new Worker(`newsroom:pictures:${desk}`, () => this.#sendPicture());
    this.#channel = new BroadcastChannel(`newsroom:${desk}`);
  }

  async start() {
    this.#channel.onmessage = ({ data }) => this.#overheard(data);
    kickOnReturn([this.#texts, this.#pictures]);
    await this.#show();
    this.#kick();
  }

  /** All that is here, oldest first. */
  async items() {
    const items = await this.store.items.all();
    const here = items.filter(({ desk, place }) => desk === this.desk && place === "outbox");
    here.sort((a, b) => a.order - b.order);
    this.#lastOrder = Math.max(this.#lastOrder, here.at(-1)?.order ?? 0);
    return here;
  }

  /** Take an item over from the composer; kept when the promise is, and begun before it returns. */
  async add(item) {
    this.#lastOrder = Math.max(Date.now(), this.#lastOrder + 1);
    const waiting = { place: "outbox", state: "queued", order: this.#lastOrder, problem: null };
    await this.store.items.put(item.id, { ...item, ...waiting });
    this.#kick();
    await this.#show();
  }

  /** Try a failed item again. */
  async retry(id) {
    const item = await this.store.items.get(id);
    if (!item) return;
    const images = item.fields.images.map(({ reason: _reason, ...image }) => image);
    const changes = { state: "queued", problem: null, fields: { ...item.fields, images } };
    await this.store.items.change(id, changes);
    await this.#show();
    this.#kick();
  }

  /** Take an item out, to go on writing it; null when it is on its way at this moment. */
  async takeBack(id) {
    const item = await this.store.items.get(id);
    if (!item || item.place !== "outbox" || item.state === "sending") return null;
    await this.store.items.change(id, { place: "current", state: "", problem: null });
    await this.#show();
    return { ...item, place: "current" };
  }

  /** Give an item up to whoever wants its words again; its pictures stay kept. Undone by `put`. */
  async release(id) {
    const item = await this.store.items.get(id);
    await this.store.items.remove(id);
    await this.#show();
    return item ?? null;
  }

  async put(item) {
    await this.store.items.put(item.id, item);
    await this.#show();
    this.#kick();
  }

  async discard(id) {
    const item = await this.store.items.get(id);
    for (const { clientId } of item?.fields.images ?? []) await this.#forgetPicture(clientId);
    await this.store.items.remove(id);
    await this.#show();
    this.#kick();
  }

  /** Change what is said of a picture that is still on its way, or (null) leave it out. */
  async describe(id, clientId, words) {
    const item = await this.store.items.get(id);
    if (!item) return;
    const images = words
      ? item.fields.images.map((one) => (one.clientId === clientId ? { ...one, ...words } : one))
      : item.fields.images.filter((one) => one.clientId !== clientId);
    if (!words) await this.#forgetPicture(clientId);
    await this.store.items.change(id, { fields: { ...item.fields, images } });
    this.#kick();
    if (!words) await this.retry(id);
  }

  /** Keep changes of an item, in the row and in the caller's copy. */
  save = async (item, changes) => {
    Object.assign(item, changes);
    await this.store.items.change(item.id, changes);
  };

  async #sendText() {
    const item = (await this.items()).find((one) => this.#isDue(one));
    if (!item) return "idle";
    if (waitsForPicture(item)) return (await this.#lacksWords(item)) ?? "idle";
    const isFirst = item.state !== "sent";
    if (isFirst) await this.#mark(item, { state: "sending" });
    const result = await this.delivery.step(item);
    if (result === "moved") {
      if (this.delivery.isSettled(await this.#fresh(item))) await this.#arrived(item);
      return "again";
    }
    if (result === "settled") {
      await this.#arrived(item);
      return "again";
    }
    return this.#failed(item, result, isFirst);
  }

  #isDue(item) {
    return item.state !== "failed" && !(item.state === "sent" && this.delivery.isSettled(item));
  }

  /** A post of pictures alone waits for its first one; when none can come, it has failed. */
  async #lacksWords(item) {
    if (item.fields.images.some(({ reason }) => !reason)) return null;
    await this.#refuse(item, item.fields.images[0].reason);
    return "again";
  }

  async #sendPicture() {
    const items = (await this.items()).filter(({ state }) => state !== "failed");
    const due = items.flatMap((item) => pendingPictures(item).map((image) => ({ item, image })));
    if (!due.length) return "idle";
    const [{ item, image }] = due;
    if (!image.isReady && (await this.#makeReady(item, image))) return "again";
    const answer = await this.uploads.send(image.clientId, (percent) =>
      this.hear.progress(item.id, image.clientId, percent),
    );
    if (answer?.ok) {
      await this.#markPicture(item, image, { id: answer.data.id, thumbnail: answer.data.thumbnail });
      await this.store.files.remove(image.clientId);
    } else if (!answer || isRefusedForGood(answer)) {
      await this.#markPicture(item, image, { reason: answer ?? { status: 0, data: {} } });
    } else {
      return this.#hold(answer);
    }
    await this.#show();
    this.#texts.kick();
    return "again";
  }

  /** Sent before it was made small: nothing leaves with what the camera wrote into it. */
  async #makeReady(item, image) {
    const file = await this.store.files.get(image.clientId);
    if (!file) return false;
    await this.store.files.put(image.clientId, await shrink(file));
    await this.#markPicture(item, image, { isReady: true });
    return true;
  }

  async #markPicture(item, { clientId }, changes) {
    const row = await this.store.items.get(item.id);
    if (!row) return;
    const images = row.fields.images.map((one) =>
      one.clientId === clientId ? { ...one, ...changes } : one,
    );
    const isBroken = Boolean(changes.reason) && row.state === "sent" && !pendingPictures({ fields: { images } }).length;
    const problem = isBroken ? { picture: true, ...changes.reason } : row.problem;
    await this.store.items.change(item.id, {
      fields: { ...row.fields, images },
      problem,
      ...(isBroken ? { state: "failed" } : {}),
    });
    await this.#show();
    await this.#finish(item.id);
  }

  async #fresh({ id }) {
    return (await this.store.items.get(id)) ?? { post: null };
  }

  async #arrived(item) {
    const isNews = item.state !== "sent";
    this.hear.trouble("");
    await this.#mark(item, { state: "sent", sentAt: item.sentAt ?? Date.now() });
    if (isNews) {
      this.hear.arrived(item);
      this.#channel.postMessage({ arrived: item });
    }
    await this.#finish(item.id);
    this.#pictures.kick();
  }

  /** An item whose text and pictures are there needs nothing any more. */
  async #finish(id) {
    const item = await this.store.items.get(id);
    const isDone = item?.state === "sent" && !item.fields.images.some(({ id: known }) => !known);
    if (!isDone || !this.delivery.isSettled(item)) return;
    await this.store.items.remove(id);
    await this.#show();
  }

  async #failed(item, answer, isFirst) {
    if (answer.status === 403 && answer.data.type?.endsWith(":csrf")) {
      if (isFirst) await this.#mark(item, { state: "queued" });
      const renewed = await this.session.renew();
      if (renewed === "renewed") return "again";
      this.hear.trouble(renewed === "unreachable" ? "offline" : renewed);
      return { wait: 0 };
    }
    if (isFinal(answer)) {
      await this.#refuse(item, answer);
      return "again";
    }
    if (isFirst) await this.#mark(item, { state: "queued" });
    return this.#hold(answer);
  }

  async #refuse(item, problem) {
    await this.#mark(item, { state: "failed", problem });
    this.hear.refused(item);
  }

  #hold(answer) {
    const names = { 0: "offline", 401: "signed_out" };
    this.hear.trouble(names[answer.status] ?? "busy");
    return { wait: answer.retryAfter ?? 0 };
  }

  async #mark(item, changes) {
    await this.save(item, changes);
    await this.#show();
  }

  async #forgetPicture(clientId) {
    if (!clientId) return;
    this.uploads.abort(clientId);
    await this.store.files.remove(clientId);
  }

  async #show() {
    this.hear.changed(await this.items());
    this.#channel.postMessage({ changed: true });
  }

  async #overheard({ arrived, changed }) {
    if (arrived) this.hear.arrived(arrived);
    if (changed) this.hear.changed(await this.items());
  }

  #kick() {
    this.#texts.kick();
    this.#pictures.kick();
  }
}

/** The pictures of an item that can still come. */
export function pendingPictures({ fields }) {
  return fields.images.filter(({ id, reason }) => !id && !reason);
}

function waitsForPicture({ post, first, fields }) {
  const isWordless = !(fields.headline.trim() || fields.body.trim() || fields.embed);
  return !post && !first && isWordless && !fields.images.some(({ id }) => id);
}
