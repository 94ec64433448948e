/**
 * Make `old` like `fresh` and touch only what differs, so that focus, selection, loaded pictures
 * and the reader's line survive an edit. `fresh` is used up.
 */
export function morph(old, fresh) {
  morphAttributes(old, fresh);
  morphChildren(old, fresh);
}

export function morphChildren(old, fresh) {
  const wanted = [...fresh.childNodes];
  let rest = [...old.childNodes];
  for (const [index, node] of wanted.entries()) {
    const same = rest.findIndex((candidate) => candidate.isEqualNode(node));
    if (same >= 0) {
      discard(rest.slice(0, same), wanted.slice(index + 1), old);
      place(old, rest[same], rest.slice(0, same));
      rest = [...rest.slice(0, same), ...rest.slice(same + 1)].filter((left) => left.parentNode);
      continue;
    }
    const next = rest[0];
    const isNeeded = next && wanted.slice(index + 1).some((later) => later.isEqualNode(next));
    if (next && !isNeeded && isAlike(next, node)) {
      rest.shift();
      if (next.nodeType === Node.ELEMENT_NODE) morph(next, node);
      else next.data = node.data;
    } else {
      old.insertBefore(node, next ?? null);
    }
  }
  for (const left of rest) left.remove();
}

/** Drop skipped nodes that nothing later wants: what follows then needs no move. */
function discard(skipped, later, old) {
  for (const node of skipped) {
    if (!later.some((wanted) => wanted.isEqualNode(node))) old.removeChild(node);
  }
}

function place(old, node, skipped) {
  const before = skipped.find((left) => left.parentNode === old);
  if (before) old.insertBefore(node, before);
}

function isAlike(old, fresh) {
  return (
    old.nodeType === fresh.nodeType &&
    old.nodeName === fresh.nodeName &&
    old.id === fresh.id &&
    old.dataset?.embed === fresh.dataset?.embed // a box that plays one link never turns into another
  );
}

function morphAttributes(old, fresh) {
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !isReaders(old, name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value && !isReaders(old, name)) old.setAttribute(name, value);
  }
}

/** A box that the reader opened or closed stays so. */
function isReaders(element, name) {
  return name === "open" && element.nodeName === "DETAILS";
}
