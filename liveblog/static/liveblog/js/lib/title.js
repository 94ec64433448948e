/** The document's title with the number of unread posts before it. */
export class Title {
  #plain = document.title.replace(/^\(\d+\) /, "");

  set count(number) {
    const title = number ? `(${number}) ${this.#plain}` : this.#plain;
    if (document.title !== title) document.title = title;
  }
}
