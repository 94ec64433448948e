import { changes } from "../lib/differences.js";
import { reasonOf } from "./api.js";
import { button, el } from "./dom.js";
import { dayAndClock, text } from "./texts.js";

/** The saved states of a post, newest first, with what each changed; an earlier one can be saved again. */
export async function showHistory(api, id, { mayRestore, restored }) {
  const box = el("div", { class: "history", role: "region", "aria-label": text("history") });
  const answer = await api.get(`/posts/${id}/revisions`);
  const list = answer.ok ? answer.data.revisions : [];
  const said = el("p", { class: "field-errors", role: "alert", hidden: answer.ok });
  if (!answer.ok) said.textContent = reasonOf(answer);
  const items = list.map((revision, index) => {
    const restore = mayRestore && index > 0 && (() => save(api, id, revision, said, restored));
    return item(revision, list[index + 1], restore);
  });
  if (answer.ok && list.length < 2) box.append(el("p", { textContent: text("history_empty") }));
  box.append(el("ol", {}, ...items), said);
  return box;
}

function item(revision, before, restore) {
  const verb = text(`verb_${revision.verb}`);
  return el(
    "li",
    {},
    el(
      "details",
      {},
      el("summary", { textContent: `${dayAndClock(revision.at)} · ${verb} · ${revision.by}` }),
      revision.reason ? el("p", { class: "history-reason", textContent: revision.reason }) : null,
      el("p", { class: "conflict-headline" }, ...changed("headline", before, revision)),
      el("p", { class: "conflict-body" }, ...changed("body", before, revision)),
      restore ? button(text("restore_version"), restore) : null,
    ),
  );
}

/** The oldest state that is shown has changed nothing. */
function changed(field, before, revision) {
  return changes((before ?? revision)[field], revision[field]);
}

async function save(api, id, { number }, said, restored) {
  const current = await api.get(`/posts/${id}`);
  const answer = current.ok
    ? await api.call("POST", `/posts/${id}/revisions/${number}/restore`, {
        version: current.data.version,
      })
    : current;
  said.hidden = answer.ok;
  if (answer.ok) restored(answer.data);
  else said.textContent = reasonOf(answer);
}
