import { contentOf, difference, fieldsOf, merge, rewritten, says } from "./post-content.js";

/**
 * Brings one item to the server, one call at a time, so that no retry can ever double it:
 * - An item that is not there yet is created under its own id by `first`, a body that stays the
 *   same for every try; the API answers repeated tries with the same post.
 * - From then on only differences go out, under the version that this browser has seen. When an
 *   answer was lost, the API refuses the stale version and shows the post as it is: if that says
 *   what was sent, it had arrived.
 */
export class Delivery {
  /** `save(item, changes)` keeps changes of an item before anything else happens. */
  constructor(api, { slug, zone, save }) {
    this.api = api;
    this.slug = slug;
    this.zone = zone;
    this.save = save;
  }

  /** Whether the server has all of the item's text that can be sent now. */
  isSettled(item) {
    return Boolean(item.post) && !this.#missing(item) && !needsPin(item);
  }

  /**
   * The next call. Answers "settled", "moved" (call again), or the API's refusing answer.
   * `signal` gives up waiting; `mayRewrite`: whether the item's own fields may take over what
   * others changed.
   */
  async step(item, { signal, mayRewrite = true } = {}) {
    if (!item.post) return this.#create(item, signal);
    const missing = this.#missing(item);
    if (missing) return this.#change(item, missing, { signal, mayRewrite });
    return needsPin(item) ? this.#pin(item) : "settled";
  }

  async #create(item, signal) {
    if (!item.first) await this.save(item, { first: this.#firstBody(item) });
    const answer = await this.api.call("POST", `/blogs/${this.slug}/posts`, {
      body: item.first,
      signal,
    });
    if (answer.ok) {
      const { client_id: _id, status: _status, publish_at: _at, pinned, ...content } = item.first;
      await this.save(item, { ...standing(answer.data), saved: content, pinned: Boolean(pinned) });
      return "moved";
    }
    // A refusal left nothing behind: what is sent next may say something else.
    if (isFinal(answer) && answer.status !== 409) await this.save(item, { first: null });
    return answer;
  }

  #firstBody(item) {
    const body = { ...this.#content(item), client_id: item.id, status: item.wanted };
    if (item.wanted === "scheduled") body.publish_at = item.publishAt;
    if (item.wanted === "published" && wantsPin(item)) body.pinned = true;
    return body;
  }

  async #change(item, missing, { signal, mayRewrite }) {
    // What is typed while the call is on its way is not in it.
    const content = this.#content(item);
    await this.save(item, { trying: { headline: item.fields.headline, body: item.fields.body } });
    const options = { body: missing, version: item.post.version, signal };
    const answer = await this.api.call("PATCH", `/posts/${item.post.id}`, options);
    if (answer.ok) {
      const correction = missing.correction ?? item.corrected;
      await this.save(item, { ...standing(answer.data), saved: content, corrected: correction });
      return "moved";
    }
    const current = answer.status === 412 && answer.data.current;
    if (current) {
      const isKnown = await this.#recognise(item, current);
      return isKnown || (mayRewrite && (await this.#catchUp(item, current, missing))) ? "moved" : answer;
    }
    if (answer.status === 404 && item.task.mode === "new") {
      // The draft was deleted elsewhere; the words are still wanted.
      await this.save(item, { post: null, first: null, saved: null });
      return "moved";
    }
    return answer;
  }

  /** Whether a draft, as it stands, is what a try of ours left whose answer got lost. */
  async #recognise(item, current) {
    const isOurs = item.task.mode === "new" && item.trying && says(current, item.trying);
    if (!isOurs || item.post.version === current.version) return false;
    const saved = { ...item.saved, headline: item.trying.headline, body: item.trying.body };
    await this.save(item, { ...standing(current), saved });
    return true;
  }

  /**
   * The post was changed by others since this browser saw it: take over what they changed; false
   * when it is the same field that this item changes otherwise.
   */
  async #catchUp(item, current, missing) {
    const shown = fieldsOf(current, this.zone, item.fields.offered);
    const theirs = contentOf(shown, this.zone, shown.eventAt);
    const { merged, conflicts } = merge(item.saved, this.#content(item), theirs);
    if (conflicts.length) return false;
    const isCorrected = missing.correction !== undefined && current.correction === missing.correction;
    await this.save(item, {
      ...standing(current),
      saved: theirs,
      corrected: isCorrected ? missing.correction : item.corrected,
      fields: rewritten(item.fields, merged, shown),
      task: { ...item.task, eventAt: shown.eventAt },
    });
    return true;
  }

  async #pin(item) {
    const answer = await this.api.call("PUT", `/posts/${item.post.id}/pin`);
    if (!answer.ok) return answer;
    await this.save(item, { pinned: true });
    return "moved";
  }

  /** What the server does not have yet, as it takes it; null when it has everything. */
  #missing(item) {
    const missing = difference(this.#content(item), item.saved);
    const { correction } = item.fields;
    if (item.task.mode === "correct" && item.corrected !== correction) missing.correction = correction;
    Object.assign(missing, move(item));
    return Object.keys(missing).length ? missing : null;
  }

  #content(item) {
    return contentOf(item.fields, this.zone, item.task.eventAt);
  }
}

/** Whether trying the same again is no use. */
export function isFinal({ status }) {
  return status >= 400 && status < 500 && ![401, 408, 425, 429].includes(status);
}

/** Whether the same picture will never be taken: it is too heavy, damaged, or of a wrong type. */
export function isRefusedForGood(answer) {
  return isFinal(answer) && answer.status !== 403;
}

function move({ post, wanted, publishAt }) {
  if (post.status === "published" || wanted === "draft") return {};
  if (wanted === "scheduled") {
    const isSet = post.status === wanted && Date.parse(post.publishAt) === Date.parse(publishAt);
    return isSet ? {} : { status: wanted, publish_at: publishAt };
  }
  return post.status === wanted ? {} : { status: wanted };
}

function standing({ id, version, status, publish_at: publishAt }) {
  return { post: { id, version, status, publishAt } };
}

function wantsPin({ task, fields }) {
  return task.mode === "new" && fields.flags.includes("pinned") && fields.offered.includes("pinned");
}

function needsPin(item) {
  return item.post.status === "published" && wantsPin(item) && !item.pinned;
}
