import { reasonOf } from "./api.js";
import { Composer } from "./composer.js";
import { Delivery, isFinal } from "./delivery.js";
import { takenBack } from "./items.js";
import { Outbox, pendingPictures } from "./outbox.js";
import { OutboxView } from "./outbox-view.js";
import { fieldsOf } from "./post-content.js";
import { Session } from "./session.js";
import { Store } from "./store.js";
import { data, text } from "./texts.js";
import { Uploads } from "./uploads.js";

/**
 * Composer, outbox and what they share. `heard(post)` learns of every post that the server has
 * taken. Returns the composer.
 */
export function startWriting(form, api, heard) {
  const desk = `${data.user}:${data.slug}`;
  const store = new Store();
  const uploads = new Uploads(api, store.files);
  const session = new Session(api, data.user);
  const save = (item, changes) => outbox.save(item, changes);
  const delivery = new Delivery(api, { slug: data.slug, zone: data.zone, save });
  const outbox = new Outbox(desk, {
    store,
    delivery,
    uploads,
    session,
    hear: {
      changed: (items) => view.show(items),
      progress: (...picture) => view.progress(...picture),
      trouble: (name) => view.tell(name),
      arrived: (item) => {
        if (item.wanted !== "draft") view.arrived(item);
        // Where the outbox says "sent" before the writer's eyes, the composer need not.
        const isSaid = item.wanted === "published" && !item.task.isPublic && view.isInSight;
        if (!isSaid) composer.confirm(item);
        // Somebody further down the stream would have ten seconds to find the outbox.
        if (view.offersUndo(item) && !view.isInSight) composer.offerUndo(() => view.undo(item.id));
        heard(item.post);
      },
      refused: (item) => (composer.isIdle ? resume(item) : composer.warn()),
    },
  });
  const resume = async (item) => {
    const back = await outbox.takeBack(item.id);
    if (back) await composer.resume(back, item.problem);
  };
  const undo = async (item) => {
    view.forget(item.id);
    const rest = await outbox.release(item.id);
    const { post } = rest ?? item;
    const isSubmitted = post.status === "submitted";
    const answer = await (isSubmitted ? askBack(api, post) : retract(api, post));
    if (!answer.ok) {
      if (rest) await outbox.put(rest);
      if (!isFinal(answer)) view.arrived(item);
      return composer.complain(answer.status === 412 ? text("changed_elsewhere") : reasonOf(answer));
    }
    const following = rest ? pendingPictures(rest) : [];
    if (isSubmitted) {
      await composer.takeBack(takenBack(item, answer.data, data.zone, following));
    } else {
      const { images } = fieldsOf(answer.data, data.zone);
      await composer.rewrite({ ...item.fields, images: [...images, ...following] });
    }
    heard(post);
  };
  const view = new OutboxView(document.querySelector("[data-outbox]"), {
    signIn: session.signInAddress,
    files: store.files,
    acts: {
      retry: ({ id }) => outbox.retry(id),
      discard: ({ id }) => outbox.discard(id),
      describe: ({ id }, clientId, words) => outbox.describe(id, clientId, words),
      resume,
      undo,
    },
  });
  const composer = new Composer(form, api, { store, uploads, delivery, outbox, desk });
  composer.start().then(() => {
    outbox.start();
    takeShared(store.shared, composer);
  });
  return composer;
}

function retract(api, { id }) {
  return api.call("POST", `/posts/${id}/retract`, { body: { reason: text("sent_by_mistake") } });
}

/** Make a submission a draft again, unless the desk has done anything with it meanwhile. */
function askBack(api, { id, version }) {
  return api.call("PATCH", `/posts/${id}`, { body: { status: "draft" }, version });
}

/** What other apps have shared becomes a new post; given up only when the composer has kept it. */
async function takeShared(shared, composer) {
  const all = await shared.all();
  if (!all.length) return;
  const lines = all.flatMap(({ title, text: words, url }) => [title, words, words.includes(url) ? "" : url]);
  await composer.begin(lines.filter(Boolean).join("\n\n"), all.flatMap(({ pictures }) => pictures));
  await shared.clear();
}
