import { CatchUp } from "./catch-up.js";
import { SocketLink } from "./socket-link.js";

/** Older than one beat and some: a socket as quiet as this may be dead after a sleep. */
const STALE_MS = 30_000;
/** A socket that lived this long was a good one: the next wait starts small again. */
const STEADY_MS = 10_000;
/** WebSockets that never opened are probably blocked: poll soon. */
const BLOCKED_AFTER = { tries: 2, milliseconds: 8_000 };
/** One that did open and now fails has probably lost its server: poll late, it would not answer. */
const LOST_AFTER_TRIES = 5;
const SERVICE_RESTART = 1012;
const NO_SUCH_BLOG = 4404;
const POLL_SECONDS = 10;

/**
 * Keeps a page in touch with its blog: a socket, catching up by HTTP, polling where sockets are
 * blocked. Knows nothing of the page.
 *
 * `position()` → `{epoch, seq}` · `hear(frame)` → "apply", "ignore", "fetch" or "reset" ·
 * `isBehind()` → more was announced than applied · `reset()` reloads the stream, true when done ·
 * `tell(state)` → "connected", "reconnecting", "polling", "offline", "paused" or "gone".
 */
export class Connection {
  #link;
  #catchUp;
  #retries;
  #slowRetries;
  #askAgain;
  #retryTimer = 0;
  #blockedTimer = 0;
  #askTimer = 0;
  #askAt = Infinity;
  #hasTurn = false;
  #tries = 0;
  #hasOpened = false;
  #openedAt = 0;
  #isPolling = false;
  #pollAnswers = false;
  #pollSeconds = POLL_SECONDS;
  #halted = "not started";
  #state = "";
  #random;

  constructor({ socket, updates, position, hear, isBehind, reset, tell, random = Math.random }) {
    this.socketUrl = socket;
    this.page = { position, hear, isBehind, reset, tell };
    this.#random = random;
    this.#retries = new Backoff(1_000, 30_000, random);
    this.#slowRetries = new Backoff(30_000, 300_000, random);
    this.#askAgain = new Backoff(1_000, 30_000, random);
    this.#catchUp = new CatchUp(updates, position);
    this.#link = new SocketLink({
      opened: () => this.#opened(),
      frame: (text) => this.#received(text),
      closed: (code) => this.#closed(code),
    });
  }

  get state() {
    return this.#state;
  }

  start() {
    document.addEventListener("visibilitychange", this.#shown);
    window.addEventListener("online", this.#online);
    window.addEventListener("offline", this.#offline);
    window.addEventListener("pageshow", this.#restored);
    window.addEventListener("pagehide", this.#left);
    this.#halted = "";
    this.#reconnect();
  }

  stop(state = "gone") {
    this.#halt(state);
    document.removeEventListener("visibilitychange", this.#shown);
    window.removeEventListener("online", this.#online);
    window.removeEventListener("offline", this.#offline);
    window.removeEventListener("pageshow", this.#restored);
    window.removeEventListener("pagehide", this.#left);
  }

  pause() {
    this.#halt("paused");
  }

  resume() {
    this.#halted = "";
    this.#reconnect();
    this.catchUp();
  }

  /** Ask `updates` after so many milliseconds; an earlier question that is planned stands. */
  catchUp(delay = 0) {
    const at = Date.now() + delay;
    if (this.#halted || at >= this.#askAt) return;
    clearTimeout(this.#askTimer);
    this.#askAt = at;
    this.#askTimer = setTimeout(() => this.#ask(), delay);
  }

  #halt(why) {
    this.#halted = why;
    this.#link.drop();
    this.#catchUp.abort();
    this.#stopPolling();
    this.#forgetQuestion();
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#blockedTimer);
    this.#report();
  }

  #reconnect() {
    this.#retries.reset();
    this.#slowRetries.reset();
    this.#tries = 0;
    clearTimeout(this.#blockedTimer);
    if (!this.#hasOpened) {
      this.#blockedTimer = setTimeout(() => this.#startPolling(), BLOCKED_AFTER.milliseconds);
    }
    this.#connect();
  }

  #connect() {
    clearTimeout(this.#retryTimer);
    const { epoch, seq } = this.page.position();
    const url = new URL(this.socketUrl, location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    url.searchParams.set("since", seq);
    url.searchParams.set("epoch", epoch);
    this.#link.open(url);
    this.#report();
  }

  #opened() {
    this.#hasOpened = true;
    this.#openedAt = Date.now();
    clearTimeout(this.#blockedTimer);
    this.#stopPolling();
    this.#report();
  }

  #closed(code) {
    const wasSteady = this.#openedAt && Date.now() - this.#openedAt > STEADY_MS;
    this.#openedAt = 0;
    if (wasSteady) this.#retries.reset();
    this.#tries = wasSteady ? 0 : this.#tries + 1;
    if (this.#tries >= (this.#hasOpened ? LOST_AFTER_TRIES : BLOCKED_AFTER.tries)) {
      this.#startPolling();
    }
    if (code === NO_SUCH_BLOG) this.#takeTurn(0);
    this.#retryTimer = setTimeout(() => this.#connect(), this.#retryDelay(code));
    this.#report();
  }

  #retryDelay(code) {
    if (code === SERVICE_RESTART) return this.#random() * 3_000;
    if (this.#isPolling && !this.#hasOpened) return 15_000 + this.#slowRetries.next();
    return this.#retries.next();
  }

  #received(text) {
    let frame = null;
    try {
      frame = JSON.parse(text);
    } catch {
      // Left null: a frame that cannot be read is answered by catching up.
    }
    const verdict = this.page.hear(frame);
    if (verdict === "fetch" || verdict === "reset") this.#takeTurn(Number(frame?.wait) || 0);
  }

  /** Among many readers each asks in its turn, at random in these seconds; no frame shortens it. */
  #takeTurn(seconds) {
    if (this.#hasTurn) return;
    this.#hasTurn = seconds > 0;
    this.catchUp(this.#random() * 1_000 * seconds);
  }

  async #ask() {
    this.#forgetQuestion();
    const answer = await this.#catchUp.ask();
    if (this.#halted) return;
    if (answer.gone) return this.stop();
    const isDone = answer.frame ? await this.#take(answer.frame) : false;
    if (this.#halted) return;
    this.#pollAnswers = Boolean(answer.frame);
    this.#report();
    if (!isDone || this.page.isBehind()) {
      this.catchUp(Math.max((answer.wait ?? 0) * 1_000, 300) + this.#askAgain.next());
    } else {
      this.#askAgain.reset();
      this.#pollLater();
    }
  }

  async #take(frame) {
    const verdict = this.page.hear(frame);
    this.#pollSeconds = Math.max(1, Number(frame?.poll) || POLL_SECONDS);
    return verdict === "reset" ? this.page.reset() : verdict !== "fetch";
  }

  #startPolling() {
    clearTimeout(this.#blockedTimer);
    if (this.#isPolling) return;
    this.#isPolling = true;
    this.catchUp();
  }

  #stopPolling() {
    this.#isPolling = false;
    this.#pollAnswers = false;
  }

  #pollLater() {
    if (!this.#isPolling || document.hidden) return;
    this.catchUp(this.#pollSeconds * 1_000 * (1 + this.#random() * 0.2));
  }

  #forgetQuestion() {
    clearTimeout(this.#askTimer);
    this.#askAt = Infinity;
    this.#hasTurn = false;
  }

  #wake() {
    if (this.#halted) return;
    const isHealthy = this.#link.isOpen && this.#link.silence < STALE_MS;
    if (isHealthy) return;
    if (!this.#link.isOpening) this.#reconnect();
    this.catchUp();
  }

  #shown = () => {
    if (!document.hidden) this.#wake();
  };

  #restored = ({ persisted }) => {
    if (persisted) this.#wake();
  };

  #online = () => {
    if (this.#halted) return;
    // The old socket may hang on the network that was left.
    this.#reconnect();
    this.catchUp();
  };

  #offline = () => {
    if (this.#halted) return;
    this.#link.drop();
    this.#closed(1006);
  };

  #left = () => {
    // An open socket would keep the page out of the back/forward cache.
    this.#link.drop();
    clearTimeout(this.#retryTimer);
  };

  #report() {
    const state = this.#halted || this.#currentState();
    if (state === this.#state) return;
    this.#state = state;
    this.page.tell(state);
  }

  #currentState() {
    if (this.#link.isOpen) return "connected";
    if (!navigator.onLine) return "offline";
    return this.#isPolling && this.#pollAnswers ? "polling" : "reconnecting";
  }
}

/** Waiting times with full jitter: anything from nothing to a limit that doubles, in milliseconds. */
class Backoff {
  #tries = 0;

  constructor(first, most, random = Math.random) {
    this.first = first;
    this.most = most;
    this.random = random;
  }

  next() {
    const limit = Math.min(this.most, this.first * 2 ** this.#tries);
    this.#tries += 1;
    return this.random() * limit;
  }

  reset() {
    this.#tries = 0;
  }
}
