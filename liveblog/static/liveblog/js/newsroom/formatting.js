import { text } from "./texts.js";

/** The buttons over the text: they type Markdown, so that undo works as for typing. */
export function enableToolbar(toolbar, area) {
  toolbar.addEventListener("click", ({ target }) => {
    const format = target.closest("[data-format]")?.dataset.format;
    if (format) FORMATS[format](area);
  });
  // The text keeps its focus and selection, and a phone its keyboard.
  toolbar.addEventListener("pointerdown", (event) => event.preventDefault());
  area.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const format = { b: "bold", i: "italic", k: "link" }[event.key.toLowerCase()];
    if (!format) return;
    event.preventDefault();
    FORMATS[format](area);
  });
}

const FORMATS = {
  bold: (area) => surround(area, "**", text("words_bold")),
  italic: (area) => surround(area, "*", text("words_italic")),
  heading: (area) => lines(area, (line) => `## ${line || text("subheading")}`),
  list: (area) => lines(area, (line) => `- ${line}`),
  quote,
  link,
};

/** Type `words` in the place of the selection, then select `length` characters from `offset`. */
export function type(area, words, offset = words.length, length = 0) {
  const start = area.selectionStart;
  area.focus();
  if (!document.execCommand("insertText", false, words)) {
    area.setRangeText(words, start, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
  area.setSelectionRange(start + offset, start + offset + length);
}

function selected(area) {
  return area.value.slice(area.selectionStart, area.selectionEnd);
}

function surround(area, sign, fallback) {
  const words = selected(area) || fallback;
  type(area, sign + words + sign, sign.length, words.length);
}

function lines(area, change) {
  const start = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
  area.setSelectionRange(start, area.selectionEnd);
  type(area, selected(area).split("\n").map(change).join("\n"));
}

function quote(area) {
  const words = selected(area) || text("quote_text");
  const before = blankLineBefore(area);
  const quoted = words.split("\n").map((line) => `> ${line}`).join("\n");
  const head = `${before}${quoted}\n> — `;
  const by = text("quote_by");
  type(area, `${head}${by}\n\n`, head.length, by.length);
}

function link(area) {
  const words = selected(area);
  if (/^https?:\/\/\S+$/.test(words)) {
    type(area, `[${text("link_text")}](${words})`, 1, text("link_text").length);
  } else {
    const label = words || text("link_text");
    type(area, `[${label}](https://)`, label.length + 3, "https://".length);
  }
}

function blankLineBefore({ value, selectionStart }) {
  const before = value.slice(0, selectionStart);
  if (!before || before.endsWith("\n\n")) return "";
  return before.endsWith("\n") ? "\n" : "\n\n";
}
