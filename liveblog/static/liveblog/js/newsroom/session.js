/** The sign-in behind this page, which may end and begin again while the page stays open. */
export class Session {
  #renewing = null;

  constructor(api, user) {
    this.api = api;
    this.user = user;
  }

  /** Ask for a fresh token: "renewed", "signed_out", "somebody_else" or "unreachable". */
  renew() {
    this.#renewing ??= this.#ask().finally(() => {
      this.#renewing = null;
    });
    return this.#renewing;
  }

  get signInAddress() {
    return `/newsroom/account/login/?next=${encodeURIComponent(location.pathname)}`;
  }

  async #ask() {
    try {
      const answer = await fetch(`${location.pathname}?shell`, { credentials: "same-origin" });
      if (!answer.ok) return "unreachable";
      if (answer.redirected) return "signed_out";
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = JSON.parse(page.getElementById("desk-data").textContent);
      if (fresh.user !== this.user) return "somebody_else";
      this.api.csrf = fresh.csrf;
      return "renewed";
    } catch {
      // No network, or a page that is none of ours.
      return "unreachable";
    }
  }
}
