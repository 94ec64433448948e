/** Which verbs the page offers; the API decides again. */
export class Rights {
  #mine;

  constructor(may, mine) {
    this.may = may;
    this.#mine = new Set(mine);
  }

  /** From now on this post is one of the user's own. */
  own(id) {
    this.#mine.add(id);
  }

  allows(verb, id) {
    return (this.#mine.has(id) ? this.may.own : this.may.others).includes(verb);
  }

  allowsOnBlog(verb) {
    return this.may.blog.includes(verb);
  }
}
