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
