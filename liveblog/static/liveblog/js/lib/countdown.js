const UNITS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];
const EVERY = 30_000;

const wording = new Intl.RelativeTimeFormat(document.documentElement.lang || "en");

/** Say beside the announced start how long it is until then. */
export function keepCountdown() {
  refreshCountdown();
  setInterval(refreshCountdown, EVERY);
}

export function refreshCountdown(root = document) {
  for (const time of root.querySelectorAll("time[data-countdown]")) showRest(time);
}

function showRest(time) {
  const words = restInWords(Date.parse(time.dateTime) - Date.now());
  let place = time.nextElementSibling;
  if (!place) {
    place = document.createElement("span");
    place.className = "countdown-rest";
    time.after(" ", place);
  }
  place.textContent = words;
}

function restInWords(milliseconds) {
  const fitting = UNITS.find(([, length]) => milliseconds >= length);
  if (!fitting) return "";
  const [unit, length] = fitting;
  return wording.format(Math.floor(milliseconds / length), unit);
}
