/**
 * Which columns a wide comparison shows: the base always, and one page of the others, the
 * page that holds the column one is on.
 */
export function columnPage(count: number, pinned: number, current: number, most: number): number[] {
  const others = count - pinned;
  if (others <= most) return Array.from({ length: count }, (_, index) => index);
  const at = Math.max(0, Math.min(others - 1, current - pinned));
  const from = Math.floor(at / most) * most;
  const page = Array.from({ length: Math.min(most, others - from) }, (_, index) => pinned + from + index);
  return [...Array.from({ length: pinned }, (_, index) => index), ...page];
}
