/** Rows drawn above and below those on screen. */
const SPARE = 8;
/** Milliseconds after which a list that was opened, or jumped, draws them. */
const SETTLED = 150;

/**
 * How many rows of a list are drawn beyond those on screen. They spare a reader blanks while
 * scrolling row by row; while a list opens or jumps further than a screen they would only keep
 * from sight what one came for.
 */
export class Spare {
  rows = $state(0);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.#later();
  }

  /** The list was scrolled by so many pixels and shows so many. */
  scrolled(by: number, shown: number): void {
    if (Math.abs(by) < 1) return;
    clearTimeout(this.#timer);
    if (Math.abs(by) < shown) this.rows = SPARE;
    else {
      this.rows = 0;
      this.#later();
    }
  }

  /** The list is gone. */
  end(): void {
    clearTimeout(this.#timer);
  }

  #later(): void {
    this.#timer = setTimeout(() => (this.rows = SPARE), SETTLED);
  }
}
