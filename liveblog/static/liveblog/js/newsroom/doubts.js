import { data, longDate, text } from "./texts.js";
import { existsIn, instantOf } from "./zone.js";

const DAY_MS = 86_400_000;
const DISTANT = { before: 365 * DAY_MS, after: DAY_MS };

/**
 * What is easily sent by mistake and asked about before it goes out, each as `{question, yes}`.
 * `task` is what the composer is busy with, `fields` what it holds.
 */
export function doubtsAbout(task, fields, wanted) {
  if (wanted === "draft") return [];
  return [distance(task, fields), alarm(task, fields, wanted)].filter(Boolean);
}

/** A year that was mistyped. */
function distance(task, { eventAt, publishAt }) {
  if (!eventAt || eventAt === task.eventAt || !isDistant(eventAt, publishAt)) return null;
  const time = longDate(instantOf(eventAt, data.zone));
  return { question: text("distant_sure", { time }), yes: text("yes_distant") };
}

function alarm({ isPublic }, { flags }, wanted) {
  if (wanted !== "published" || isPublic || !flags.includes("breaking")) return null;
  return { question: text("breaking_sure"), yes: text("yes_breaking") };
}

/** An hour that the clocks skip is for the API to refuse. */
function isDistant(local, publishAt) {
  if (!existsIn(local, data.zone)) return false;
  const told = publishAt ? Date.parse(instantOf(publishAt, data.zone)) : Date.now();
  const away = Date.parse(instantOf(local, data.zone)) - told;
  return away > DISTANT.after || -away > DISTANT.before;
}
