import { Diff } from "../vendor/jsdiff.js";

const PATIENCE_MS = 200;

/** Compares words, white space and signs, each for itself. */
class Words extends Diff {
  tokenize(text) {
    return text.match(/\s+|[\p{L}\p{N}]+|./gsu) ?? [];
  }
}

const WORDS = new Words();

/** The later text as nodes, with what it brought in `ins` and what it dropped in `del`. */
export function changes(before, after) {
  return compare(before, after).map(({ value, added, removed }) =>
    node(value, (added && "ins") || (removed && "del")),
  );
}

/** Both texts as nodes, with what the other one does not have in `mark`. */
export function sides(one, other) {
  const parts = compare(one, other);
  return [
    parts.filter(({ added }) => !added).map(({ value, removed }) => node(value, removed && "mark")),
    parts.filter(({ removed }) => !removed).map(({ value, added }) => node(value, added && "mark")),
  ];
}

/** Texts that have too little in common to be compared in time differ as a whole. */
function compare(one, other) {
  const whole = [
    { value: one, removed: true },
    { value: other, added: true },
  ];
  const parts = WORDS.diff(one, other, { timeout: PATIENCE_MS }) ?? whole;
  return gathered(parts.filter(({ value }) => value));
}

/** Changes with nothing but a space or a sign between them are one change. */
function gathered(parts) {
  const runs = [];
  parts.forEach((part, index) => {
    const isChange = (other) => Boolean(other?.added || other?.removed);
    const isGap = !isWord(part.value) && isChange(parts[index - 1]) && isChange(parts[index + 1]);
    const run = runs.at(-1);
    if (!isChange(part) && !isGap) return runs.push({ same: part.value });
    if (run && run.same === undefined) run.parts.push(part);
    else runs.push({ parts: [part] });
  });
  return runs.flatMap(({ same, parts: changed }) => {
    if (same !== undefined) return [{ value: same }];
    const removed = { value: joined(changed.filter(({ added }) => !added)), removed: true };
    const added = { value: joined(changed.filter((part) => !part.removed)), added: true };
    return [removed, added].filter(({ value }) => value);
  });
}

function isWord(text) {
  return /[\p{L}\p{N}]/u.test(text);
}

function joined(parts) {
  return parts.map(({ value }) => value).join("");
}

function node(text, name) {
  if (!name) return document.createTextNode(text);
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}
