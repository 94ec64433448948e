import { reasonOf } from "./api.js";
import { button, el, say } from "./dom.js";
import { showHistory } from "./history.js";
import { inlineForm } from "./inline-form.js";
import { text } from "./texts.js";

/**
 * A row of tools under every post of the stream. The stream's frames bring posts without it and
 * edits take it away: the same row is put back, with whatever was being typed in it.
 */
export class PostTools {
  #rows = new Map();
  #focused = null;

  constructor(feed, { api, rights, composer, changed }) {
    this.feed = feed;
    this.api = api;
    this.rights = rights;
    this.composer = composer;
    this.changed = changed;
  }

  start() {
    this.#dress();
    const options = { childList: true, subtree: true, attributeFilter: ["data-pinned", "data-key"] };
    new MutationObserver(() => this.#dress()).observe(this.feed, options);
    this.feed.addEventListener("focusin", ({ target }) => {
      this.#focused = target.closest(".post-tools") ? target : null;
    });
  }

  /** Press a tool of a post, as by its button; nothing where the post has none of it. */
  press(article, tool) {
    article?.querySelector(`:scope > .post-tools [data-tool="${tool}"]`)?.click();
  }

  #dress() {
    const lost = this.#focused && !this.#focused.isConnected ? this.#focused : null;
    const seen = new Set();
    for (const article of this.feed.querySelectorAll(":scope > article")) {
      const id = article.id.slice("post-".length);
      seen.add(id);
      const row = this.#rows.get(id) ?? this.#newRow(id);
      if (row.parentElement !== article) article.append(row);
      this.#label(row, article);
    }
    for (const id of this.#rows.keys()) if (!seen.has(id)) this.#rows.delete(id);
    if (lost?.isConnected) lost.focus({ preventScroll: true });
  }

  #newRow(id) {
    const row = el("footer", { class: "post-tools", "aria-label": text("tools") });
    const said = el("p", { class: "desk-said", role: "status" });
    const buttons = this.#buttons(id, row, said);
    row.append(el("div", { class: "post-tools-row", role: "group" }, ...buttons), said);
    this.#rows.set(id, row);
    return row;
  }

  #buttons(id, row, said) {
    const may = (verb) => this.rights.allows(verb, id);
    const buttons = [];
    if (may("edit") && this.composer) {
      const edit = button(text("edit"), () => this.composer.edit(id));
      edit.dataset.tool = "edit";
      buttons.push(edit);
    }
    if (may("correct") && this.composer) {
      buttons.push(button(text("correct"), () => this.composer.correct(id)));
    }
    if (may("key")) buttons.push(this.#toggle(id, "key", said));
    if (may("pin")) buttons.push(this.#toggle(id, "pin", said));
    buttons.push(button(text("copy_link"), () => this.#copy(id, said)));
    if (may("read")) buttons.push(button(text("history"), () => this.#history(id, row)));
    if (may("retract")) {
      const retract = button(text("retract"), () => this.#retract(id, row));
      retract.classList.add("is-grave");
      buttons.push(retract);
    }
    return buttons;
  }

  #toggle(id, what, said) {
    const element = button("", async () => {
      const isOn = element.getAttribute("aria-pressed") === "true";
      element.disabled = true;
      const answer = await this.api.call(isOn ? "DELETE" : "PUT", `/posts/${id}/${what}`);
      element.disabled = false;
      say(said, answer.ok ? "" : reasonOf(answer), "bad");
      if (answer.ok) this.changed();
    });
    element.dataset.toggle = element.dataset.tool = what;
    return element;
  }

  #label(row, article) {
    const on = { key: "key" in article.dataset, pin: "pinned" in article.dataset };
    const words = { key: ["key_on", "key_off"], pin: ["pin", "unpin"] };
    for (const element of row.querySelectorAll("[data-toggle]")) {
      const what = element.dataset.toggle;
      const label = text(words[what][Number(on[what])]);
      if (element.textContent === label) continue;
      element.textContent = label;
      element.setAttribute("aria-pressed", on[what]);
    }
  }

  async #copy(id, said) {
    const article = this.feed.querySelector(`:scope > #post-${id}`);
    const link = article.querySelector('[data-share="copy"]') ?? article.querySelector(".post-link");
    try {
      await navigator.clipboard.writeText(link.href);
      say(said, text("copied"));
    } catch {
      // No permission: the address itself can be copied by hand.
      say(said, link.href);
    }
  }

  #retract(id, row) {
    if (row.querySelector("form")) return;
    row.append(
      inlineForm({
        label: text("retract_help"),
        submit: text("retract"),
        grave: true,
        act: (reason) => this.api.call("POST", `/posts/${id}/retract`, { body: { reason } }),
        done: (post) => post && this.changed(),
      }),
    );
  }

  async #history(id, row) {
    const open = row.querySelector(".history");
    if (open) return open.remove();
    const mayRestore = this.rights.allows("edit", id);
    const box = await showHistory(this.api, id, {
      mayRestore,
      restored: () => {
        row.querySelector(".history")?.remove();
        this.changed();
      },
    });
    row.querySelector(".history")?.remove();
    row.append(box);
  }
}
