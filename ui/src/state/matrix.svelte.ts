import type {
  CellView,
  ColumnView,
  FlagView,
  MatchView,
  MatrixCounts,
  MatrixLine,
  MatrixRequest,
  MatrixRow,
  MatrixView,
} from "../api/types";
import { t } from "../i18n/index.svelte";
import type { App } from "./app.svelte";
import { BatchState } from "./batch.svelte";
import { rowClip, type Clip } from "./clipboard";
import { columnPage } from "./columns";
import { Resource } from "./resource.svelte";
import type { ViewController } from "./view";
import { whenThere, Windowed } from "./windowed.svelte";

/** More plans than this are shown by pages. */
export const MOST_COLUMNS = 12;

/** At most this many rows are found by name. */
const MOST_NAMED = 60;

/** Filters that can be answered before deviations are known. */
const AT_HAND: ReadonlySet<string> = new Set(["gaps", "onlyGaps", "all"]);

export const FILTERS = ["gaps", "onlyGaps", "weaker", "roles", "all"] as const;
export type MatrixFilter = (typeof FILTERS)[number];

const NONE: MatrixCounts = {
  gaps: 0,
  onlyGaps: 0,
  weaker: 0,
  roles: 0,
  all: 0,
  ofBase: 0,
  cells: 0,
  shown: 0,
};

/** Lines of one window, as the core cuts them: each holds a cell for every plan. */
const LINES = 64;

/** Differences that nearly every cell has; the synopsis shows them where they stand. */
const LIGHT = /^(text_|wording_changed|participant_|task_missing|task_added)/;

/** Whether a mark is worth a word in a cell. */
export const weighs = (flag: FlagView) => !LIGHT.test(flag.kind);

/** Names a line of the grid. */
export const lineKey = (line: MatrixLine) => (line.is === "row" ? line.row.id : `§${line.section.path}`);

/** The coverage matrix: filter, open sections, and the cell one is on. */
export class MatrixState implements ViewController {
  view = new Resource<MatrixView>();
  /** The lines that the filter leaves. */
  list = new Windowed<MatrixLine>(LINES);
  /** Of a row: per column, what its match rests on. */
  matches = new Resource<{ row: string; columns: readonly (MatchView | null)[] }>();
  /** Commitment by commitment, or plan by plan. */
  mode = $state<"grid" | "batch">("grid");
  filter = $state<MatrixFilter>("gaps");
  closed = $state.raw<ReadonlySet<string>>(new Set());
  row = $state<string | null>(null);
  column = $state(1);
  /** Index of the line of `row`; -1 while it is not known. */
  at = $state(-1);
  #app: App;

  readonly lines = $derived(this.list.rows);
  readonly columns = $derived<readonly ColumnView[]>(this.view.value?.columns ?? []);
  /** Rows are shown while the deviations of their cells are still computed. */
  readonly comparing = $derived(this.view.busy && this.view.value?.compared === false);
  readonly counts = $derived<MatrixCounts>(this.view.value?.counts ?? NONE);
  readonly #line = $derived.by(() => {
    const line = this.lines[this.at];
    return line?.is === "row" && line.row.id === this.row ? line : null;
  });
  readonly current = $derived<MatrixRow | null>(this.#line?.row ?? null);
  readonly currentLine = $derived(this.#line ? this.at : -1);
  readonly currentColumn = $derived(Math.max(0, Math.min(this.column, this.columns.length - 1)));
  /** Columns before the others: the base, where there is one. */
  readonly pinned = $derived(this.columns[0]?.is_base ? 1 : 0);
  /** Columns that are shown, by index. */
  readonly shown = $derived(columnPage(this.columns.length, this.pinned, this.currentColumn, MOST_COLUMNS));
  readonly cell = $derived<CellView | null>(this.current?.cells[this.currentColumn] ?? null);
  /** What the match of the cell one is on rests on. */
  readonly match = $derived.by<MatchView | null>(() => {
    const known = this.matches.value;
    return known && known.row === this.current?.id ? (known.columns[this.currentColumn] ?? null) : null;
  });

  readonly batch: BatchState;

  constructor(app: App) {
    this.#app = app;
    this.batch = new BatchState(app);
  }

  async ensure(): Promise<void> {
    const { comparison } = this.#app;
    if (!comparison.ready) {
      this.list.clear();
      return this.view.clear();
    }
    const request = this.request();
    const key = `${comparison.key}|${JSON.stringify(request)}`;
    const load = (name: string, at_hand: boolean) =>
      this.view.load(
        name,
        () => this.ask({ ...request, near: this.row, at_hand }),
        (next) => this.start(next, request),
      );
    let view = await load(key, AT_HAND.has(request.filter));
    // What belongs together is shown at once; deviations follow when they are computed.
    if (view && !view.compared) view = await load(`${key}|compared`, false);
    if (view && !this.current && this.row) await this.find(request);
    if (this.mode === "batch") await this.batch.ensure();
  }

  /** What the matches of the row one is on rest on. */
  async ensureMatches(): Promise<void> {
    const { comparison, backend } = this.#app;
    const row = this.current?.id;
    // Asked before, it would have the whole comparison computed while rows are waited for.
    if (row === undefined || this.view.busy || !this.view.value?.compared) return;
    const columns = () => backend.matches(comparison.selection, row);
    await this.matches.load(`${comparison.key}|${row}`, async () => ({ row, columns: await columns() }));
  }

  forget(): void {
    this.view.invalidate();
    this.batch.forget();
  }

  async setFilter(filter: MatrixFilter): Promise<void> {
    this.filter = filter;
    await this.ensure();
  }

  async toggle(path: string): Promise<void> {
    const closed = new Set(this.closed);
    if (!closed.delete(path)) closed.add(path);
    this.closed = closed;
    await this.ensure();
  }

  /** The cell of a row that is drawn. */
  select(row: string, column: number): void {
    this.stay(row);
    this.column = column;
  }

  /** Takes a row for the one one is on, wherever it lies. */
  stay(row: string | null): void {
    this.row = row;
    this.at = row === null ? -1 : this.lines.findIndex((line) => line !== null && lineKey(line) === row);
  }

  /** The rows that filter and open sections leave; null where nothing is left out. */
  get chosen(): MatrixRequest | null {
    const whole = this.mode === "batch" || this.counts.shown === this.counts.all;
    return whole ? null : this.request();
  }

  /** Rows whose topic or place holds all words of a query. */
  async named(query: string): Promise<readonly MatrixRow[]> {
    const view = await this.ask({ ...this.request(), filter: "all", closed: [], query, count: MOST_NAMED });
    return view.lines.rows.flatMap((line) => (line.is === "row" ? [line.row] : []));
  }

  /** The row that holds a unit, else the row `near`, else the first one. */
  async holding(plan: string | null, path: string | null, near: string | null): Promise<string | null> {
    const holding = plan !== null && path !== null ? { plan, path } : null;
    const view = await this.ask({ ...this.request(), filter: "all", closed: [], near, holding, count: 3 });
    const at = view.at === null ? 0 : view.at - view.lines.from;
    const line = view.lines.rows.slice(at).find((one) => one.is === "row");
    return line?.is === "row" ? line.row.id : null;
  }

  get plan(): string | null {
    return this.columns[this.currentColumn]?.plan ?? null;
  }

  /** Whether the base is above or before a plan shown: one then speaks of deviations, else of differences. */
  get departs(): boolean {
    return this.columns.some(({ relation }) => relation === "parent" || relation === "previous_period");
  }

  /** The word of a filter. */
  filterWord(filter: MatrixFilter): string {
    return filter === "roles" || filter === "all" || this.departs
      ? t(`matrix.${filter}`)
      : t(`matrix.between.${filter}`);
  }

  get status(): readonly string[] {
    if (!this.view.value) return [];
    const cite = this.current?.cite ?? t("matrix.added");
    const row = this.#line?.place ?? 0;
    return [
      t("matrix.position", { row, rows: this.counts.shown, cite: row > 0 ? cite : "—" }),
      t(this.departs ? "matrix.counts" : "matrix.between.counts", {
        gaps: this.counts.cells,
        weaker: this.counts.weaker,
        roles: this.counts.roles,
      }),
    ];
  }

  async setMode(mode: "grid" | "batch"): Promise<void> {
    this.mode = mode;
    await this.ensure();
  }

  moveRow(by: number): void {
    if (this.mode === "batch") return this.batch.moveLine(by);
    whenThere(this.step(by), (row) => this.stay(row.id));
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
    this.moveRow(to === "first" ? -this.lines.length : this.lines.length);
  }

  /** The row `by` rows on from the one one is on. */
  step(by: number): MatrixRow | null | Promise<MatrixRow | null> {
    return this.list.step(this.at, by, (line) => (line.is === "row" ? line.row : null));
  }

  /** The next cell that lacks something, along rows. */
  nextDifference(by: 1 | -1): void {
    void this.findDifference(by);
  }

  open(): void {
    const row = this.mode === "batch" ? this.row : this.current?.id;
    if (row) this.#app.openRow(row);
  }

  openSource(): void {
    const place = this.place();
    if (place) this.#app.openSource(place.plan, place.line, place.end);
  }

  get matched(): boolean {
    return Boolean(this.cell?.units[0]) && this.currentColumn >= this.pinned && this.current?.cite !== null;
  }

  decide(action: "pin" | "forbid"): void {
    const unit = this.cell?.units[0];
    const plan = this.plan;
    if (!this.current || !unit || !plan) return;
    void this.#app.decide({ action, row: this.current.id, plan, path: unit.path });
  }

  clip(): Clip | null {
    return this.current ? rowClip(this.columns, this.current) : null;
  }

  /** Makes the row one is on known, where another view chose it. */
  async find(request = this.request()): Promise<void> {
    const view = await this.ask({ ...request, near: this.row }).catch(() => null);
    if (!view) return;
    if (view.at !== null) this.list.put(view.lines);
    if (view.at !== null) this.at = view.at;
    else if (this.mode === "grid") this.settle();
  }

  /** What is asked for now; plan by plan, every row counts. */
  private request(): MatrixRequest {
    const grid = this.mode === "grid";
    return {
      filter: grid ? this.filter : "all",
      closed: grid ? [...this.closed] : [],
      query: "",
      from: 0,
      count: null,
      near: null,
      holding: null,
      at_hand: false,
    };
  }

  private ask(request: MatrixRequest): Promise<MatrixView> {
    const { comparison, backend } = this.#app;
    return backend.matrix(comparison.selection, request);
  }

  private start(view: MatrixView, request: MatrixRequest): void {
    const same = { ...request, at_hand: !view.compared };
    this.list.start(view.lines, async (from) => (await this.ask({ ...same, from })).lines);
    this.at = view.at ?? -1;
    // One that was chosen while the rows were on their way stays chosen.
    if (!this.current && this.row !== null) this.stay(this.row);
    if (!this.current && this.mode === "grid") this.settle();
    if (this.column >= view.columns.length) this.column = Math.max(0, view.columns.length - 1);
  }

  /** The first row takes the place of one that is not there. */
  private settle(): void {
    const first = this.lines.find((line) => line?.is === "row");
    this.stay(first ? lineKey(first) : null);
  }

  private async findDifference(by: 1 | -1): Promise<void> {
    const width = this.columns.length;
    let at = this.at;
    let column = this.currentColumn + by;
    for (; at >= 0 && at < this.lines.length; at += by) {
      const line = this.lines[at] ?? (await this.list.row(at));
      if (line?.is === "row") {
        for (; column >= 0 && column < width; column += by) {
          const cell = line.row.cells[column];
          if (cell && (cell.presence === "absent" || cell.flags.some(weighs))) {
            return this.select(line.row.id, column);
          }
        }
      }
      column = by > 0 ? 0 : width - 1;
    }
  }

  /** Where the cell stands in its plan; an empty cell leads to the base. */
  private place(): { plan: string; line: number; end: number } | null {
    const unit = this.cell?.units[0];
    if (unit && this.plan) return { plan: this.plan, line: unit.lines[0], end: unit.lines[1] };
    const base = this.columns[0];
    const lines = this.current?.base_lines;
    return base && lines ? { plan: base.plan, line: lines[0], end: lines[1] } : null;
  }
}
