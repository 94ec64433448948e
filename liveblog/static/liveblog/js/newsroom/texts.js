/** What the server told this page, and the words in the user's language. */
export const data = JSON.parse(document.getElementById("desk-data").textContent);

/** The words of a name, with `{key}` filled in from `values`. */
export function text(name, values = {}) {
  const words = data.texts[name] ?? name;
  return words.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

/** The time of day in the blog's zone. */
export function clock(moment) {
  return new Intl.DateTimeFormat(data.language, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: data.zone,
  }).format(new Date(moment));
}

/** Day and time in the blog's zone. */
export function dayAndClock(moment) {
  return new Intl.DateTimeFormat(data.language, {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: data.zone,
  }).format(new Date(moment));
}
