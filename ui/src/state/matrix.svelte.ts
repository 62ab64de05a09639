import type { CellView, ColumnView, FlagView, MatrixRow, MatrixSection, MatrixView } from "../api/types";
import { t } from "../i18n/index.svelte";
import type { App } from "./app.svelte";
import { BatchState } from "./batch.svelte";
import { rowClip, type Clip } from "./clipboard";
import { columnPage } from "./columns";
import { Resource } from "./resource.svelte";
import type { ViewController } from "./view";

/** More plans than this are shown by pages. */
export const MOST_COLUMNS = 12;

export const FILTERS = ["gaps", "onlyGaps", "weaker", "roles", "all"] as const;
export type MatrixFilter = (typeof FILTERS)[number];

/** A line of the grid: the head of a chapter or section, or a row. */
export type MatrixLine =
  | { is: "section"; key: string; section: MatrixSection; shown: number; closed: boolean }
  | { is: "row"; key: string; row: MatrixRow };

const WEAKER =
  /^(wording_weakened|target_lowered|target_missing|deadline_later|attribute_weakened|scope_narrowed|condition_added|measure_changed)$/;
const ROLES = /^(lead_|participant_|role_)/;

/** Differences that nearly every cell has; the synopsis shows them where they stand. */
const LIGHT = /^(text_|wording_changed|participant_|task_missing|task_added)/;

/** Whether a mark is worth a word in a cell. */
export const weighs = (flag: FlagView) => !LIGHT.test(flag.kind);

const some = (row: MatrixRow, test: (cell: CellView) => boolean) => row.cells.some(test);
const flagged = (row: MatrixRow, kind: RegExp) =>
  some(row, (cell) => cell.flags.some((flag) => kind.test(flag.kind)));

export const isGap = (row: MatrixRow) => some(row, (cell) => cell.presence === "absent");
export const isWeaker = (row: MatrixRow) => flagged(row, WEAKER);
export const isRoles = (row: MatrixRow) => flagged(row, ROLES);
export const isDeviation = (row: MatrixRow) =>
  isGap(row) || some(row, (cell) => cell.flags.some((flag) => flag.direction < 0 && weighs(flag)));

const KEEPS: Record<MatrixFilter, (row: MatrixRow) => boolean> = {
  gaps: isDeviation,
  onlyGaps: isGap,
  weaker: isWeaker,
  roles: isRoles,
  all: () => true,
};

const gapsOf = (row: MatrixRow) => row.cells.filter((cell) => cell.presence === "absent").length;
const added = (row: MatrixRow) => row.cite === null;

/** Rows with most gaps first, the base's order otherwise, added rows last. */
function ordered(rows: readonly MatrixRow[]): MatrixRow[] {
  return [...rows].sort((a, b) => Number(added(a)) - Number(added(b)) || gapsOf(b) - gapsOf(a));
}

/** The lines to show: sections that keep a row, each followed by its rows. */
export function linesOf(view: MatrixView, filter: MatrixFilter, closed: ReadonlySet<string>): MatrixLine[] {
  const lines: MatrixLine[] = [];
  const keep = KEEPS[filter];
  const kept = view.sections.map((section) => section.rows.filter(keep));
  view.sections.forEach((section, index) => {
    const rows = kept[index] ?? [];
    const below = view.sections
      .map((other, i) => ({ other, rows: kept[i] ?? [] }))
      .filter(({ other }) => other !== section && other.path.startsWith(`${section.path}.`));
    const shown = rows.length + below.reduce((sum, { rows: more }) => sum + more.length, 0);
    if (shown === 0) return;
    const shut = closed.has(section.path);
    const parentShut = view.sections.some(
      (other) => closed.has(other.path) && section.path.startsWith(`${other.path}.`),
    );
    if (parentShut) return;
    lines.push({ is: "section", key: `§${section.path}`, section, shown, closed: shut });
    if (shut) return;
    for (const row of ordered(rows)) lines.push({ is: "row", key: row.id, row });
  });
  return lines;
}

/** The coverage matrix: filter, open sections, and the cell one is on. */
export class MatrixState implements ViewController {
  view = new Resource<MatrixView>();
  /** Commitment by commitment, or plan by plan. */
  mode = $state<"grid" | "batch">("grid");
  filter = $state<MatrixFilter>("gaps");
  closed = $state.raw<ReadonlySet<string>>(new Set());
  row = $state<string | null>(null);
  column = $state(1);
  #app: App;

  readonly rows = $derived(this.view.value?.sections.flatMap((section) => section.rows) ?? []);
  readonly lines = $derived(this.view.value ? linesOf(this.view.value, this.filter, this.closed) : []);
  readonly shownRows = $derived(this.lines.flatMap((line) => (line.is === "row" ? [line.row] : [])));
  readonly columns = $derived<readonly ColumnView[]>(this.view.value?.columns ?? []);
  readonly counts = $derived<Record<MatrixFilter, number>>({
    gaps: this.rows.filter(isDeviation).length,
    onlyGaps: this.rows.filter(isGap).length,
    weaker: this.rows.filter(isWeaker).length,
    roles: this.rows.filter(isRoles).length,
    all: this.rows.length,
  });
  /** Cells that lack the commitment, over all plans. */
  readonly gaps = $derived(this.rows.reduce((sum, row) => sum + gapsOf(row), 0));
  readonly current = $derived(this.shownRows.find((row) => row.id === this.row) ?? null);
  /** The row one is on, whether the filter shows it or not. */
  readonly selected = $derived(this.current ?? this.rows.find((row) => row.id === this.row) ?? null);
  readonly currentLine = $derived(this.lines.findIndex((line) => line.key === this.row));
  readonly currentColumn = $derived(Math.max(0, Math.min(this.column, this.columns.length - 1)));
  /** Columns before the others: the base, where there is one. */
  readonly pinned = $derived(this.columns[0]?.is_base ? 1 : 0);
  /** Columns that are shown, by index. */
  readonly shown = $derived(columnPage(this.columns.length, this.pinned, this.currentColumn, MOST_COLUMNS));
  readonly cell = $derived<CellView | null>(this.selected?.cells[this.currentColumn] ?? null);

  readonly batch: BatchState;

  constructor(app: App) {
    this.#app = app;
    this.batch = new BatchState(app);
  }

  async ensure(): Promise<void> {
    const { comparison, backend } = this.#app;
    if (!comparison.ready) return this.view.clear();
    await this.view.load(comparison.key, () => backend.matrix(comparison.selection));
    this.settle();
  }

  forget(): void {
    this.view.invalidate();
  }

  setFilter(filter: MatrixFilter): void {
    this.filter = filter;
    this.settle();
  }

  toggle(path: string): void {
    const closed = new Set(this.closed);
    if (!closed.delete(path)) closed.add(path);
    this.closed = closed;
    this.settle();
  }

  select(row: string, column: number): void {
    this.row = row;
    this.column = column;
  }

  /** The rows that filter and open sections leave; null where nothing is left out. */
  get chosenRows(): string[] | null {
    const whole = this.mode === "batch" || this.shownRows.length === this.rows.length;
    return whole ? null : this.shownRows.map((row) => row.id);
  }

  get plan(): string | null {
    return this.columns[this.currentColumn]?.plan ?? null;
  }

  get status(): readonly string[] {
    if (!this.view.value) return [];
    const at = this.current ? this.shownRows.indexOf(this.current) + 1 : 0;
    const cite = this.current?.cite ?? t("matrix.added");
    return [
      t("matrix.position", { row: at, rows: this.shownRows.length, cite: at > 0 ? cite : "—" }),
      t("matrix.counts", { gaps: this.gaps, weaker: this.counts.weaker, roles: this.counts.roles }),
    ];
  }

  setMode(mode: "grid" | "batch"): void {
    this.mode = mode;
    if (mode === "batch") void this.batch.ensure();
  }

  moveRow(by: number): void {
    if (this.mode === "batch") return this.batch.moveLine(by);
    const at = this.current ? this.shownRows.indexOf(this.current) : -1;
    const next = this.shownRows[Math.max(0, Math.min(this.shownRows.length - 1, at + by))];
    if (next) this.row = next.id;
  }

  moveColumn(by: number): void {
    if (this.mode === "batch") return this.batch.moveMark(by);
    this.column = Math.max(0, Math.min(this.columns.length - 1, this.currentColumn + by));
  }

  /** The next or previous page of columns. */
  turn(by: 1 | -1): void {
    const first = this.shown[this.pinned] ?? 0;
    const wanted = first + by * MOST_COLUMNS;
    if (wanted >= this.pinned && wanted < this.columns.length) this.column = wanted;
  }

  edge(to: "first" | "last"): void {
    this.moveRow(to === "first" ? -this.shownRows.length : this.shownRows.length);
  }

  /** The next cell that lacks something, along rows. */
  nextDifference(by: 1 | -1): void {
    const width = this.columns.length;
    const rows = this.shownRows;
    const at = this.current ? rows.indexOf(this.current) * width + this.currentColumn : -1;
    for (let i = at + by; i >= 0 && i < rows.length * width; i += by) {
      const row = rows[Math.floor(i / width)];
      const cell = row?.cells[i % width];
      if (row && cell && (cell.presence === "absent" || cell.flags.some(weighs))) {
        return this.select(row.id, i % width);
      }
    }
  }

  open(): void {
    const row = this.mode === "batch" ? this.selected : this.current;
    if (row) this.#app.openRow(row.id);
  }

  openSource(): void {
    const place = this.place();
    if (place) this.#app.openSource(place.plan, place.line, place.end);
  }

  get matched(): boolean {
    return Boolean(this.cell?.units[0]) && this.currentColumn >= this.pinned && this.selected?.cite !== null;
  }

  decide(action: "pin" | "forbid"): void {
    const unit = this.cell?.units[0];
    const plan = this.plan;
    if (!this.current || !unit || !plan) return;
    void this.#app.decide({ action, row: this.current.id, plan, path: unit.path });
  }

  clip(): Clip | null {
    return this.selected ? rowClip(this.columns, this.selected) : null;
  }

  /** Where the cell stands in its plan; an empty cell leads to the base. */
  private place(): { plan: string; line: number; end: number } | null {
    const unit = this.cell?.units[0];
    if (unit && this.plan) return { plan: this.plan, line: unit.lines[0], end: unit.lines[1] };
    const base = this.columns[0];
    const lines = this.current?.base_lines;
    return base && lines ? { plan: base.plan, line: lines[0], end: lines[1] } : null;
  }

  private settle(): void {
    if (!this.current && this.mode === "grid") this.row = this.shownRows[0]?.id ?? null;
    if (this.column >= this.columns.length) this.column = Math.max(0, this.columns.length - 1);
  }
}
