import { flagWord } from "../i18n/kinds";
import type { ColumnView, SynopsisView } from "../api/types";
import { t } from "../i18n/index.svelte";
import type { App } from "./app.svelte";
import { cellClip, synopsisClip, type Clip } from "./clipboard";
import { columnPage } from "./columns";
import { Resource } from "./resource.svelte";
import { packAdditions } from "./sentences";
import type { ViewController } from "./view";
import { whenThere } from "./windowed.svelte";

/** Columns beside the base; more are shown by pages. */
const MOST_COLUMNS = 5;
/** Rows kept so that going back and forth is instant. */
const KEPT = 24;

/** One aligned row over the plans: the sentence and column one is on. */
export class SynopsisState implements ViewController {
  view = new Resource<SynopsisView>();
  row = $state<string | null>(null);
  sentence = $state(0);
  column = $state(0);
  unfolded = $state(false);
  /** The row to be shown is looked for; the one before it stays on screen. */
  choosing = $state(false);
  #app: App;
  #kept = new Map<string, SynopsisView>();
  #heat: { of: string; strips: SynopsisView["heat"] } = { of: "", strips: [] };

  /** Columns that are not folded away. */
  readonly unfoldedColumns = $derived<readonly number[]>(
    (this.view.value?.columns ?? []).flatMap((column, index) =>
      this.#app.comparison.folded.includes(column.plan) ? [] : [index],
    ),
  );
  /** Columns that have room: the base and a page of the others. */
  readonly shown = $derived<readonly number[]>(this.findShown());
  readonly columns = $derived<readonly ColumnView[]>(this.view.value?.columns ?? []);
  /** Cells that differ from the base, as sentence × column, in reading order. */
  readonly differences = $derived(this.findDifferences());
  readonly differenceAt = $derived(
    this.differences.findIndex(([s, c]) => s === this.sentence && c === this.column),
  );

  constructor(app: App) {
    this.#app = app;
  }

  async ensure(): Promise<void> {
    const { comparison, matrix } = this.#app;
    if (!comparison.ready) return this.view.clear();
    if (!this.row) {
      this.choosing = true;
      await matrix.ensure();
      this.row = matrix.row ?? (await matrix.holding(null, null, null).catch(() => null));
      this.choosing = false;
    }
    if (!this.row) return;
    await this.load(this.row);
  }

  forget(): void {
    this.#kept.clear();
    this.view.invalidate();
  }

  show(row: string): void {
    if (row !== this.row) {
      this.row = row;
      this.sentence = 0;
    }
    void this.ensure();
  }

  /** After a change of base: the row that holds the same units. */
  async follow(plan: string | null, path: string | null): Promise<void> {
    const { matrix } = this.#app;
    this.choosing = true;
    this.row = await matrix.holding(plan, path, this.row).catch(() => null);
    this.choosing = false;
    this.sentence = 0;
    await this.ensure();
    this.column = Math.max(
      0,
      this.columns.findIndex((column) => column.plan === plan),
    );
  }

  select(sentence: number, column: number): void {
    this.sentence = sentence;
    this.column = column;
  }

  get plan(): string | null {
    return this.columns[this.column]?.plan ?? null;
  }

  get status(): readonly string[] {
    const view = this.view.value;
    if (!view) return [];
    const sentence = view.sentences[this.sentence];
    const where =
      !sentence || this.sentence === 0 ? t("synopsis.headingRow") : sentenceName(view, this.sentence);
    const difference = `${t("synopsis.difference")} ${this.differenceAt + 1}/${this.differences.length}`;
    const flags = view.facts[this.column]?.flags.map((flag) => flagWord(flag)).join("、");
    return flags
      ? [`${where} · ${difference}`, `${this.columns[this.column]?.name ?? ""}：${flags}`]
      : [`${where} · ${difference}`];
  }

  /** Rows of the matrix, under its filter where this row is among them. */
  moveRow(by: number): void {
    const { matrix } = this.#app;
    if (matrix.current?.id === this.row) {
      whenThere(matrix.step(by), (row) => this.#app.openRow(row.id, false));
      return;
    }
    const next = by > 0 ? this.view.value?.next : this.view.value?.previous;
    if (next) this.#app.openRow(next, false);
  }

  moveSentence(by: number): void {
    const last = (this.view.value?.sentences.length ?? 1) - 1;
    this.sentence = Math.max(0, Math.min(last, this.sentence + by));
  }

  moveColumn(by: number): void {
    const open = this.unfoldedColumns;
    const next = open[Math.max(0, Math.min(open.length - 1, open.indexOf(this.column) + by))];
    if (next !== undefined) this.column = next;
  }

  /** The next or previous page of columns. */
  turn(by: 1 | -1): void {
    const open = this.unfoldedColumns;
    const pinned = this.columns[0]?.is_base ? 1 : 0;
    const wanted = open[open.indexOf(this.shown[pinned] ?? 0) + by * MOST_COLUMNS];
    if (wanted !== undefined && wanted >= pinned) this.column = wanted;
  }

  nextDifference(by: 1 | -1): void {
    const width = Math.max(1, this.columns.length);
    const here = this.sentence * width + this.column;
    const order = this.differences.map(([s, c]) => s * width + c);
    const next = by > 0 ? order.find((at) => at > here) : order.findLast((at) => at < here);
    if (next !== undefined) this.select(Math.floor(next / width), next % width);
  }

  openSource(): void {
    const cell = this.view.value?.sentences[this.sentence]?.cells[this.column];
    const unit = this.view.value?.units[this.column]?.[0];
    const lines = cell?.lines ?? unit?.lines;
    if (this.plan && lines) this.#app.openSource(this.plan, lines[0], lines[1]);
  }

  /** Opens the source at the head of a column. */
  openColumn(column: number): void {
    const unit = this.view.value?.units[column]?.[0];
    const plan = this.columns[column]?.plan;
    this.column = column;
    if (plan && unit) this.#app.openSource(plan, unit.lines[0], unit.lines[1]);
    else if (plan) this.#app.openSource(plan, 1);
  }

  get matched(): boolean {
    return Boolean(this.view.value?.units[this.column]?.[0]) && !this.columns[this.column]?.is_base;
  }

  decide(action: "pin" | "forbid"): void {
    const unit = this.view.value?.units[this.column]?.[0];
    if (!this.row || !unit || !this.plan) return;
    void this.#app.decide({ action, row: this.row, plan: this.plan, path: unit.path });
  }

  clip(): Clip | null {
    return this.view.value ? synopsisClip(this.view.value) : null;
  }

  cellClip(): Clip | null {
    return this.view.value ? cellClip(this.view.value, this.sentence, this.column) : null;
  }

  private findShown(): number[] {
    const open = this.unfoldedColumns;
    const pinned = this.columns[0]?.is_base ? 1 : 0;
    const page = columnPage(open.length, pinned, open.indexOf(this.column), MOST_COLUMNS);
    return page.flatMap((at) => open[at] ?? []);
  }

  private async load(row: string): Promise<void> {
    const { backend, comparison } = this.#app;
    const key = `${comparison.key}|${row}`;
    const kept = this.#kept.get(key);
    if (kept) this.view.show(key, kept);
    else {
      const fetched = await this.view.load(key, async () =>
        this.keep(key, await backend.synopsis(comparison.selection, row)),
      );
      if (!fetched) return this.leaveGone(row);
    }
    const width = this.columns.length;
    if (this.column >= width) this.column = Math.max(0, width - 1);
    void this.fetchAhead();
  }

  /** A decision may have dissolved the row: the one the coverage is on takes its place. */
  private async leaveGone(row: string): Promise<void> {
    const { matrix } = this.#app;
    if (this.view.error?.code !== "unknown_row") return;
    await matrix.ensure();
    const other = matrix.row;
    if (!other || other === row) return;
    this.row = other;
    this.sentence = 0;
    await this.load(other);
  }

  /** The rows before and after, so that the next key is answered at once. */
  private async fetchAhead(): Promise<void> {
    const { backend, comparison } = this.#app;
    const view = this.view.value;
    for (const row of [view?.next, view?.previous]) {
      const key = `${comparison.key}|${row}`;
      if (!row || this.#kept.has(key)) continue;
      const ahead = await backend.synopsis(comparison.selection, row).catch(() => null);
      if (ahead && key.startsWith(`${comparison.key}|`)) this.keep(key, ahead);
    }
  }

  /** Keeps a row as it is shown. */
  private keep(key: string, fetched: SynopsisView): SynopsisView {
    // The strips are those of the comparison: the same for all its rows, so drawn once.
    const of = key.slice(0, key.lastIndexOf("|"));
    if (this.#heat.of !== of) this.#heat = { of, strips: fetched.heat };
    const view = { ...packAdditions(fetched), heat: this.#heat.strips };
    this.#kept.set(key, view);
    const oldest = this.#kept.keys().next().value;
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return view;
  }

  private findDifferences(): [number, number][] {
    const view = this.view.value;
    if (!view) return [];
    return view.sentences.flatMap((sentence, s) =>
      this.shown.flatMap((c): [number, number][] => {
        if (view.columns[c]?.is_base) return [];
        const cell = sentence.cells[c];
        const differs = cell?.runs.some((run) => run.mark !== "same") ?? false;
        const silent = cell?.runs.length === 0 && Boolean(view.units[c]?.length) && !sentence.added;
        return differs || silent ? [[s, c]] : [];
      }),
    );
  }
}

function sentenceName(view: SynopsisView, index: number): string {
  const sentence = view.sentences[index];
  return sentence?.added ? t("synopsis.addedRow") : t("synopsis.sentence", { n: sentence?.number ?? 0 });
}
