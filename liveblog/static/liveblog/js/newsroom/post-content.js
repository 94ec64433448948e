import { instantOf, localTimeOf } from "./zone.js";

export const FLAGS = ["key", "breaking", "pinned"];
const WORDS = ["caption", "credit", "alt"];

/** From what the fields hold to what the API takes. `shownAt` is an event time that stays as it is. */
export function contentOf(fields, zone, shownAt = "") {
  const content = {
    headline: fields.headline,
    body: fields.body,
    authors: fields.authors,
    images: fields.images.filter(({ id }) => id).map(imageOf),
  };
  if (fields.embed !== undefined) content.embed = fields.embed;
  for (const name of ["key", "breaking"]) {
    if (fields.offered?.includes(name)) content[name] = fields.flags.includes(name);
  }
  if (fields.eventAt && fields.eventAt !== shownAt) {
    content.event_at = instantOf(fields.eventAt, zone);
  }
  return content;
}

/** From a post of the API to what the fields hold. */
export function fieldsOf(post, zone, offered = FLAGS) {
  return {
    headline: post.headline,
    body: post.body,
    authors: post.authors.map(({ id }) => id),
    flags: FLAGS.filter((name) => post[name]),
    offered,
    embed: post.embed,
    eventAt: localTimeOf(post.event_at, zone),
    publishAt: post.publish_at ? localTimeOf(post.publish_at, zone) : "",
    correction: "",
    images: post.images.map((image) => ({ ...imageOf(image), thumbnail: image.thumbnail })),
  };
}

/** The fields of `wanted` that say something else than `known`. */
export function difference(wanted, known) {
  const changed = Object.entries(wanted).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(known?.[name]),
  );
  return Object.fromEntries(changed);
}

/**
 * Three-way, by field: what `mine` changed since `base` stays, the rest is as in `theirs`. Pictures
 * of both come together; other fields that both changed differently are `conflicts`.
 */
export function merge(base, mine, theirs) {
  const merged = { ...theirs };
  const conflicts = [];
  for (const [name, value] of Object.entries(mine)) {
    const [before, known] = [base?.[name], theirs[name]];
    if (isSame(value, before)) continue;
    if (isSame(known, before) || isSame(known, value)) merged[name] = value;
    else if (name === "images") merged.images = united(known, value);
    else conflicts.push(name);
  }
  return { merged, conflicts };
}

/** The fields that hold a merged content; pictures that are still on their way stay. */
export function rewritten(fields, merged, shown) {
  const thumbnails = new Map([...shown.images, ...fields.images].map((one) => [one.id, one.thumbnail]));
  const images = merged.images.map((image) => ({ ...image, thumbnail: thumbnails.get(image.id) }));
  const isOn = (name) => (name in merged ? merged[name] : fields.flags.includes(name));
  return {
    ...fields,
    headline: merged.headline,
    body: merged.body,
    authors: merged.authors,
    embed: merged.embed,
    flags: FLAGS.filter(isOn),
    eventAt: merged.event_at ? fields.eventAt : shown.eventAt,
    images: [...images, ...fields.images.filter(({ id }) => !id)],
  };
}

/** Whether a post says these words; the server tidies blanks. */
export function says(post, { headline, body }) {
  return tidy(post.headline) === tidy(headline) && tidy(post.body) === tidy(body);
}

/** A few words that tell a text from others. */
export function labelOf({ headline, body }) {
  const words = tidy(headline) || oneLine(body);
  return words.length > 70 ? `${words.slice(0, 70).trimEnd()}…` : words;
}

/** Without marks; what did not end as a sentence does is set off from what follows. */
function oneLine(body = "") {
  const lines = body.replace(/[*_#>[\]]/g, "").split("\n").map(tidy).filter(Boolean);
  return lines.reduce((text, line) => {
    const runsOn = /[.,:;!?…–—“”„‘’"'»«)]$/.test(text) || /^[—–-]/.test(line);
    return `${text}${runsOn ? "" : " ·"} ${line}`;
  }, lines.shift() ?? "");
}

function imageOf(image) {
  const words = WORDS.map((name) => [name, image[name] ?? ""]);
  return { id: image.id, ...Object.fromEntries(words) };
}

function united(theirs, mine) {
  const known = new Set(theirs.map(({ id }) => id));
  return [...theirs, ...mine.filter(({ id }) => !known.has(id))];
}

function isSame(one, other) {
  if (typeof one === "string" && typeof other === "string") return tidy(one) === tidy(other);
  return JSON.stringify(one) === JSON.stringify(other);
}

function tidy(words = "") {
  return words.normalize().replace(/\s+/g, " ").trim();
}
