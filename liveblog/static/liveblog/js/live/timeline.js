/**
 * What the page shows, what it holds back, and how far it has read. No DOM.
 *
 * A post is `{id, version, sort, …}`. `floor` and `ceiling` are sort keys between which the page
 * knows every post; "" means that there is nothing beyond.
 */
export class Timeline {
  #shown = new Map();
  #held = new Map();
  #announced = 0;

  constructor(state, posts) {
    this.#take(state);
    for (const post of posts) this.#show(post);
  }

  get heldCount() {
    return this.#held.size;
  }

  get isBehind() {
    return this.#announced > this.seq;
  }

  get position() {
    return { epoch: this.epoch, seq: this.seq };
  }

  /** What to do with a frame: "apply", "ignore", "fetch" or "reset". */
  judge(frame) {
    if (!isReadable(frame)) return frame?.type === "updates" ? "reset" : "fetch";
    if (frame.type === "reset") return "reset";
    if (frame.epoch !== this.epoch) return frame.type === "updates" ? "reset" : "fetch";
    this.#announced = Math.max(this.#announced, frame.seq);
    if (frame.seq <= this.seq) return "ignore";
    if (frame.type === "change" && frame.prev === this.seq) return "apply";
    if (frame.type === "updates" && frame.since <= this.seq) return "apply";
    return "fetch";
  }

  /**
   * Take in a frame judged "apply". `holds(post)` says whether a new post has to wait.
   * Returns what the page has to do.
   */
  apply(frame, holds) {
    const effects = noEffects();
    for (const post of frame.posts) this.#put(post, holds, effects);
    for (const id of frame.gone) this.#drop(id, effects);
    this.seq = frame.seq;
    return effects;
  }

  /** The posts of a page that lies beyond the floor or the ceiling, which moves with it. */
  extend({ seq, floor, ceiling }, posts) {
    const effects = noEffects();
    if (this.isOldestFirst) this.ceiling = ceiling;
    else this.floor = floor;
    for (const post of posts) this.#put(post, () => false, effects);
    // Changes between that page's number and ours went by while its posts were out of sight.
    this.seq = Math.min(this.seq, seq);
    return effects;
  }

  /** Start over with the posts of a fresh page; versions of another history mean nothing. */
  restart(state, posts, holds) {
    const effects = noEffects();
    const fresh = new Set(posts.map(({ id }) => id));
    this.#held.clear();
    this.#announced = 0;
    this.#take(state);
    for (const id of [...this.#shown.keys()]) {
      if (fresh.has(id)) this.#shown.get(id).version = -1;
      else this.#drop(id, effects);
    }
    for (const post of posts) this.#put(post, holds, effects);
    return effects;
  }

  isHeld(id) {
    return this.#held.has(id);
  }

  /** Show what was held back; returns the posts in the order of the page. */
  release() {
    const posts = [...this.#held.values()].sort((a, b) => this.compare(a.sort, b.sort));
    for (const post of posts) this.#show(post);
    this.#held.clear();
    return posts;
  }

  compare(a, b) {
    if (a === b) return 0;
    return a < b === this.isOldestFirst ? -1 : 1;
  }

  #take({ epoch, seq, order, floor, ceiling }) {
    Object.assign(this, { epoch, seq, floor, ceiling, isOldestFirst: order === "oldest" });
  }

  #put(post, holds, effects) {
    const known = this.#shown.get(post.id) ?? this.#held.get(post.id);
    if (known && known.version >= post.version) return;
    if (this.#isBeyond(post.sort)) return this.#drop(post.id, effects);
    if (this.#shown.has(post.id)) {
      this.#show(post);
      effects.updated.push(post);
    } else if (this.#held.has(post.id)) {
      this.#held.set(post.id, post);
    } else if (holds(post)) {
      this.#held.set(post.id, post);
      effects.held.push(post);
    } else {
      this.#show(post);
      effects.inserted.push(post);
    }
  }

  #show({ id, version }) {
    this.#shown.set(id, { version });
  }

  #drop(id, effects) {
    this.#held.delete(id);
    if (this.#shown.delete(id)) effects.removed.push(id);
  }

  #isBeyond(sort) {
    return (this.floor && sort < this.floor) || (this.ceiling && sort > this.ceiling);
  }
}

/** What a change does to the page: lists of posts, `removed` of ids. The page fills `unseen`. */
export function noEffects() {
  return { inserted: [], updated: [], held: [], removed: [], unseen: [] };
}

/** The frames this page can read. A later version of the protocol makes it start over. */
const VERSION = 1;

/** True for a frame of a known version whose fields have the types that the protocol promises. */
function isReadable(frame) {
  if (frame?.v !== VERSION || typeof frame.epoch !== "string") return false;
  if (!Number.isInteger(frame.seq)) return false;
  switch (frame.type) {
    case "change":
      return Number.isInteger(frame.prev) && hasContent(frame);
    case "updates":
      return Number.isInteger(frame.since) && hasContent(frame);
    default:
      return ["beat", "behind", "reset"].includes(frame.type);
  }
}

function hasContent({ posts, gone, blog }) {
  return (
    Array.isArray(posts) &&
    posts.every(isPost) &&
    Array.isArray(gone) &&
    gone.every((id) => typeof id === "string") &&
    (blog === undefined || blog === null || typeof blog === "object")
  );
}

function isPost(post) {
  return (
    typeof post?.id === "string" &&
    Number.isInteger(post.version) &&
    typeof post.sort === "string" &&
    typeof post.html === "string"
  );
}
