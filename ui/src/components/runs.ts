/** A run as the core sends it, and how the page draws it. */
export interface Run {
  text: string;
  mark: string;
}

export type Piece =
  | { as: "same" | "added" | "added-long" | "removed" | "moved"; text: string }
  | { as: "cut"; text: string; full: string; left: number };

/** Removed runs longer than this are folded to their first characters. */
const FOLD_FROM = 8;
const FOLD_KEEPS = 4;
/** Added runs longer than this are underlined thinly instead of set bold. */
const LONG_ADDITION = 12;

const length = (text: string) => [...text].length;

/** What to draw of a cell: long removals folded, long additions thin. */
export function pieces(runs: readonly Run[], unfolded: boolean): Piece[] {
  return runs.map((run): Piece => {
    if (run.mark === "removed") {
      const count = length(run.text);
      if (unfolded || count <= FOLD_FROM) return { as: "removed", text: run.text };
      const kept = [...run.text].slice(0, FOLD_KEEPS).join("");
      return { as: "cut", text: kept, full: run.text, left: count };
    }
    if (run.mark === "added") {
      return { as: length(run.text) > LONG_ADDITION ? "added-long" : "added", text: run.text };
    }
    return { as: run.mark === "moved" ? "moved" : "same", text: run.text };
  });
}

/** Whether a cell differs from the base at all. */
export function differs(runs: readonly Run[]): boolean {
  return runs.some((run) => run.mark !== "same");
}
