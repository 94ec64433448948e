const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const UNITS = [
  ["day", 24 * HOUR],
  ["hour", HOUR],
  ["minute", MINUTE],
];
const LONGEST = 10 * HOUR;
const EVERY = 30_000;

const wording = new Intl.RelativeTimeFormat(document.documentElement.lang || "en", {
  numeric: "auto",
  style: "short",
});

/** Put "12 min ago" beside the time of each post in `root`, and the rest beside a countdown. */
export function refreshTimes(root = document) {
  for (const time of root.querySelectorAll(".post time[datetime]")) showAge(time);
  for (const time of root.querySelectorAll("time[data-countdown]")) showRest(time);
}

export function keepTimes() {
  refreshTimes();
  setInterval(() => refreshTimes(), EVERY);
  document.addEventListener("visibilitychange", () => refreshTimes());
}

/** The age in words, or "" from ten hours on and for what lies ahead. */
function ageInWords(milliseconds) {
  if (!(milliseconds > -MINUTE && milliseconds < LONGEST)) return "";
  if (milliseconds < MINUTE) return wording.format(0, "second");
  if (milliseconds < HOUR) return wording.format(-Math.floor(milliseconds / MINUTE), "minute");
  return wording.format(-Math.floor(milliseconds / HOUR), "hour");
}

function showAge(time) {
  const words = ageInWords(Date.now() - Date.parse(time.dateTime));
  const place = placeBeside(time.closest("a") ?? time, words);
  if (place && place.textContent !== words) place.textContent = words;
}

function placeBeside(element, words) {
  const next = element.nextElementSibling;
  if (next?.matches("[data-relative]")) return next;
  if (!words) return null;
  const place = document.createElement("small");
  place.dataset.relative = "";
  place.className = "post-age";
  element.after(place);
  return place;
}

function showRest(time) {
  const words = restInWords(Date.parse(time.dateTime) - Date.now());
  if (!time.nextElementSibling) {
    const place = document.createElement("span");
    place.className = "countdown-rest";
    time.after(" ", place);
  }
  time.nextElementSibling.textContent = words;
}

function restInWords(milliseconds) {
  const fitting = UNITS.find(([, length]) => milliseconds >= length);
  if (!fitting) return "";
  const [unit, length] = fitting;
  return wording.format(Math.floor(milliseconds / length), unit);
}
