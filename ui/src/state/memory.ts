import { FILTERS, type MatrixFilter } from "./matrix.svelte";
import { isView, type ViewId } from "./view";

/** What survives a restart: place, filter and columns, one set a library. */
export interface Memory {
  view: ViewId;
  plans: string[];
  base: string | null;
  folded: string[];
  matrix: {
    filter: MatrixFilter;
    closed: string[];
    row: string | null;
    column: number;
    mode: "grid" | "batch";
  };
  synopsis: { row: string | null; unfolded: boolean };
  source: { plan: string | null; line: number };
  draft: Draft | null;
}

/** A note or wording that is being written and not yet a verdict's. */
export interface Draft {
  id: string;
  note: string;
  suggestion: string;
}

const words = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
const word = (value: unknown): string | null => (typeof value === "string" ? value : null);
const number = (value: unknown, otherwise: number): number =>
  typeof value === "number" && Number.isFinite(value) ? value : otherwise;
const part = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

function readDraft(value: unknown): Draft | null {
  const { id, note, suggestion } = part(value);
  return typeof id === "string" ? { id, note: word(note) ?? "", suggestion: word(suggestion) ?? "" } : null;
}

/** Reads what was kept; what is missing or broken falls back, it never stops the start. */
export function readMemory(json: string | null): Memory | null {
  let raw: unknown;
  try {
    raw = JSON.parse(json ?? "null");
  } catch {
    return null;
  }
  if (typeof raw !== "object" || raw === null) return null;
  const kept = part(raw);
  const matrix = part(kept.matrix);
  const synopsis = part(kept.synopsis);
  const source = part(kept.source);
  const filter = FILTERS.find((name) => name === matrix.filter) ?? "gaps";
  return {
    view: isView(kept.view) ? kept.view : "library",
    plans: words(kept.plans),
    base: word(kept.base),
    folded: words(kept.folded),
    matrix: {
      filter,
      closed: words(matrix.closed),
      row: word(matrix.row),
      column: number(matrix.column, 1),
      mode: matrix.mode === "batch" ? "batch" : "grid",
    },
    synopsis: { row: word(synopsis.row), unfolded: synopsis.unfolded === true },
    source: { plan: word(source.plan), line: number(source.line, 1) },
    draft: readDraft(kept.draft),
  };
}
