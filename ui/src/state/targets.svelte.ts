import type { IndicatorGroup, IndicatorRow, ProseTargetRow, TargetsView } from "../api/types";
import { t } from "../i18n/index.svelte";
import type { App } from "./app.svelte";
import { targetClip, type Clip } from "./clipboard";
import { domId } from "./dom";
import { Resource } from "./resource.svelte";
import type { ViewController } from "./view";
import { gathered } from "./windowed.svelte";

export const TARGET_FILTERS = ["all", "lower", "missing", "incomparable"] as const;
export type TargetFilter = (typeof TARGET_FILTERS)[number];

const keeps = (row: IndicatorRow | ProseTargetRow, filter: TargetFilter) =>
  filter === "all" || row.cells.some((cell) => cell.comparison === filter);

const rowsOf = (view: TargetsView) =>
  view.prose.length + view.groups.reduce((sum, group) => sum + group.rows.length, 0);

/** A view with the next window of its rows. */
function joined(whole: TargetsView, next: TargetsView): TargetsView {
  const groups = whole.groups.map((group) => ({
    ...group,
    rows: [...group.rows, ...(next.groups.find((other) => other.kind === group.kind)?.rows ?? [])],
  }));
  const more = next.groups.filter((group) => !groups.some((other) => other.kind === group.kind));
  return { ...whole, groups: [...groups, ...more], prose: [...whole.prose, ...next.prose] };
}

export type TargetLine =
  | { is: "group"; key: string; group: IndicatorGroup; open: boolean }
  | { is: "indicator"; key: string; row: IndicatorRow }
  | { is: "prose-head"; key: string }
  | { is: "prose"; key: string; row: ProseTargetRow };

/** Indicators and prose targets: filter, and the row and column one is on. */
export class TargetsState implements ViewController {
  view = new Resource<TargetsView>();
  filter = $state<TargetFilter>("all");
  row = $state<string | null>(null);
  column = $state(0);
  /** Whether the indicators that the base lacks are shown. */
  addedOpen = $state(false);
  #app: App;

  readonly groups = $derived<readonly IndicatorGroup[]>(
    (this.view.value?.groups ?? [])
      .map((group) => ({ ...group, rows: group.rows.filter((row) => keeps(row, this.filter)) }))
      .filter((group) => group.rows.length > 0),
  );
  readonly prose = $derived(this.view.value?.prose.filter((row) => keeps(row, this.filter)) ?? []);
  readonly lines = $derived<readonly TargetLine[]>(this.makeLines());
  readonly rows = $derived(
    this.lines.flatMap((line) => (line.is === "indicator" || line.is === "prose" ? [line.row] : [])),
  );
  readonly currentLine = $derived(this.lines.findIndex((line) => line.key === this.row));
  /** Columns that have a table of indicators, or a value for one. */
  readonly tabled = $derived<readonly number[]>(this.findTabled());
  readonly current = $derived(this.rows.find((row) => row.id === this.row) ?? null);

  constructor(app: App) {
    this.#app = app;
  }

  async ensure(): Promise<void> {
    const { comparison, backend } = this.#app;
    if (!comparison.ready) return this.view.clear();
    await this.view.load(comparison.key, () =>
      gathered((from) => backend.targets(comparison.selection, from), rowsOf, joined),
    );
    if (!this.current) this.row = this.rows[0]?.id ?? null;
  }

  forget(): void {
    this.view.invalidate();
  }

  count(filter: TargetFilter): number {
    const view = this.view.value;
    if (!view) return 0;
    return [...view.groups.flatMap((group) => group.rows), ...view.prose].filter((row) => keeps(row, filter))
      .length;
  }

  get plan(): string | null {
    return this.view.value?.columns[this.column]?.plan ?? null;
  }

  get status(): readonly string[] {
    const row = this.current;
    if (!row) return [];
    const name = "name" in row ? row.name : row.topic;
    return [t("targets.position", { row: this.rows.indexOf(row) + 1, rows: this.rows.length, name })];
  }

  moveRow(by: number): void {
    const at = this.current ? this.rows.indexOf(this.current) : -1;
    const next = this.rows[Math.max(0, Math.min(this.rows.length - 1, at + by))];
    if (next) this.row = next.id;
  }

  moveColumn(by: number): void {
    const width = this.view.value?.columns.length ?? 1;
    this.column = Math.max(0, Math.min(width - 1, this.column + by));
  }

  edge(to: "first" | "last"): void {
    this.moveRow(to === "first" ? -this.rows.length : this.rows.length);
  }

  nextDifference(by: 1 | -1): void {
    const at = this.current ? this.rows.indexOf(this.current) : -1;
    for (let i = at + by; i >= 0 && i < this.rows.length; i += by) {
      const row = this.rows[i];
      if (row?.cells.some((cell) => cell.comparison === "lower" || cell.comparison === "missing")) {
        this.row = row.id;
        return;
      }
    }
  }

  open(): void {
    if (this.current?.row) this.#app.openRow(this.current.row);
  }

  openSource(): void {
    const cell = this.current?.cells[this.column];
    if (cell?.lines && this.plan) this.#app.openSource(this.plan, cell.lines[0], cell.lines[1]);
  }

  /** The chart of the row one is on, as it is drawn. */
  chart(): SVGSVGElement | null {
    const row = this.row;
    return row === null
      ? null
      : (document.getElementById(domId("target", row))?.querySelector<SVGSVGElement>("svg.ds") ?? null);
  }

  clip(): Clip | null {
    const view = this.view.value;
    return view && this.current ? targetClip(view.columns, this.current) : null;
  }

  private makeLines(): TargetLine[] {
    const lines = this.groups.flatMap((group): TargetLine[] => {
      const open = group.kind !== "added" || this.addedOpen;
      const head: TargetLine = { is: "group", key: `§${group.kind}`, group, open };
      if (!open) return [head];
      return [head, ...group.rows.map((row): TargetLine => ({ is: "indicator", key: row.id, row }))];
    });
    if (this.prose.length > 0) {
      lines.push({ is: "prose-head", key: "§prose" });
      for (const row of this.prose) lines.push({ is: "prose", key: row.id, row });
    }
    return lines;
  }

  private findTabled(): number[] {
    const view = this.view.value;
    if (!view) return [];
    const rows = view.groups.flatMap((group) => group.rows);
    return view.columns.flatMap((_, at) => (rows.some((row) => row.cells[at]?.target) ? [at] : []));
  }
}
