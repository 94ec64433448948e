/** Pictures on their way. Composer and outbox may both ask for one: it travels once. */
export class Uploads {
  #running = new Map();

  constructor(api, files) {
    this.api = api;
    this.files = files;
  }

  /** Send a kept picture under its own id. Returns the API's answer; without a file, null. */
  async send(clientId, progress = () => {}) {
    const running = this.#running.get(clientId) ?? this.#start(clientId);
    running.listeners.add(progress);
    return running.done;
  }

  abort(clientId) {
    this.#running.get(clientId)?.abort();
  }

  #start(clientId) {
    const running = { listeners: new Set(), abort: () => {} };
    this.#running.set(clientId, running);
    running.done = this.#upload(clientId, running).finally(() => this.#running.delete(clientId));
    return running;
  }

  async #upload(clientId, running) {
    const file = await this.files.get(clientId);
    if (!file) return null;
    const tell = (percent) => running.listeners.forEach((listener) => listener(percent));
    const { done, abort } = this.api.upload(file, clientId, tell);
    running.abort = abort;
    return done;
  }
}
