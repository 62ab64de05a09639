import type { SentenceCell, SentenceRow, SynopsisView } from "../api/types";

const EMPTY: SentenceCell = { runs: [], place: null, lines: null, note: null };

/**
 * Lays the rows of a synopsis out: the heading and the base's sentences first, then what the
 * plans add, the first addition of each plan side by side, then the second, and so on.
 * Otherwise additions that stand alone would push the base's own sentences out of sight.
 */
export function packAdditions(view: SynopsisView): SynopsisView {
  const own = view.sentences.filter((row, index) => index === 0 || !row.added);
  const added = view.sentences.filter((row, index) => index > 0 && row.added);
  const lanes = view.columns.map((_, column) =>
    added.flatMap((row) => {
      const cell = row.cells[column];
      return cell && cell.runs.length > 0 ? [cell] : [];
    }),
  );
  const depth = Math.max(0, ...lanes.map((lane) => lane.length));
  const packed = Array.from({ length: depth }, (_, level): SentenceRow => ({
    number: own.length + level,
    added: true,
    cells: lanes.map((lane) => lane[level] ?? EMPTY),
  }));
  return { ...view, sentences: [...own, ...packed] };
}
