import { el, say } from "./dom.js";
import { data, text } from "./texts.js";

const NEAR = 0.1; // of the limit

/** Say how many characters are left once a field comes near its limit. `limits` by field name. */
export function enableCounts(form, limits) {
  for (const [name, limit] of Object.entries(limits)) {
    const field = form.elements[name];
    const line = el("p", { class: "field-count", role: "status", hidden: true });
    field.after(line);
    const show = () => {
      const left = limit - length(field.value);
      line.hidden = left > limit * NEAR;
      if (!line.hidden) say(line, words(left), left < 0 ? "bad" : "");
    };
    form.addEventListener("written", show);
    field.addEventListener("input", show);
  }
}

/** Characters as the server counts them: an emoji is one. */
function length(value) {
  return [...value.trim()].length;
}

function words(left) {
  const count = new Intl.NumberFormat(data.language).format(Math.abs(left));
  return text(left < 0 ? "characters_over" : "characters_left", { count });
}
