import { changeOf, newItem } from "./items.js";
import { taskOf } from "./task.js";
import { clock, data, text } from "./texts.js";
import { localTimeOf } from "./zone.js";

/** Told by the form when nobody is writing on what it held any more. */
export const LAID_ASIDE = "laid-aside";

/** What lies in the form: begun, taken up, put aside for later, found again. */
export class Workbench {
  constructor({ form, desk, fields, pictures, view, current, draft, preview }) {
    Object.assign(this, { form, desk, fields, pictures, view, current, draft, preview });
  }

  get item() {
    return this.current.item;
  }

  get isIdle() {
    return this.item?.task.mode === "new" && this.fields.isEmpty;
  }

  /** Begin with an empty form. */
  begin() {
    this.form.dispatchEvent(new Event(LAID_ASIDE));
    this.fields.clear();
    this.view.clear();
    this.show(newItem(this.desk));
  }

  /** Take up an item with all that it says. */
  async hold(item) {
    this.fields.write(item.fields);
    this.show(item);
    this.view.open();
    await this.current.keep();
  }

  /** From now on the fields change this post, which says what they show. */
  adopt(post, mode) {
    const at = localTimeOf(post.event_at, data.zone);
    this.show(changeOf(this.desk, taskOf(post, mode, at), post, this.fields.content(at)));
  }

  /** Put what is being written aside; it stays kept and comes back when the form is free. */
  async park() {
    this.form.dispatchEvent(new Event(LAID_ASIDE));
    this.draft.stop();
    await this.current.keep();
    this.current.release();
    this.view.clear();
  }

  /** Nobody wants this one any more. */
  async leave() {
    this.draft.stop();
    await this.current.drop();
    this.pictures.discard();
    this.begin();
    await this.recall(text("draft_found_again"));
  }

  /** The newest that was put aside, where the form is free for it. */
  async recall(words = "") {
    const item = await this.current.recall(() => this.isIdle);
    if (!item) return;
    await this.hold(item);
    this.view.say(words || text("draft_found", { time: clock(item.at) }));
  }

  /** What could not be handed over comes back, before whatever was written since. */
  bringBack(item) {
    const since = this.fields.state;
    const body = [item.fields.body, since.headline, since.body].filter(Boolean).join("\n\n");
    const images = [...item.fields.images, ...since.images];
    this.fields.write({ ...item.fields, body, images });
    this.show({ ...item, place: "current" });
    this.view.open();
  }

  /** Hold an item whose words the fields show already. */
  show(item) {
    this.current.hold(item);
    this.view.show(item.task);
    this.preview.later();
  }
}
