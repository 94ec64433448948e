/*
 * Lets the newsroom open without a network: keeps the shell of its pages, the blogs' list and the
 * files that they load, nothing else. No answer of the API, no stream of posts is ever kept; what
 * is kept goes at sign-out. Takes what other apps share.
 */
const SHELL = "newsroom-shell-1";
const HOME = "{% url 'newsroom:home' %}";
const SHARE = "{% url 'newsroom:share' %}";
const SIGN_OUT = "{% url 'account_logout' %}";
const STATIC = "{% load static %}{% get_static_prefix %}";
const PAGE = new RegExp(`^${HOME}(?!account/)(?:[\\w-]+/)?$`);
const HASHED = /\.[0-9a-f]{12}\.(?=\w+$)/;
const PATIENCE_MS = 5_000;

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => event.waitUntil(begin()));

self.addEventListener("message", (event) => {
  if (event.data.keep) event.waitUntil(keep(event.data.keep));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === "POST") {
    if (url.pathname === SHARE) event.respondWith(takeShared(request));
    if (url.pathname === SIGN_OUT) event.respondWith(signOut(request));
  } else if (request.mode === "navigate" && request.method === "GET") {
    if (PAGE.test(url.pathname)) event.respondWith(page(request, url.pathname));
  } else if (url.pathname.startsWith(STATIC)) {
    event.respondWith(file(request));
  }
});

async function begin() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("newsroom-") && name !== SHELL);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** Keep `pages` (`[path, address of its shell]`) and `files` for times without a network. */
async function keep({ pages, files }) {
  const cache = await caches.open(SHELL);
  for (const [path, shell] of pages) {
    const answer = await fetch(shell, { credentials: "same-origin" }).catch(() => null);
    // A redirect leads to the sign-in, which is no shell.
    if (answer?.ok && !answer.redirected) await cache.put(path, answer);
  }
  for (const address of files) {
    if (!(await cache.match(address))) await cache.add(address).catch(() => null);
  }
  await dropSuperseded(cache, files);
}

async function dropSuperseded(cache, files) {
  const current = new Map(files.map((address) => [plain(address), address]));
  for (const request of await cache.keys()) {
    const newer = current.get(plain(request.url));
    if (newer && newer !== request.url) await cache.delete(request);
  }
}

function plain(address) {
  return address.replace(HASHED, ".");
}

/** The page from the server; its kept shell where the network fails or takes too long. */
async function page(request, path) {
  const kept = await caches.match(path, { cacheName: SHELL });
  const fresh = fetch(request);
  if (!kept) return fresh;
  const late = new Promise((resolve) => setTimeout(() => resolve(kept), PATIENCE_MS));
  return Promise.race([fresh.catch(() => kept), late]);
}

/** A file of ours: one with a hash in its name never changes. */
async function file(request) {
  const kept = await caches.match(request, { cacheName: SHELL });
  if (kept && HASHED.test(request.url)) return kept;
  try {
    const fresh = await fetch(request);
    if (kept && fresh.ok) await (await caches.open(SHELL)).put(request, fresh.clone());
    return fresh;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

async function signOut(request) {
  const answer = await fetch(request);
  await caches.delete(SHELL);
  return answer;
}

/** Keep what was shared for the composer, and open the newsroom. */
async function takeShared(request) {
  const form = await request.formData();
  const said = ["title", "text", "url"].map((name) => [name, String(form.get(name) ?? "")]);
  const pictures = form.getAll("pictures").filter((entry) => entry.size);
  await put({ ...Object.fromEntries(said), pictures, at: Date.now() });
  return Response.redirect(`${HOME}?shared`, 303);
}

/** The same database as `store.js` opens. */
function put(shared) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("newsroom", 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore("items", { keyPath: "id" });
      opening.result.createObjectStore("files");
      opening.result.createObjectStore("shared", { autoIncrement: true });
    };
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const transaction = opening.result.transaction("shared", "readwrite");
      transaction.objectStore("shared").put(shared);
      transaction.oncomplete = () => {
        opening.result.close();
        resolve();
      };
      transaction.onabort = () => reject(transaction.error);
    };
  });
}
