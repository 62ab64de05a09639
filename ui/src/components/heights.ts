import { tops } from "./window";

/** Heights of the rows of a long list: measured where a row was drawn, guessed elsewhere. */
export class Heights {
  #known: (number | undefined)[] = [];
  #count: number;
  #guess: number;
  /** The guess is that of the rows measured first. */
  #learned = false;
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

  /** Takes measured heights over; true when one is not as it was taken to be. */
  measure(first: number, heights: readonly number[]): boolean {
    let changed = this.#learn(heights);
    heights.forEach((height, offset) => {
      const index = first + offset;
      const before = this.#known[index] ?? this.#guess;
      this.#known[index] = height;
      if (Math.abs(before - height) >= 0.5) changed = true;
    });
    if (changed) this.#sums = null;
    return changed;
  }

  /** Takes the middle one of the first heights for that of all rows not measured yet. */
  #learn(heights: readonly number[]): boolean {
    const middle = [...heights].sort((a, b) => a - b)[heights.length >> 1];
    if (this.#learned || middle === undefined || middle <= 0) return false;
    this.#learned = true;
    this.#guess = middle;
    return true;
  }

  /** Forgets all measurements: the width or the size of text changed. */
  forget(guess: number): void {
    this.#known = [];
    this.#guess = guess;
    this.#learned = false;
    this.#sums = null;
  }
}
