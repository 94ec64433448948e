/** What the composer is busy with: a new post. */
export function newTask() {
  return { mode: "new" };
}

/** Changing a post, `mode` "edit" or "correct". `eventAt` is what the form shows for its time. */
export function taskOf(post, mode, eventAt) {
  return { mode, id: post.id, label: post.label, eventAt, isPublic: post.status === "published" };
}

/** A UUID; `crypto.randomUUID` exists only on https and on this machine. */
export function randomId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}
