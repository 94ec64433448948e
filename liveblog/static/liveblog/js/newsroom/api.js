import { text } from "./texts.js";

const PATIENCE_MS = 20_000;
const ROOT = "/api/v1";

/**
 * Calls of the API. A call never throws: it answers `{ok, status, data}`, where `data` is what the
 * API said (a problem when not ok), `retryAfter` the seconds that it asks to wait (or 0), and status
 * 0 means that nobody answered.
 */
export class Api {
  constructor(csrf) {
    this.csrf = csrf;
  }

  get(path) {
    return this.call("GET", path);
  }

  async call(method, path, { body, version, signal } = {}) {
    const headers = { Accept: "application/json", "X-CSRFToken": this.csrf };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    if (version !== undefined) headers["If-Match"] = `"${version}"`;
    try {
      const answer = await fetch(ROOT + path, {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: whicheverFirst(AbortSignal.timeout(PATIENCE_MS), signal),
        credentials: "same-origin",
      });
      const { ok, status } = answer;
      return { ok, status, data: await read(answer), retryAfter: seconds(answer.headers.get("Retry-After")) };
    } catch {
      return { ok: false, status: 0, data: {} };
    }
  }

  /** Send a picture; `progress(percent)` hears how far it is. Returns `{done, abort}`. */
  upload(file, clientId, progress) {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append("file", file, file.name || "picture.jpg");
    form.append("client_id", clientId);
    const done = new Promise((resolve) => {
      request.upload.onprogress = ({ loaded, total }) => progress(Math.round((loaded / total) * 100));
      request.onload = () => resolve(answerOf(request));
      request.onerror = () => resolve({ ok: false, status: 0, data: {} });
      request.onabort = request.onerror;
      request.ontimeout = request.onerror;
    });
    request.open("POST", `${ROOT}/images`);
    request.timeout = 6 * PATIENCE_MS;
    request.setRequestHeader("X-CSRFToken", this.csrf);
    request.send(form);
    return { done, abort: () => request.abort() };
  }
}

/** Why a call failed, in words for people. */
export function reasonOf({ status, data }) {
  if (status === 0) return text("no_network");
  if (status === 401) return text("session_over");
  if (status === 429) return text("too_fast");
  const messages = Object.values(data.errors ?? {}).flat();
  return messages.length ? messages.join(" ") : (data.detail ?? `${status}`);
}

async function read(answer) {
  if (answer.status === 204) return {};
  try {
    return await answer.json();
  } catch {
    // A proxy's page instead of the API's answer: the status has to say it all.
    return {};
  }
}

function answerOf(request) {
  const { status, responseText } = request;
  let data = {};
  try {
    data = JSON.parse(responseText);
  } catch {
    // As in `read`.
  }
  const retryAfter = seconds(request.getResponseHeader("Retry-After"));
  return { ok: status >= 200 && status < 300, status, data, retryAfter };
}

function seconds(header) {
  return Number(header) || 0;
}

/** Phones of 2023 have no `AbortSignal.any`. */
function whicheverFirst(patience, signal) {
  if (!signal) return patience;
  const either = new AbortController();
  const end = ({ target }) => either.abort(target.reason);
  for (const one of [patience, signal]) one.addEventListener("abort", end);
  if (signal.aborted) either.abort(signal.reason);
  return either.signal;
}
