import { reasonOf } from "./api.js";
import { ComposerView } from "./composer-view.js";
import { hideConflict, showConflict } from "./conflict.js";
import { enableCounts } from "./counts.js";
import { CurrentItem } from "./current-item.js";
import { doubtsAbout } from "./doubts.js";
import { enableToolbar } from "./formatting.js";
import { changeOf, newItem } from "./items.js";
import { UNDO_MS } from "./outbox-view.js";
import { enablePictureSources } from "./picture-sources.js";
import { Pictures } from "./pictures.js";
import { PostFields } from "./post-fields.js";
import { Preview } from "./preview.js";
import { enableSchedule } from "./schedule.js";
import { ServerDraft } from "./server-draft.js";
import { Snippets } from "./snippets.js";
import { taskOf } from "./task.js";
import { clock, data, text } from "./texts.js";
import { existsIn, instantOf, localTimeOf } from "./zone.js";

/** Told by the form when nobody is writing on what it held any more. */
export const LAID_ASIDE = "laid-aside";
const ARRIVED = { published: "published", submitted: "submitted", scheduled: "scheduled" };

/** Writing a post, and changing one. Sending hands it to the outbox, which gives it up only when it has arrived. */
export class Composer {
  #handingOver = 0;

  constructor(form, api, { store, uploads, delivery, outbox, desk }) {
    this.form = form;
    this.api = api;
    this.desk = desk;
    this.outbox = outbox;
    this.view = new ComposerView(form);
    this.pictures = new Pictures(form.querySelector("[data-pictures]"), {
      files: store.files,
      uploads,
      changed: () => this.#changed(),
    });
    this.fields = new PostFields(form, this.pictures);
    this.current = new CurrentItem(store.items, desk, {
      read: () => this.#worthKeeping(),
      failed: (error) => this.#lackRoom(error),
    });
    this.draft = new ServerDraft(delivery, {
      fresh: () => this.#worthSaving(),
      saved: () => this.view.say(text("draft_kept", { time: clock(Date.now()) })),
    });
    this.preview = new Preview(document.querySelector("[data-preview-box]"), api, () =>
      this.fields.isEmpty ? null : this.fields.content(),
    );
  }

  async start() {
    const { form, view } = this;
    enableToolbar(form.querySelector("[data-toolbar]"), form.elements.body);
    enableSchedule(form, view);
    new Snippets(form.elements.body).start(form.querySelector("[data-snippets]"));
    enablePictureSources(form, (files) => this.addPictures(files));
    enableCounts(form, data.limits.characters);
    form.addEventListener("input", () => this.#changed());
    form.addEventListener("submit", (event) => this.#submit(event));
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.#submit(event);
    });
    view.saveButton.addEventListener("click", () => this.send("draft"));
    view.leaveButton.addEventListener("click", () => this.#leave());
    this.preview.box.open = matchMedia("(min-width: 62rem)").matches;
    this.#show(newItem(this.desk));
    await this.#recall();
  }

  /** The post that is being changed, "" for a new one. */
  get postId() {
    return this.current.item?.task.id ?? "";
  }

  /** The id of the server's copy of what is being written. */
  get draftId() {
    return this.current.item?.post?.id;
  }

  get isIdle() {
    return this.current.item?.task.mode === "new" && this.fields.isEmpty;
  }

  /** Load a post to change it quietly. */
  edit(id) {
    return this.#load(id, "edit");
  }

  /** Load a public post to correct it openly. */
  correct(id) {
    return this.#load(id, "correct");
  }

  /** Somebody wants to write. */
  focus() {
    this.view.open();
    this.form.elements.body.focus();
  }

  /** A post that was deleted is not edited any more. */
  forget(id) {
    if (this.current.item?.task.id === id) this.#leave();
  }

  /** Begin a new post with a text and pictures from elsewhere; kept when the promise is. */
  async begin(body, files) {
    if (!this.isIdle) {
      await this.#park();
      this.#begin();
    }
    this.form.elements.body.value = body;
    this.addPictures(files);
    await this.pictures.kept;
    await this.current.keep();
  }

  /** Begin a new post with these fields, as another try of something. */
  async rewrite(fields) {
    await this.#park();
    await this.#hold({ ...newItem(this.desk), fields });
  }

  /** Go on with what was handed to the desk too early. */
  async takeBack(item) {
    await this.resume(item);
    this.view.say(text("taken_back"));
  }

  /** Say why something cannot be done. */
  complain(words) {
    this.view.complain(words);
  }

  /** Go on with an item of the outbox; `problem` is what kept it from arriving. */
  async resume(item, problem) {
    await this.#park();
    await this.#hold(item);
    if (problem) this.#explain(problem, item.wanted);
  }

  addPictures(files) {
    const complaint = this.pictures.add(files);
    this.view.open();
    this.#changed();
    if (complaint) this.view.complain(complaint);
  }

  /** Say of a post that it has arrived, where nothing else is being said. */
  confirm({ post, wanted, task }) {
    if (!this.isIdle) return;
    const word = task.isPublic ? "edited" : (ARRIVED[post.status] ?? "saved_draft");
    this.view.say(text(wanted === "draft" ? "saved_draft" : word));
  }

  /** The way back from what has just arrived, beside what is said of it. */
  offerUndo(act) {
    if (this.isIdle) this.view.offer(text("undo"), act, UNDO_MS);
  }

  /** An earlier item was refused while the next one is being written. */
  warn() {
    this.view.complain(text("refused_earlier"));
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
      this.#lackRoom(error);
    } finally {
      this.#handingOver -= 1;
      this.form.ariaBusy = this.#handingOver > 0;
    }
  }

  /** The text is in the form, and nothing else can be done about it. */
  #lackRoom({ name }) {
    this.view.complain(`${text("browser_full")} (${name})`);
  }

  /** The form is free at once: what is typed and sent from here on is the next post. */
  async #handOver(wanted) {
    this.draft.stop();
    const fields = this.fields.state;
    const publishAt = fields.publishAt ? instantOf(fields.publishAt, data.zone) : null;
    const item = { ...this.current.item, fields, wanted, publishAt };
    const giveBack = this.current.handOver();
    this.#begin();
    try {
      await this.outbox.add(item);
    } catch (error) {
      this.#bringBack(item);
      throw error;
    } finally {
      giveBack();
    }
    if (!navigator.onLine) this.view.say(text("queued_offline"));
    await this.#recall(text("draft_found_again"));
  }

  /** What could not be handed over comes back, before whatever was written since. */
  #bringBack(item) {
    const since = this.fields.state;
    const body = [item.fields.body, since.headline, since.body].filter(Boolean).join("\n\n");
    const images = [...item.fields.images, ...since.images];
    this.fields.write({ ...item.fields, body, images });
    this.#show({ ...item, place: "current" });
    this.view.open();
  }

  #complaint(wanted) {
    const { publishAt } = this.fields.state;
    if (this.fields.isEmpty) return "write_something";
    if (this.pictures.isBroken) return "pictures_broken";
    if (wanted === "scheduled" && !existsIn(publishAt, data.zone)) return "no_such_hour";
    return "";
  }

  #submit(event) {
    event.preventDefault();
    const isScheduled = this.fields.state.publishAt && !this.current.item.task.isPublic;
    this.send(isScheduled ? "scheduled" : this.view.sendButton.dataset.send);
  }

  #explain(problem, wanted) {
    this.view.open();
    const { data: said = {} } = problem;
    if (problem.status === 412 && said.current) return this.#conflict(said.current, wanted);
    if (said.type?.endsWith("client_id_reused") && said.current) {
      // The first try did arrive, though its answer did not: what is in the form changes that post.
      this.#adopt(said.current, "edit");
      return this.view.complain(text("already_there"));
    }
    if (said.errors) this.view.errors.show(said.errors);
    this.view.complain(said.errors ? text("failed") : reasonOf(problem));
  }

  #conflict(current, wanted) {
    const { mode } = this.current.item.task;
    this.view.complain("");
    showConflict(this.view.conflict, this.fields.state, current, (choice) => {
      const mine = this.fields.state;
      this.fields.writePost(current);
      this.#adopt(current, mode);
      if (choice !== "theirs") this.fields.write(mine);
      if (choice === "mine") this.send(wanted);
      else this.form.elements.body.focus();
      this.#changed();
    });
  }

  async #load(id, mode) {
    const answer = await this.api.get(`/posts/${id}`);
    if (!answer.ok) return this.view.complain(reasonOf(answer));
    await this.#park();
    hideConflict(this.view.conflict);
    this.fields.writePost(answer.data);
    this.#adopt(answer.data, mode);
    this.view.open();
    const { note } = answer.data;
    this.view.say(note ? text("sent_back", { note }) : "");
    this.form.elements[mode === "correct" ? "correction" : "body"].focus();
  }

  /** From now on the fields change this post, which says what they show. */
  #adopt(post, mode) {
    const at = localTimeOf(post.event_at, data.zone);
    const task = taskOf(post, mode, at);
    this.#show(changeOf(this.desk, task, post, this.fields.content(at)));
  }

  /** Put what is being written aside; it stays kept and comes back when the composer is free. */
  async #park() {
    this.form.dispatchEvent(new Event(LAID_ASIDE));
    this.draft.stop();
    await this.current.keep();
    this.current.release();
    this.view.clear();
  }

  async #leave() {
    this.draft.stop();
    await this.current.drop();
    this.pictures.discard();
    this.#begin();
    await this.#recall(text("draft_found_again"));
  }

  /** Begin with an empty form. */
  #begin() {
    this.form.dispatchEvent(new Event(LAID_ASIDE));
    this.fields.clear();
    this.view.clear();
    this.#show(newItem(this.desk));
  }

  async #hold(item) {
    this.fields.write(item.fields);
    this.#show(item);
    this.view.open();
    await this.current.keep();
  }

  async #recall(words = "") {
    const item = await this.current.recall(() => this.isIdle);
    if (!item) return;
    await this.#hold(item);
    this.view.say(words || text("draft_found", { time: clock(item.at) }));
  }

  #show(item) {
    this.current.hold(item);
    this.view.show(item.task);
    this.preview.later();
  }

  #worthKeeping() {
    const isKept = !this.fields.isEmpty || this.current.item.task.id;
    return isKept ? this.fields.state : null;
  }

  /** Only new posts go to the server by themselves: a change is the writer's to make. */
  #worthSaving() {
    const { item } = this.current;
    if (item?.task.mode !== "new") return null;
    const { headline, body } = this.form.elements;
    if (!(headline.value.trim() || body.value.trim())) return null;
    item.fields = this.fields.state;
    item.wanted = "draft";
    return item;
  }

  /** What was emptied again needs no copy on the server either. */
  async #dropDraft() {
    const { item } = this.current;
    if (item.task.mode !== "new" || !item.post || !this.fields.isEmpty) return;
    const { id } = item.post;
    Object.assign(item, { post: null, first: null, saved: null });
    await this.api.call("DELETE", `/posts/${id}`);
  }

  #changed() {
    if (this.fields.isEmpty) this.#dropDraft();
    this.view.grow();
    this.current.keepSoon();
    this.draft.later();
    this.preview.later();
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
