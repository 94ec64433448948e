import { button, el } from "./dom.js";
import { text } from "./texts.js";

const SWITCH_KEY = "newsroom:single-keys";

/** Keys for the desk. `acts` maps a single key to what it does with the focused post, or none. */
export class Shortcuts {
  #panel = null;

  constructor(acts) {
    this.acts = acts;
    this.areOn = readSwitch();
  }

  start(help) {
    document.addEventListener("keydown", (event) => this.#pressed(event));
    help?.addEventListener("click", () => this.#toggleList());
  }

  #pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key === "?") this.#toggleList();
    else if (!this.areOn || !this.acts[event.key]) return;
    else this.acts[event.key](this.#focusedPost);
    event.preventDefault();
  }

  get #focusedPost() {
    return document.activeElement?.closest("[data-feed] > article") ?? null;
  }

  #toggleList() {
    this.#panel ??= this.#newPanel();
    this.#panel.togglePopover();
    if (this.#panel.matches(":popover-open")) this.#panel.querySelector("input").focus();
  }

  #newPanel() {
    const box = el("input", { type: "checkbox", id: "single-keys", checked: this.areOn });
    box.addEventListener("change", () => {
      this.areOn = box.checked;
      writeSwitch(box.checked);
    });
    const panel = el(
      "div",
      { class: "panel keys", popover: "auto", role: "dialog", "aria-label": text("keys") },
      el("h2", { class: "label", textContent: text("keys") }),
      el("dl", {}, ...listed().flatMap(([key, words]) => [
        el("dt", {}, el("kbd", { textContent: key })),
        el("dd", { textContent: words }),
      ])),
      el("div", { class: "field field-check" }, box, el("label", { for: box.id, textContent: text("keys_switch") })),
      button(text("close"), () => panel.hidePopover(), "button"),
    );
    document.body.append(panel);
    return panel;
  }
}

function listed() {
  return [
    ["Ctrl/⌘ + Enter", text("keys_send")],
    ["Ctrl/⌘ + B, I, K", text("keys_format")],
    [";name + Tab", text("keys_snippet")],
    ["?", text("keys_list")],
    ["n", text("keys_new")],
    ["/", text("keys_search")],
    ["e", text("keys_edit")],
    ["k", text("keys_key")],
    ["p", text("keys_pin")],
  ];
}

function isTyping(target) {
  return target.matches?.("input, textarea, select, [contenteditable]");
}

function readSwitch() {
  try {
    return localStorage.getItem(SWITCH_KEY) !== "off";
  } catch {
    return true;
  }
}

function writeSwitch(isOn) {
  try {
    localStorage.setItem(SWITCH_KEY, isOn ? "on" : "off");
  } catch {
    // It holds until the page is loaded again.
  }
}
