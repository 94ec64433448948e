import { Composer } from "./composer.js";
import { Delivery } from "./delivery.js";
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
        composer.confirm(item);
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
    const body = { reason: text("sent_by_mistake") };
    const answer = await api.call("POST", `/posts/${item.post.id}/retract`, { body });
    if (!answer.ok) {
      if (rest) await outbox.put(rest);
      return view.arrived(item);
    }
    const { images } = fieldsOf(answer.data, data.zone);
    const following = rest ? pendingPictures(rest) : [];
    await composer.rewrite({ ...item.fields, images: [...images, ...following] });
    heard(item.post);
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

/** What other apps have shared becomes a new post; given up only when the composer has kept it. */
async function takeShared(shared, composer) {
  const all = await shared.all();
  if (!all.length) return;
  const lines = all.flatMap(({ title, text: words, url }) => [title, words, words.includes(url) ? "" : url]);
  await composer.begin(lines.filter(Boolean).join("\n\n"), all.flatMap(({ pictures }) => pictures));
  await shared.clear();
}
