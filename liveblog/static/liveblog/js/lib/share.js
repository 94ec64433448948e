const SHOWN_MS = 3_000;
const reverting = new WeakMap();

/** Copying of links, and the phone's own sharing where there is one. */
export function enableSharing() {
  document.addEventListener("click", (event) => {
    const control = event.target.closest?.("[data-share]");
    if (control?.dataset.share === "copy") {
      event.preventDefault();
      copy(control);
    } else if (control?.dataset.share === "native") {
      shareNatively(control);
    }
  });
}

/** Show the buttons of the phone's own sharing, which the page carries hidden. */
export function offerNativeSharing(root = document) {
  if (!navigator.share || !matchMedia("(pointer: coarse)").matches) return;
  for (const button of root.querySelectorAll("[data-share=native]")) {
    (button.closest("li[hidden]") ?? button).hidden = false;
  }
}

async function copy(link) {
  if (await writeToClipboard(link.href)) confirmCopy(link);
  else location.assign(link.href);
}

async function writeToClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No permission, or a page without TLS: the old way still works there.
    return copyBySelection(text);
  }
}

function copyBySelection(text) {
  const focused = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.readOnly = true;
  field.className = "visually-hidden";
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  focused?.focus({ preventScroll: true });
  return isCopied;
}

function confirmCopy(link) {
  const label = link.querySelector("[data-label], span") ?? link;
  const text = link.closest("[data-text-copied]")?.dataset.textCopied;
  clearTimeout(reverting.get(link)?.timer);
  const before = reverting.get(link)?.before ?? label.textContent;
  if (text) label.textContent = text;
  link.classList.add("copied");
  link.dispatchEvent(new CustomEvent("linkcopied", { bubbles: true, detail: { text } }));
  const timer = setTimeout(() => {
    label.textContent = before;
    link.classList.remove("copied");
    reverting.delete(link);
  }, SHOWN_MS);
  reverting.set(link, { timer, before });
}

async function shareNatively(button) {
  const article = button.closest("article");
  const link = article?.querySelector("[data-share=copy]") ?? { href: location.href };
  const label = article?.getAttribute("aria-labelledby");
  const title = document.getElementById(label)?.textContent.trim() ?? document.title;
  try {
    await navigator.share({ title, url: link.href });
  } catch (error) {
    // She closed the sheet: that is an answer, not a fault.
    if (error.name !== "AbortError") location.assign(link.href);
  }
}
