import { sides } from "../lib/differences.js";
import { button, el } from "./dom.js";
import { text } from "./texts.js";

/**
 * Two versions of a post side by side, with what differs marked, when somebody else has saved in between. `choose` hears
 * "mine", "theirs" or "merge".
 */
export function showConflict(place, mine, theirs, choose) {
  const decide = (choice) => () => {
    if (choice === "merge") place.querySelector(".conflict-choices").remove();
    else hideConflict(place);
    choose(choice);
  };
  const [myHeadline, theirHeadline] = sides(mine.headline, theirs.headline);
  const [myBody, theirBody] = sides(mine.body, theirs.body);
  place.replaceChildren(
    el("p", { class: "conflict-title", textContent: text("changed_elsewhere") }),
    el("p", { class: "field-help", textContent: text("conflict_help") }),
    el(
      "div",
      { class: "conflict-versions" },
      version("mine", myHeadline, myBody),
      version("theirs", theirHeadline, theirBody),
    ),
    el(
      "div",
      { class: "conflict-choices" },
      button(text("take_mine"), decide("mine")),
      button(text("take_theirs"), decide("theirs")),
      button(text("merge"), decide("merge")),
    ),
  );
  place.hidden = false;
  place.querySelector("button").focus();
}

export function hideConflict(place) {
  place.replaceChildren();
  place.hidden = true;
}

function version(name, headline, body) {
  return el(
    "section",
    { class: "conflict-version", "data-version": name },
    el("h3", { class: "label", textContent: text(name) }),
    el("p", { class: "conflict-headline" }, ...headline),
    el("p", { class: "conflict-body" }, ...body),
  );
}
