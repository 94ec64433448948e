import { reasonOf } from "./api.js";
import { ComposerView } from "./composer-view.js";
import { hideConflict, showConflict } from "./conflict.js";
import { enableToolbar } from "./formatting.js";
import { enablePictureSources } from "./picture-sources.js";
import { Pictures } from "./pictures.js";
import { PostFields } from "./post-fields.js";
import { Preview } from "./preview.js";
import { SafeCopy } from "./safe-copy.js";
import { newTask, taskOf } from "./task.js";
import { clock, data, text } from "./texts.js";
import { localTimeOf } from "./zone.js";

const ARRIVED = { published: "published", submitted: "submitted" };

/** Writing a post, and changing one. Nothing typed is given up before the server has it. */
export class Composer {
  #task = newTask();
  #isSending = false;
  /** An unsent new post that an edit has pushed aside; it comes back afterwards. */
  #parked = null;

  /** `sent(post)` hears of every post that the server has taken. */
  constructor(form, api, { sent }) {
    this.form = form;
    this.api = api;
    this.heard = sent;
    this.view = new ComposerView(form);
    this.copy = new SafeCopy(`${data.user}:${data.slug}`);
    this.pictures = new Pictures(form.querySelector("[data-pictures]"), api, () => this.#changed());
    this.fields = new PostFields(form, this.pictures);
    this.preview = new Preview(document.querySelector("[data-preview-box]"), api, () =>
      this.fields.isEmpty ? null : this.fields.content(),
    );
  }

  start() {
    const { form, view } = this;
    enableToolbar(form.querySelector("[data-toolbar]"), form.elements.body);
    enablePictureSources(form, (files) => this.#take(files));
    form.addEventListener("input", () => this.#changed());
    form.addEventListener("submit", (event) => this.#submit(event));
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.#submit(event);
    });
    view.saveButton.addEventListener("click", () => this.send("draft"));
    view.leaveButton.addEventListener("click", () => this.#begin());
    this.preview.box.open = matchMedia("(min-width: 62rem)").matches;
    this.#show(this.#task);
    this.#recall();
  }

  /** The public id of the post that is being changed; "" for a new one. */
  get postId() {
    return this.#task.id ?? "";
  }

  /** Load a post to change it quietly. */
  edit(id) {
    return this.#load(id, "edit");
  }

  /** Load a public post to correct it openly. */
  correct(id) {
    return this.#load(id, "correct");
  }

  /** A post that was deleted is not edited any more. */
  forget(id) {
    if (this.#task.id === id) this.#begin();
  }

  async send(status) {
    if (this.#isSending) return;
    if (this.pictures.isPending) return this.view.complain(text("pictures_pending"));
    if (this.pictures.isBroken) return this.view.complain(text("pictures_broken"));
    if (this.#needsConfirmation(status)) return this.#confirm(status);
    this.#setSending(true);
    this.view.errors.clear();
    this.view.say(text("sending"));
    const answer = await this.#call(status);
    this.#setSending(false);
    if (answer.ok) this.#arrived(answer.data);
    else this.#refused(answer, status);
  }

  #submit(event) {
    event.preventDefault();
    this.send(this.view.sendButton.dataset.send);
  }

  #call(status) {
    const { id, version, mode, isPublic, eventAt, clientId } = this.#task;
    const body = this.fields.content(eventAt);
    if (!id) {
      const pinned = status === "published" && this.fields.isPinned ? { pinned: true } : {};
      const whole = { ...body, ...pinned, client_id: clientId, status };
      return this.api.call("POST", `/blogs/${data.slug}/posts`, { body: whole });
    }
    if (!isPublic && status !== "draft") body.status = status;
    if (mode === "correct") body.correction = this.fields.correction;
    return this.api.call("PATCH", `/posts/${id}`, { body, version });
  }

  #arrived(post) {
    const words = this.#task.isPublic ? "edited" : (ARRIVED[post.status] ?? "saved_draft");
    this.#begin();
    this.view.say(text(words));
    this.heard(post);
  }

  #refused(answer, status) {
    const { data: problem } = answer;
    this.#keep();
    this.view.open();
    if (answer.status === 412 && problem.current) return this.#conflict(problem.current, status);
    if (problem.type?.endsWith("client_id_reused") && problem.current) {
      // The first try did arrive, though its answer did not: what is in the form changes that post.
      this.#adopt(problem.current, "edit");
      return this.view.complain(text("already_there"));
    }
    if (problem.errors) this.view.errors.show(problem.errors);
    this.view.complain(problem.errors ? text("failed") : reasonOf(answer));
    if (answer.status === 401) this.view.offerSignIn();
  }

  #conflict(current, status) {
    const { mode } = this.#task;
    this.view.complain("");
    showConflict(this.view.conflict, this.fields.state, current, (choice) => {
      if (choice === "theirs") this.fields.writePost(current);
      this.#adopt(current, mode);
      if (choice === "mine") this.send(status);
      else this.form.elements.body.focus();
    });
  }

  async #load(id, mode) {
    const answer = await this.api.get(`/posts/${id}`);
    if (!answer.ok) return this.view.complain(reasonOf(answer));
    if (!this.#task.id && !this.fields.isEmpty) this.#parked = this.#state;
    hideConflict(this.view.conflict);
    this.fields.writePost(answer.data);
    this.#adopt(answer.data, mode);
    this.view.open();
    this.view.say("");
    this.form.elements[mode === "correct" ? "correction" : "body"].focus();
  }

  #adopt(post, mode) {
    this.#show(taskOf(post, mode, localTimeOf(post.event_at, data.zone)));
    this.#keep();
  }

  /** Begin with an empty form, or with what an edit had pushed aside. */
  #begin() {
    const parked = this.#parked;
    this.#parked = null;
    this.copy.forget();
    this.fields.clear();
    this.view.clear();
    this.#show(newTask());
    if (parked) this.#restore(parked);
  }

  #restore({ task, ...state }) {
    this.fields.write(state);
    this.#show(task);
    this.#keep();
    this.view.open();
  }

  #recall() {
    const copy = this.copy.recall();
    if (!copy?.task) return;
    this.#restore(copy);
    this.view.say(text("draft_found", { time: clock(copy.at) }));
  }

  #show(task) {
    this.#task = task;
    this.view.show(task);
    this.preview.later();
  }

  get #state() {
    return { ...this.fields.state, task: this.#task };
  }

  #keep() {
    if (this.fields.isEmpty && !this.#task.id) this.copy.forget();
    else this.copy.keep({ ...this.#state, at: Date.now() });
  }

  #changed() {
    this.view.grow();
    this.#keep();
    this.preview.later();
  }

  #take(files) {
    const complaint = this.pictures.add(files);
    this.view.open();
    this.#changed();
    if (complaint) this.view.complain(complaint);
  }

  #needsConfirmation(status) {
    const { isPublic, isConfirmed } = this.#task;
    return status === "published" && this.fields.isBreaking && !isPublic && !isConfirmed;
  }

  #confirm(status) {
    this.view.ask(text("breaking_sure"), text("yes_breaking"), () => {
      this.#task.isConfirmed = true;
      this.send(status);
    });
  }

  #setSending(isSending) {
    this.#isSending = isSending;
    this.view.setBusy(isSending);
  }
}
