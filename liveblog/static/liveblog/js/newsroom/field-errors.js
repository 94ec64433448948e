/** Shows the API's messages at their fields; what belongs to none goes to the form's own line. */
export class FieldErrors {
  constructor(form) {
    this.form = form;
    this.places = [...form.querySelectorAll("[data-error-for]")];
    // What was wrong is being mended: the message would only outlive its cause.
    form.addEventListener("input", ({ target }) => {
      const place = target.name && this.#placeOf(target.name);
      if (place && !place.hidden) this.#show(place, []);
    });
  }

  clear() {
    for (const place of this.places) this.#show(place, []);
  }

  /** `errors`: messages by field name, of which the first part counts (`images.0.alt`). */
  show(errors) {
    this.clear();
    const rest = [];
    const byPlace = new Map();
    for (const [field, messages] of Object.entries(errors)) {
      const place = this.#placeOf(field.split(".")[0]);
      if (place) byPlace.set(place, [...(byPlace.get(place) ?? []), ...messages]);
      else rest.push(...messages);
    }
    for (const [place, messages] of byPlace) this.#show(place, messages);
    const general = this.places.find(({ dataset }) => dataset.errorFor === "");
    if (general) this.#show(general, rest);
    this.form.querySelector('[aria-invalid="true"]')?.focus();
  }

  #placeOf(field) {
    return this.places.find(({ dataset }) => dataset.errorFor.split(" ").includes(field) && field);
  }

  #show(place, messages) {
    place.textContent = messages.join(" ");
    place.hidden = !messages.length;
    const control = place.parentElement.querySelector("input:not([type=checkbox]), textarea");
    if (!control || !place.dataset.errorFor) return;
    control.toggleAttribute("aria-invalid", Boolean(messages.length));
    if (messages.length) control.setAttribute("aria-invalid", "true");
    place.id ||= `${control.id}-error`;
    if (messages.length) control.setAttribute("aria-describedby", place.id);
    else control.removeAttribute("aria-describedby");
  }
}
