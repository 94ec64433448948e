const LONG_AFTER_MS = 1_500; // what the page needs for itself comes first

/**
 * The newsroom as an app: a service worker that opens it without a network, and a quiet way to
 * install it where the browser offers that. `shell` is the address of this page without its posts.
 */
export function startApp(shell) {
  offerInstalling();
  if (!navigator.serviceWorker) return;
  navigator.serviceWorker.register("/newsroom/sw.js", { scope: "/newsroom/" }).then(
    () => setTimeout(() => keepShell(shell), LONG_AFTER_MS),
    () => {
      // Forbidden here, or no network: the page works as well, but does not open offline.
    },
  );
}

async function keepShell(shell) {
  const { active } = await navigator.serviceWorker.ready;
  const pages = [[location.pathname, shell]];
  if (location.pathname !== "/newsroom/") pages.push(["/newsroom/", "/newsroom/"]);
  active.postMessage({ keep: { pages, files: loadedFiles() } });
}

function loadedFiles() {
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name.split("#")[0]);
  const ours = loaded.filter((name) => new URL(name).pathname.startsWith("/static/"));
  return [...new Set(ours)];
}

function offerInstalling() {
  const offer = document.querySelector("[data-install]");
  window.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offer.hidden = false;
    offer.addEventListener("click", () => event.prompt(), { once: true });
  });
  window.addEventListener("appinstalled", () => {
    offer.hidden = true;
  });
}
