import { data } from "./texts.js";

const STEPS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

/** How long until a moment, in words: "in 2 hours". */
export function timeUntil(moment, now = Date.now()) {
  const seconds = Math.round((Date.parse(moment) - now) / 1_000);
  const [unit, size] = STEPS.find(([, length]) => Math.abs(seconds) >= length) ?? STEPS.at(-1);
  const format = new Intl.RelativeTimeFormat(data.language, { numeric: "always" });
  return format.format(Math.trunc(seconds / size), unit);
}

/** Keep every `[data-until]` under `root` counting. */
export function keepCounting(root) {
  const count = () => {
    for (const element of root.querySelectorAll("[data-until]")) {
      const words = timeUntil(element.dataset.until);
      if (element.textContent !== words) element.textContent = words;
    }
  };
  setInterval(() => document.hidden || count(), 1_000);
}
