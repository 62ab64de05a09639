import type { ColumnView, MatrixRow } from "../api/types";
import type { App } from "./app.svelte";

export const SORTS = ["order", "carried", "copied", "high"] as const;
export type BatchSort = (typeof SORTS)[number];

/** A plan of the batch against the base. */
export interface BatchLine {
  column: ColumnView;
  /** Index of its column in the matrix. */
  at: number;
  /** Deviations of high severity; none while the queue is not read. */
  high: number | null;
}

/** Many plans against one parent: a line a plan, a mark a commitment of the base. */
export class BatchState {
  sort = $state<BatchSort>("order");
  #app: App;

  /** Commitments of the base, in its order. */
  readonly rows = $derived.by<readonly MatrixRow[]>(() =>
    this.#app.matrix.rows.filter((row) => row.cite !== null).sort((a, b) => a.number - b.number),
  );
  readonly lines = $derived.by<readonly BatchLine[]>(() => this.makeLines());

  constructor(app: App) {
    this.#app = app;
  }

  /** The queue knows the severities; it is read when the batch is looked at. */
  async ensure(): Promise<void> {
    await this.#app.review.ensure();
  }

  moveLine(by: number): void {
    const { matrix } = this.#app;
    const at = this.lines.findIndex((line) => line.at === matrix.currentColumn);
    const next = this.lines[Math.max(0, Math.min(this.lines.length - 1, at + by))];
    if (next) matrix.column = next.at;
  }

  moveMark(by: number): void {
    const { matrix } = this.#app;
    const at = this.rows.findIndex((row) => row.id === matrix.row);
    const next = this.rows[Math.max(0, Math.min(this.rows.length - 1, at + by))];
    if (next) matrix.row = next.id;
  }

  private makeLines(): BatchLine[] {
    const items = this.#app.review.view.value?.items;
    const lines = this.#app.matrix.columns.flatMap((column, at): BatchLine[] => {
      if (column.is_base) return [];
      const high = items?.filter((item) => item.plan === column.plan && item.severity === "high").length;
      return [{ column, at, high: high ?? null }];
    });
    // What needs a look comes first: little carried, much copied, many findings.
    const by: Record<BatchSort, (line: BatchLine) => number> = {
      order: (line) => line.at,
      carried: (line) => line.column.carried?.value ?? 2,
      copied: (line) => -(line.column.copied?.value ?? -1),
      high: (line) => -(line.high ?? -1),
    };
    const key = by[this.sort];
    return lines.sort((a, b) => key(a) - key(b) || a.at - b.at);
  }
}
