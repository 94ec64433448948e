/** What the server told this page, and the words in the user's language. */
export const data = JSON.parse(document.getElementById("desk-data").textContent);
/** For dates and numbers; English dates stand as on our pages: day, month, year. */
export const locale = data.language === "en" ? "en-GB" : data.language;

/** The words of a name, with `{key}` filled in from `values`. */
export function text(name, values = {}) {
  const words = data.texts[name] ?? name;
  return words.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

/** The time of day in the blog's zone. */
export function clock(moment) {
  return new Intl.DateTimeFormat(locale, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: data.zone,
  }).format(new Date(moment));
}

/** The day, with its year, in the blog's zone. */
export function longDate(moment) {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeZone: data.zone });
  return format.format(new Date(moment));
}

/** Day and time in the blog's zone, with the year where it is another one than now. */
export function dayAndClock(moment) {
  const at = new Date(moment);
  return new Intl.DateTimeFormat(locale, {
    year: yearOf(at) === yearOf(new Date()) ? undefined : "numeric",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: data.zone,
  }).format(at);
}

function yearOf(at) {
  return new Intl.DateTimeFormat("en", { year: "numeric", timeZone: data.zone }).format(at);
}
