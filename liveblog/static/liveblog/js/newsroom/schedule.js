import { timeUntil } from "./countdown.js";
import { button, el, say } from "./dom.js";
import { reasonOf } from "./api.js";
import { data, locale, text } from "./texts.js";
import { existsIn, instantOf, localTimeOf } from "./zone.js";

/**
 * The composer's "publish at": says what the clock time means in the blog's zone, and makes the
 * sending button say what it does.
 */
export function enableSchedule(form, view) {
  const field = form.elements.publish_at;
  if (!field) return;
  const hint = form.querySelector("[data-publish-hint]");
  const show = () => {
    hint.textContent = field.value ? meaning(field.value) : "";
    hint.hidden = !field.value;
    view.promise(field.value ? text("schedule") : "");
  };
  field.addEventListener("input", show);
  form.addEventListener("written", show);
  form.querySelector("[data-publish-now]").addEventListener("click", () => {
    field.value = "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

/** Put a scheduled post off, or forward. `settled(post)` hears when it is done, and how it stands. */
export function reschedule(api, post, settled) {
  const field = el("input", { type: "datetime-local", id: `schedule-${post.id}`, step: 60 });
  field.value = localTimeOf(post.publish_at, data.zone);
  const hint = el("p", { class: "field-help", textContent: meaning(field.value) });
  const error = el("p", { class: "field-errors", role: "alert", hidden: true });
  const save = el("button", { type: "submit", class: "button button-strong", textContent: text("schedule") });
  const form = el(
    "form",
    { class: "inline-form", noValidate: true },
    el("label", { for: field.id, textContent: text("publish_at", { zone: data.zone }) }),
    field,
    hint,
    error,
    el("div", { class: "inline-actions" }, save, button(text("cancel"), () => form.remove(), "button")),
  );
  const complain = (words) => {
    say(error, words);
    error.hidden = !words;
  };
  field.addEventListener("input", () => say(hint, field.value ? meaning(field.value) : ""));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!existsIn(field.value, data.zone)) return complain(text("no_such_hour"));
    const body = { status: "scheduled", publish_at: instantOf(field.value, data.zone) };
    const answer = await api.call("PATCH", `/posts/${post.id}`, { body, version: post.version });
    if (!answer.ok) return complain(reasonOf(answer));
    form.remove();
    settled(answer.data);
  });
  queueMicrotask(() => field.focus());
  return form;
}

/** A clock time with day, zone and distance, or what is wrong with it. */
function meaning(local) {
  if (!existsIn(local, data.zone)) return text("no_such_hour");
  const at = instantOf(local, data.zone);
  const words = new Intl.DateTimeFormat(locale, {
    weekday: "short",
    year: "numeric",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: data.zone,
    timeZoneName: "long",
  }).format(new Date(at));
  return `${words} · ${timeUntil(at)}`;
}
