import { button, el, iconButton } from "./dom.js";
import { type } from "./formatting.js";
import { text } from "./texts.js";

const KEY = "newsroom:snippets";
const CALL = /(^|\s);([\p{L}\p{N}_-]+)$/u;

/** Words that are written often, kept in this browser: typed as `;name` + Tab, or from a menu. */
export class Snippets {
  #panel = null;

  constructor(area) {
    this.area = area;
  }

  start(opener) {
    opener.addEventListener("click", () => this.#open());
    this.area.addEventListener("keydown", (event) => {
      if (event.key === "Tab" && !event.shiftKey && this.#expand()) event.preventDefault();
    });
  }

  #expand() {
    const { area } = this;
    const called = area.value.slice(0, area.selectionStart).match(CALL);
    const words = called && read()[called[2]];
    if (!words) return false;
    area.setSelectionRange(area.selectionStart - called[2].length - 1, area.selectionStart);
    type(area, words);
    return true;
  }

  #open() {
    this.#panel ??= this.#newPanel();
    this.#fill();
    this.#panel.showPopover();
    this.#panel.querySelector("button, input")?.focus();
  }

  #newPanel() {
    const panel = el("div", { class: "panel snippets", popover: "auto", role: "dialog", "aria-label": text("snippets") });
    document.body.append(panel);
    return panel;
  }

  #fill() {
    const rows = Object.entries(read()).map(([name, words]) =>
      el(
        "li",
        {},
        button("", () => this.#insert(words), "snippet"),
        iconButton("close", text("snippet_delete", { name }), () => this.#change(name, null)),
      ),
    );
    rows.forEach((row, index) => {
      const [name, words] = Object.entries(read())[index];
      row.querySelector(".snippet").append(el("b", { textContent: `;${name}` }), el("span", { textContent: words }));
    });
    this.#panel.replaceChildren(
      el("h2", { class: "label", textContent: text("snippets") }),
      el("ul", {}, ...rows),
      this.#form(),
    );
  }

  #form() {
    const name = el("input", { id: "snippet-name", autocomplete: "off", required: true, pattern: "[\\p{L}\\p{N}_\\-]+" });
    const words = el("textarea", { id: "snippet-words", rows: 3, required: true, value: this.#selected });
    const form = el(
      "form",
      { class: "snippet-form" },
      el("div", { class: "field" }, el("label", { for: name.id, textContent: text("snippet_name") }), name),
      el("div", { class: "field" }, el("label", { for: words.id, textContent: text("text") }), words),
      el("div", { class: "inline-actions" },
        el("button", { type: "submit", class: "button", textContent: text("snippet_keep") }),
        button(text("close"), () => this.#panel.hidePopover(), "button")),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#change(name.value, words.value);
    });
    return form;
  }

  #change(name, words) {
    const all = read();
    if (words === null) delete all[name];
    else all[name] = words;
    write(all);
    this.#fill();
    this.#panel.querySelector("#snippet-name").focus();
  }

  #insert(words) {
    this.#panel.hidePopover();
    type(this.area, words);
  }

  get #selected() {
    return this.area.value.slice(this.area.selectionStart, this.area.selectionEnd);
  }
}

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

function write(all) {
  try {
    localStorage.setItem(KEY, JSON.stringify(all));
  } catch {
    // Full or forbidden: the words are still in the form.
  }
}
