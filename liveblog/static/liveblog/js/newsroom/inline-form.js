import { reasonOf } from "./api.js";
import { button, el } from "./dom.js";
import { text } from "./texts.js";

let number = 0;

/**
 * A small form right where it is needed: one line to write, never a box over the page.
 * `act(words)` returns the API's answer; a refusal is shown and what was typed stays.
 */
export function inlineForm({ label, submit, act, done, grave = false }) {
  number += 1;
  const area = el("textarea", { id: `inline-${number}`, rows: 2 });
  const error = el("p", { class: "field-errors", hidden: true, role: "alert" });
  const send = el("button", { type: "submit", class: "button", textContent: submit });
  send.classList.add(grave ? "button-grave" : "button-strong");
  const form = el(
    "form",
    { class: "inline-form", noValidate: true },
    el("label", { for: area.id, textContent: label }),
    area,
    error,
    el("div", { class: "inline-actions" }, send, button(text("cancel"), () => close(), "button")),
  );
  const close = () => {
    form.remove();
    done(null);
  };
  form.addEventListener("keydown", ({ key }) => key === "Escape" && close());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    send.disabled = true;
    const answer = await act(area.value);
    send.disabled = false;
    if (answer.ok) {
      form.remove();
      done(answer.data);
    } else {
      error.textContent = reasonOf(answer);
      error.hidden = false;
      area.focus();
    }
  });
  queueMicrotask(() => area.focus());
  return form;
}

/** A question with a yes and a no, in place. */
export function inlineQuestion({ question, yes, act, no = () => {} }) {
  const box = el("div", { class: "inline-form", role: "group", "aria-label": question });
  const agree = button(yes, () => {
    box.remove();
    act();
  }, "button button-grave");
  const refuse = button(text("no"), () => {
    box.remove();
    no();
  }, "button");
  box.append(el("p", { textContent: question }), el("div", { class: "inline-actions" }, agree, refuse));
  queueMicrotask(() => agree.focus());
  return box;
}
