// Stands in for Intl.Segmenter in the build: the tables behind the first one take as long to read as a frame takes to
// draw, and most screens need none.
const Segmenter = /* @__PURE__ */ Reflect.get(Intl, 'Segmenter');

/** An Intl.Segmenter that is made when it first has a text to take apart. */
export class LazySegmenter {
  #options;
  #segmenter;

  constructor(...options) {
    this.#options = options;
  }

  segment(text) {
    // An empty field is on every screen, and nothing of it is asked but its graphemes in turn.
    if (text === '') return Object.assign([], { containing: () => undefined });
    this.#segmenter ??= new Segmenter(...this.#options);
    return this.#segmenter.segment(text);
  }
}
