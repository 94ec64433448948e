/** A handshake that hangs this long is taken as blocked: some proxies swallow it in silence. */
const OPENING_MS = 8_000;
/** The server beats every 25 s: two lost beats and some slack. */
const SILENCE_MS = 60_000;

/**
 * At most one WebSocket, with a watchdog for silence. When to open the next one is not its
 * business. Tells `opened()`, `frame(text)` and `closed(code)`; a dropped socket tells nothing.
 */
export class SocketLink {
  #socket = null;
  #watchdog = 0;
  #heardAt = 0;

  constructor({ opened, frame, closed }) {
    this.tell = { opened, frame, closed };
  }

  get isOpen() {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  get isOpening() {
    return this.#socket?.readyState === WebSocket.CONNECTING;
  }

  /** Milliseconds since the last sign of life. */
  get silence() {
    return Date.now() - this.#heardAt;
  }

  open(url) {
    this.drop();
    const socket = new WebSocket(url);
    this.#socket = socket;
    this.#watch(OPENING_MS);
    socket.onopen = () => {
      this.#heard();
      this.tell.opened();
    };
    socket.onmessage = ({ data }) => {
      this.#heard();
      this.tell.frame(data);
    };
    socket.onclose = ({ code }) => this.#lose(code);
  }

  drop() {
    clearTimeout(this.#watchdog);
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  #heard() {
    this.#heardAt = Date.now();
    this.#watch(SILENCE_MS);
  }

  #watch(milliseconds) {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => this.#lose(1006), milliseconds);
  }

  #lose(code) {
    this.drop();
    this.tell.closed(code);
  }
}
