import { doubtsAbout } from "./doubts.js";
import { data, text } from "./texts.js";
import { existsIn, instantOf } from "./zone.js";

/** From the form to the outbox, once nothing is in doubt. */
export class Sending {
  #handingOver = 0;

  constructor({ form, view, fields, pictures, current, draft, outbox, bench }) {
    Object.assign(this, { form, view, fields, pictures, current, draft, outbox, bench });
  }

  async send(wanted) {
    if (this.#handingOver && this.fields.isEmpty) return; // the second half of a double tap
    const complaint = this.#complaint(wanted);
    if (complaint) return this.view.complain(text(complaint));
    const doubt = this.#doubt(wanted);
    if (doubt) return this.#ask(doubt, wanted);
    this.#handingOver += 1;
    this.form.ariaBusy = true;
    try {
      await this.pictures.kept;
      if (!this.fields.isEmpty) await this.#handOver(wanted);
    } catch (error) {
      this.lackRoom(error);
    } finally {
      this.#handingOver -= 1;
      this.form.ariaBusy = this.#handingOver > 0;
    }
  }

  /** The text is in the form, and nothing else can be done about it. */
  lackRoom({ name }) {
    this.view.complain(`${text("browser_full")} (${name})`);
  }

  /** The form is free at once: what is typed and sent from here on is the next post. */
  async #handOver(wanted) {
    this.draft.stop();
    const fields = this.fields.state;
    const publishAt = fields.publishAt ? instantOf(fields.publishAt, data.zone) : null;
    const item = { ...this.current.item, fields, wanted, publishAt };
    const giveBack = this.current.handOver();
    this.bench.begin();
    try {
      await this.outbox.add(item);
    } catch (error) {
      this.bench.bringBack(item);
      throw error;
    } finally {
      giveBack();
    }
    if (!navigator.onLine) this.view.say(text("queued_offline"));
    await this.bench.recall(text("draft_found_again"));
  }

  #complaint(wanted) {
    const { publishAt } = this.fields.state;
    if (this.fields.isEmpty) return "write_something";
    if (this.pictures.isBroken) return "pictures_broken";
    if (wanted === "scheduled" && !existsIn(publishAt, data.zone)) return "no_such_hour";
    return "";
  }

  /** What has not been answered yet; another answer than the last one is asked for anew. */
  #doubt(wanted) {
    const { task } = this.current.item;
    const doubts = doubtsAbout(task, this.fields.state, wanted);
    return doubts.find(({ question }) => !task.confirmed?.includes(question));
  }

  #ask({ question, yes }, wanted) {
    const { task } = this.current.item;
    this.view.ask(question, yes, () => {
      task.confirmed = [...(task.confirmed ?? []), question];
      this.send(wanted);
    });
  }
}
