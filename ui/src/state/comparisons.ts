/** Which way a comparison with the base points: -1 less, 1 more, 0 neither. */
export function directionOf(comparison: string | null): -1 | 0 | 1 {
  if (comparison === "lower" || comparison === "missing") return -1;
  return comparison === "higher" || comparison === "added" ? 1 : 0;
}
