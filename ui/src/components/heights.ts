import { tops, type Tops } from "./window";

/** Heights of the rows of a long list: measured where a row was drawn, guessed elsewhere. */
export class Heights {
  /** Where a row was not measured, the guess. */
  #heights: Float64Array;
  #measured: Uint8Array;
  /** The guess is that of the rows measured first. */
  #learned = false;
  #sums: Tops | null = null;

  constructor(count: number, guess: number) {
    this.#heights = new Float64Array(count).fill(guess);
    this.#measured = new Uint8Array(count);
  }

  /** Tops of the rows; the last entry is the height of all. */
  get sums(): Tops {
    this.#sums ??= tops(this.#heights);
    return this.#sums;
  }

  /** Takes measured heights over; true when one is not as it was taken to be. */
  measure(first: number, heights: readonly number[]): boolean {
    let changed = this.#learn(heights);
    heights.forEach((height, offset) => {
      const index = first + offset;
      if (Math.abs((this.#heights[index] ?? height) - height) >= 0.5) changed = true;
      this.#heights[index] = height;
      this.#measured[index] = 1;
    });
    if (changed) this.#sums = null;
    return changed;
  }

  /** Takes the middle one of the first heights for that of all rows not measured yet. */
  #learn(heights: readonly number[]): boolean {
    const middle = [...heights].sort((a, b) => a - b)[heights.length >> 1];
    if (this.#learned || middle === undefined || middle <= 0) return false;
    this.#learned = true;
    this.#heights = this.#heights.map((height, index) => (this.#measured[index] ? height : middle));
    return true;
  }

  /** Forgets all measurements: the width or the size of text changed. */
  forget(guess: number): void {
    this.#heights.fill(guess);
    this.#measured.fill(0);
    this.#learned = false;
    this.#sums = null;
  }
}
