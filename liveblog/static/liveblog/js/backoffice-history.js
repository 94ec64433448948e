import { changes } from "./lib/differences.js";

// Without this script every version stands there whole; with it, what was changed is marked.
const versions = [...document.querySelectorAll(".revision .source")];
const texts = versions.map(({ textContent }) => textContent);
versions.slice(0, -1).forEach((version, index) => {
  version.replaceChildren(...changes(texts[index + 1], texts[index]));
});
