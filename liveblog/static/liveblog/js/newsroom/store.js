const NAME = "newsroom";
const VERSION = 1;

/**
 * What this browser keeps of unsent work: `items` (texts and where they stand, by id), `files`
 * (pictures by id) and `shared` (what other apps handed over). Where the browser allows no
 * database, it is kept as long as the page lives, and `isLasting` is false.
 */
export class Store {
  #database = null;

  constructor() {
    this.isLasting = true;
    this.ready = open().then(
      (database) => (this.#database = database),
      () => (this.isLasting = false),
    );
    for (const name of ["items", "files", "shared"]) {
      this[name] = new Table(name, () => this.#database, this.ready);
    }
  }
}

/** Rows by key. Writes have happened when their promise is kept. */
class Table {
  #passing = new Map();

  constructor(name, database, ready) {
    this.name = name;
    this.database = database;
    this.ready = ready;
  }

  async get(key) {
    if (!(await this.#isLasting())) return this.#passing.get(key);
    return this.#run("readonly", (table) => table.get(key));
  }

  async all() {
    if (!(await this.#isLasting())) return [...this.#passing.values()];
    return this.#run("readonly", (table) => table.getAll());
  }

  /** Begins before the first await: what a closing page hands over still arrives. */
  async put(key, value) {
    if (!this.database() && !(await this.#isLasting())) return void this.#passing.set(key, value);
    return this.#run("readwrite", (table) =>
      table.keyPath ? table.put(value) : table.put(value, key),
    );
  }

  async remove(key) {
    if (!(await this.#isLasting())) return void this.#passing.delete(key);
    return this.#run("readwrite", (table) => table.delete(key));
  }

  /** Merge `changes` into a row that is still there; returns it, or undefined. */
  async change(key, changes) {
    if (!(await this.#isLasting())) {
      const row = this.#passing.get(key);
      return row && Object.assign(row, changes);
    }
    let merged;
    await this.#run("readwrite", (table) => {
      const found = table.get(key);
      found.onsuccess = () => {
        if (found.result === undefined) return;
        merged = { ...found.result, ...changes };
        table.put(merged);
      };
      return found;
    });
    return merged;
  }

  async clear() {
    if (!(await this.#isLasting())) return this.#passing.clear();
    return this.#run("readwrite", (table) => table.clear());
  }

  async #isLasting() {
    if (!this.database()) await this.ready;
    return Boolean(this.database());
  }

  #run(mode, ask) {
    return new Promise((resolve, reject) => {
      const transaction = this.database().transaction(this.name, mode);
      const request = ask(transaction.objectStore(this.name));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error ?? request.error);
    });
  }
}

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("items", { keyPath: "id" });
      request.result.createObjectStore("files");
      request.result.createObjectStore("shared", { autoIncrement: true });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
