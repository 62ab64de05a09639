/** Which rows of a long list to draw, from their heights and the scroll position. */
export interface Drawn {
  first: number;
  /** One past the last. */
  end: number;
  /** Height above the first drawn row. */
  above: number;
  /** Height of the whole list. */
  total: number;
}

/** Running sums of heights: `sums[i]` is the top of row i, the last entry is the total. */
export function tops(heights: readonly number[]): number[] {
  const sums = [0];
  let sum = 0;
  for (const height of heights) {
    sum += height;
    sums.push(sum);
  }
  return sums;
}

/** Index of the row at a vertical position. */
export function rowAt(sums: readonly number[], y: number): number {
  let low = 0;
  let high = sums.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sums[middle] ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}

/** Rows to draw for a viewport, with `spare` rows on both sides and never more than `most`. */
export function drawn(sums: readonly number[], top: number, height: number, spare = 8, most = 200): Drawn {
  const count = sums.length - 1;
  const total = sums[count] ?? 0;
  if (count <= 0) return { first: 0, end: 0, above: 0, total: 0 };
  const first = Math.max(0, rowAt(sums, top) - spare);
  const end = Math.min(count, rowAt(sums, top + height) + 1 + spare, first + most);
  return { first, end, above: sums[first] ?? 0, total };
}

/**
 * Where to scroll so that a row stands within the viewport; the present position when it
 * does. Going up, the row before is shown as well: it may be the head of the section.
 */
export function reveal(sums: readonly number[], index: number, top: number, height: number): number {
  const from = sums[index] ?? 0;
  const to = sums[index + 1] ?? from;
  if (from < top) return sums[Math.max(0, index - 1)] ?? 0;
  if (to > top + height) return to - height;
  return top;
}
