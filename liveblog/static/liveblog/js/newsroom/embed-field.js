/** The link that a post embeds; a link pasted into the text may become it, if its writer says so. */
export function enableEmbedField(form) {
  const { body, embed } = form.elements;
  const field = form.querySelector("[data-embed-field]");
  const offer = form.querySelector("[data-embed-offer]");
  const question = form.querySelector("[data-embed-question]");
  const remove = field.querySelector("[data-embed-remove]");
  const hosts = new Set(field.dataset.hosts.split(" "));
  let pasted = "";

  const dismiss = () => offer.replaceChildren();
  const follow = () => {
    remove.hidden = !embed.value;
    if (embed.value || !body.value.includes(pasted)) dismiss();
  };
  const put = (link) => {
    embed.value = link;
    embed.dispatchEvent(new Event("input", { bubbles: true }));
  };

  body.addEventListener("paste", (event) => {
    const link = event.clipboardData.getData("text/plain").trim();
    if (embed.value || !isOf(hosts, link)) return;
    pasted = link;
    // The text has the link only after this event.
    setTimeout(() => offer.replaceChildren(question.content.cloneNode(true)));
  });
  offer.addEventListener("click", ({ target }) => {
    if (target.closest("[data-embed-yes]")) {
      takeOut(body, pasted);
      put(pasted);
    } else if (!target.closest("[data-embed-no]")) {
      return;
    }
    dismiss();
    body.focus();
  });
  remove.addEventListener("click", () => {
    put("");
    embed.focus();
  });
  form.addEventListener("input", follow);
  form.addEventListener("written", follow);
}

function isOf(hosts, link) {
  if (!/^https?:\/\/\S+$/.test(link) || !URL.canParse(link)) return false;
  const { hostname, pathname } = new URL(link);
  return hosts.has(hostname.replace(/^(www|m)\./, "")) && pathname !== "/";
}

/** A link that has a line for itself goes from the text; one inside a sentence stays. */
function takeOut(area, link) {
  const lines = area.value.split("\n");
  const index = lines.findLastIndex((line) => line.trim() === link);
  if (index < 0) return;
  const start = lines.slice(0, index).join("\n").length + (index ? 1 : 0);
  const isLast = index === lines.length - 1;
  area.focus();
  area.setSelectionRange(isLast && index ? start - 1 : start, start + lines[index].length + (isLast ? 0 : 1));
  // Typed, so that undo brings it back.
  if (!document.execCommand("delete")) area.setRangeText("");
}
