import { reasonOf } from "./api.js";
import { ComposerView } from "./composer-view.js";
import { hideConflict, showConflict } from "./conflict.js";
import { enableCounts } from "./counts.js";
import { CurrentItem } from "./current-item.js";
import { enableToolbar } from "./formatting.js";
import { newItem } from "./items.js";
import { UNDO_MS } from "./outbox-view.js";
import { enablePictureSources } from "./picture-sources.js";
import { Pictures } from "./pictures.js";
import { PostFields } from "./post-fields.js";
import { Preview } from "./preview.js";
import { enableSchedule } from "./schedule.js";
import { Sending } from "./sending.js";
import { ServerDraft } from "./server-draft.js";
import { Snippets } from "./snippets.js";
import { clock, data, text } from "./texts.js";
import { Workbench } from "./workbench.js";

const ARRIVED = { published: "published", submitted: "submitted", scheduled: "scheduled" };

/** Writing a post, and changing one. Sending hands it to the outbox, which gives it up only when it has arrived. */
export class Composer {
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
      failed: (error) => this.sending.lackRoom(error),
    });
    this.draft = new ServerDraft(delivery, {
      fresh: () => this.#worthSaving(),
      saved: () => this.view.say(text("draft_kept", { time: clock(Date.now()) })),
    });
    this.preview = new Preview(document.querySelector("[data-preview-box]"), api, () =>
      this.fields.isEmpty ? null : this.fields.content(),
    );
    this.bench = new Workbench(this);
    this.sending = new Sending(this);
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
    view.saveButton.addEventListener("click", () => this.sending.send("draft"));
    view.leaveButton.addEventListener("click", () => this.bench.leave());
    this.preview.box.open = matchMedia("(min-width: 62rem)").matches;
    this.bench.show(newItem(this.desk));
    await this.bench.recall();
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
    return this.bench.isIdle;
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
    if (this.current.item?.task.id === id) this.bench.leave();
  }

  /** Begin a new post with a text and pictures from elsewhere; kept when the promise is. */
  async begin(body, files) {
    if (!this.isIdle) {
      await this.bench.park();
      this.bench.begin();
    }
    this.form.elements.body.value = body;
    this.addPictures(files);
    await this.pictures.kept;
    await this.current.keep();
  }

  /** Begin a new post with these fields, as another try of something. */
  async rewrite(fields) {
    await this.bench.park();
    await this.bench.hold({ ...newItem(this.desk), fields });
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
    await this.bench.park();
    await this.bench.hold(item);
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

  #submit(event) {
    event.preventDefault();
    const isScheduled = this.fields.state.publishAt && !this.current.item.task.isPublic;
    this.sending.send(isScheduled ? "scheduled" : this.view.sendButton.dataset.send);
  }

  #explain(problem, wanted) {
    this.view.open();
    const { data: said = {} } = problem;
    if (problem.status === 412 && said.current) return this.#conflict(said.current, wanted);
    if (said.type?.endsWith("client_id_reused") && said.current) {
      // The first try did arrive, though its answer did not: what is in the form changes that post.
      this.bench.adopt(said.current, "edit");
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
      this.bench.adopt(current, mode);
      if (choice !== "theirs") this.fields.write(mine);
      if (choice === "mine") this.sending.send(wanted);
      else this.form.elements.body.focus();
      this.#changed();
    });
  }

  async #load(id, mode) {
    const answer = await this.api.get(`/posts/${id}`);
    if (!answer.ok) return this.view.complain(reasonOf(answer));
    await this.bench.park();
    hideConflict(this.view.conflict);
    this.fields.writePost(answer.data);
    this.bench.adopt(answer.data, mode);
    this.view.open();
    const { note } = answer.data;
    this.view.say(note ? text("sent_back", { note }) : "");
    this.form.elements[mode === "correct" ? "correction" : "body"].focus();
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
}
