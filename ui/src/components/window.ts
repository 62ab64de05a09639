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

/** Running sums of heights: the top of every row, then the total. */
export type Tops = Float64Array;

/** The tops of rows of these heights. */
export function tops(heights: ArrayLike<number>): Tops {
  const sums = new Float64Array(heights.length + 1);
  let sum = 0;
  for (let at = 0; at < heights.length; at += 1) {
    sum += heights[at] ?? 0;
    sums[at + 1] = sum;
  }
  return sums;
}

/** Index of the row at a vertical position. */
export function rowAt(sums: Tops, y: number): number {
  let low = 0;
  let high = sums.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sums[middle] ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}

/** No list draws more rows. */
export const MOST = 200;

/** Rows to draw for a viewport, with `spare` rows on both sides and never more than `most`. */
export function drawn(sums: Tops, top: number, height: number, spare = 8, most = MOST): Drawn {
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
export function reveal(sums: Tops, index: number, top: number, height: number): number {
  const from = sums[index] ?? 0;
  const to = sums[index + 1] ?? from;
  if (from < top) return sums[Math.max(0, index - 1)] ?? 0;
  if (to > top + height) return to - height;
  return top;
}

/** Columns of one width that scroll aside, after those that stand still. */
export interface Aside {
  count: number;
  /** The least width of one, in rem; they are wider only where all of them are in view. */
  pitch: number;
  /** The least width of what stands before them, in rem. */
  lead: number;
}

/** A run of columns, by their place among those that scroll aside. */
export interface Span {
  first: number;
  /** One past the last. */
  end: number;
}

/** How far a list is scrolled sideways and how wide it is, in pixels; `rem` is pixels as well. */
export interface Sight {
  left: number;
  width: number;
  rem: number;
  /** Columns to draw beyond those in sight. */
  spare: number;
}

/** Columns to draw of those that scroll aside. */
export function across(aside: Aside, { left, width, rem, spare }: Sight): Span {
  const pitch = aside.pitch * rem;
  const lead = aside.lead * rem;
  const end = Math.min(aside.count, Math.ceil((left + width - lead) / pitch) + spare);
  // What stands before them may be wider than its least, so one more than is hidden is drawn.
  const first = Math.max(0, Math.min(end - 1, Math.floor((left - lead) / pitch) - 1));
  return { first, end: Math.max(first, end) };
}

/** Where to scroll so that what reaches from `from` to `to` stands beside the still columns. */
export function revealAcross(from: number, to: number, left: number, width: number, still: number): number {
  if (from - still < left) return Math.max(0, from - still);
  if (to > left + width) return to - width;
  return left;
}
