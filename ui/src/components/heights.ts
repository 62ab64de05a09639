import { tops } from "./window";

/** Heights of the rows of a long list: measured where a row was drawn, guessed elsewhere. */
export class Heights {
  #known: (number | undefined)[] = [];
  #count: number;
  #guess: number;
  #sums: number[] | null = null;

  constructor(count: number, guess: number) {
    this.#count = count;
    this.#guess = guess;
  }

  /** Tops of the rows; the last entry is the height of all. */
  get sums(): number[] {
    this.#sums ??= tops(Array.from({ length: this.#count }, (_, index) => this.#known[index] ?? this.#guess));
    return this.#sums;
  }

  /** Takes measured heights over; true when one was new. */
  measure(first: number, heights: readonly number[]): boolean {
    let changed = false;
    heights.forEach((height, offset) => {
      const index = first + offset;
      if (Math.abs((this.#known[index] ?? -1) - height) < 0.5) return;
      this.#known[index] = height;
      changed = true;
    });
    if (changed) this.#sums = null;
    return changed;
  }

  /** Forgets all measurements: the width or the size of text changed. */
  forget(guess: number): void {
    this.#known = [];
    this.#guess = guess;
    this.#sums = null;
  }
}
