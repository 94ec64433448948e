import { data } from "./texts.js";

const SVG = "http://www.w3.org/2000/svg";

/** An element with properties (`class`, `data-…` and `aria-…` as attributes) and children. */
export function el(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key === "class") element.className = value;
    else if (key.includes("-") || key === "role" || key === "for") element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export function button(words, action, kind = "quiet-button") {
  const element = el("button", { type: "button", class: kind, textContent: words });
  element.addEventListener("click", action);
  return element;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${data.icons}#${name}`);
  svg.append(use);
  return svg;
}

export function iconButton(name, words, action) {
  const element = el("button", { type: "button", class: "icon-button", title: words });
  element.setAttribute("aria-label", words);
  element.append(icon(name));
  element.addEventListener("click", action);
  return element;
}

/** Say something in a status line; `kind` "bad" for what went wrong. */
export function say(line, words, kind = "") {
  line.textContent = words;
  line.classList.toggle("is-bad", kind === "bad");
}
