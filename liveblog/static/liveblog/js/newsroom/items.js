import { contentOf, fieldsOf } from "./post-content.js";
import { newTask, randomId } from "./task.js";

/** A text on its way from the first keystroke to the server; its id is its idempotency key. */
export function newItem(desk) {
  return {
    id: randomId(),
    desk,
    place: "current",
    at: Date.now(),
    task: newTask(),
    fields: null,
    wanted: "draft",
    post: null, // as the server knows it: {id, version, status}
    first: null, // the body that creates it, the same at every try
    saved: null, // the content that the server is known to have
    state: "",
    problem: null,
  };
}

/** A change of a post that the server has. `saved` is its content as the fields hold it. */
export function changeOf(desk, task, post, saved) {
  const { id, version, status, publish_at: publishAt } = post;
  return { ...newItem(desk), task, saved, post: { id, version, status, publishAt } };
}

/**
 * A submission that its writer has taken back: a draft again, as the server shows it in `post`,
 * with the pictures that are still on their way.
 */
export function takenBack(item, post, zone, following) {
  const { id, version, status, publish_at: publishAt } = post;
  const shown = fieldsOf(post, zone, item.fields.offered);
  return {
    ...item,
    place: "current",
    fields: {
      ...shown,
      eventAt: item.fields.eventAt, // the server's is that of the draft where none was given
      images: [...shown.images, ...following],
    },
    wanted: "draft",
    post: { id, version, status, publishAt },
    saved: contentOf(shown, zone),
    state: "",
    problem: null,
  };
}
