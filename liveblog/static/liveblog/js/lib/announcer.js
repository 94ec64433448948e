/** Says things to screen readers: politely, or at once when the news is breaking. */
export class Announcer {
  #polite = liveRegion("status");
  #urgent = liveRegion("alert");

  say(text) {
    speak(this.#polite, text);
  }

  alert(text) {
    speak(this.#urgent, text);
  }
}

function liveRegion(role) {
  const region = document.createElement("p");
  region.className = "visually-hidden";
  region.setAttribute("role", role);
  document.body.append(region);
  return region;
}

function speak(region, text) {
  region.textContent = "";
  // The same words twice are only spoken again when the region was empty in between.
  setTimeout(() => {
    region.textContent = text;
  }, 100);
}
