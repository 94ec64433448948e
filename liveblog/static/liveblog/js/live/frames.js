/** The frames this page can read. A later version of the protocol makes it start over. */
const VERSION = 1;

/** True for a frame of a known version whose fields have the types that the protocol promises. */
export function isReadable(frame) {
  if (frame?.v !== VERSION || typeof frame.epoch !== "string") return false;
  if (!Number.isInteger(frame.seq)) return false;
  switch (frame.type) {
    case "change":
      return Number.isInteger(frame.prev) && hasContent(frame);
    case "updates":
      return Number.isInteger(frame.since) && hasContent(frame);
    default:
      return ["beat", "behind", "reset"].includes(frame.type);
  }
}

function hasContent({ posts, gone, blog }) {
  return (
    Array.isArray(posts) &&
    posts.every(isPost) &&
    Array.isArray(gone) &&
    gone.every((id) => typeof id === "string") &&
    (blog === undefined || blog === null || typeof blog === "object")
  );
}

function isPost(post) {
  return (
    typeof post?.id === "string" &&
    Number.isInteger(post.version) &&
    typeof post.sort === "string" &&
    typeof post.html === "string"
  );
}
