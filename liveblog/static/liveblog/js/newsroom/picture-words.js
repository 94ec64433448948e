import { el } from "./dom.js";
import { text } from "./texts.js";

const CREDIT_KEY = "newsroom:credit";

/** The fields for what is said of a picture. `changed()` hears of every change. */
export function pictureWords(image, changed) {
  const inputs = {
    caption: input("caption", image.caption),
    credit: input("credit", image.credit ?? lastCredit()),
    alt: input("alt", image.alt),
  };
  const labels = [
    label(text("caption"), inputs.caption),
    label(text("credit"), inputs.credit),
    label(text("alt"), inputs.alt),
  ];
  inputs.credit.addEventListener("change", () => rememberCredit(inputs.credit.value));
  for (const one of Object.values(inputs)) one.addEventListener("input", changed);
  return {
    element: el("div", { class: "picture-words" }, ...labels),
    read: () => Object.fromEntries(Object.entries(inputs).map(([name, { value }]) => [name, value])),
  };
}

function input(name, value = "") {
  return el("input", { type: "text", value, autocomplete: "off", "data-word": name });
}

function label(words, field) {
  return el("label", {}, el("span", { textContent: words }), field);
}

function lastCredit() {
  try {
    return localStorage.getItem(CREDIT_KEY) ?? "";
  } catch {
    return "";
  }
}

function rememberCredit(credit) {
  try {
    localStorage.setItem(CREDIT_KEY, credit);
  } catch {
    // Only a convenience.
  }
}
