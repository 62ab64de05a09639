import type { ResponsibilitiesView, ResponsibilityRow, ResponsibilitySection } from "../api/types";
import { t } from "../i18n/index.svelte";
import type { App } from "./app.svelte";
import { dutyClip, type Clip } from "./clipboard";
import { columnPage } from "./columns";
import { Resource } from "./resource.svelte";
import type { ViewController } from "./view";
import { gathered } from "./windowed.svelte";

export const ROLE_FILTERS = ["all", "changed", "nobody"] as const;
export type RoleFilter = (typeof ROLE_FILTERS)[number];

/** More departments than this are shown by pages. */
const MOST_DEPARTMENTS = 20;

const rowsOf = (view: ResponsibilitiesView) =>
  view.sections.reduce((sum, section) => sum + section.rows.length, 0);

/** A view with the next window of its rows; a section may go on from one to the next. */
function joined(whole: ResponsibilitiesView, next: ResponsibilitiesView): ResponsibilitiesView {
  const sections = [...whole.sections];
  for (const section of next.sections) {
    const last = sections.at(-1);
    if (last?.path === section.path)
      sections[sections.length - 1] = { ...last, rows: [...last.rows, ...section.rows] };
    else sections.push(section);
  }
  return { ...whole, sections };
}

export type RoleLine =
  | { is: "section"; key: string; section: ResponsibilitySection }
  | { is: "row"; key: string; row: ResponsibilityRow };

const KEEPS: Record<RoleFilter, (row: ResponsibilityRow) => boolean> = {
  all: () => true,
  changed: (row) => row.changes.length > 0,
  nobody: (row) => row.nobody_leads,
};

/** Departments × commitments: filter, picked department, and the cell one is on. */
export class ResponsibilitiesState implements ViewController {
  view = new Resource<ResponsibilitiesView>();
  filter = $state<RoleFilter>("all");
  /** Index of the only department shown. */
  only = $state<number | null>(null);
  row = $state<string | null>(null);
  department = $state(0);
  #app: App;

  readonly rows = $derived(this.view.value?.sections.flatMap((section) => section.rows) ?? []);
  readonly lines = $derived<readonly RoleLine[]>(this.makeLines());
  /** Departments that are shown, by index: the only one, or the page that holds the one one is on. */
  readonly shown = $derived<readonly number[]>(
    this.only === null
      ? columnPage(this.view.value?.departments.length ?? 0, 0, this.department, MOST_DEPARTMENTS)
      : [this.only],
  );
  readonly shownRows = $derived(this.lines.flatMap((line) => (line.is === "row" ? [line.row] : [])));
  readonly current = $derived(this.shownRows.find((row) => row.id === this.row) ?? null);
  readonly currentLine = $derived(this.lines.findIndex((line) => line.key === this.row));
  readonly counts = $derived<Record<RoleFilter, number>>({
    all: this.rows.length,
    changed: this.rows.filter(KEEPS.changed).length,
    nobody: this.rows.filter(KEEPS.nobody).length,
  });

  constructor(app: App) {
    this.#app = app;
  }

  async ensure(): Promise<void> {
    const { comparison, backend } = this.#app;
    if (!comparison.ready) return this.view.clear();
    await this.view.load(comparison.key, () =>
      gathered((from) => backend.responsibilities(comparison.selection, from), rowsOf, joined),
    );
    this.settle();
  }

  forget(): void {
    this.view.invalidate();
  }

  setFilter(filter: RoleFilter): void {
    this.filter = filter;
    this.settle();
  }

  /** Shows the rows of one department only, or of all again. */
  filterDepartment(index: number = this.department): void {
    this.department = index;
    this.only = this.only === index ? null : index;
    this.settle();
  }

  get plan(): string | null {
    return this.view.value?.columns[0]?.plan ?? null;
  }

  get status(): readonly string[] {
    const row = this.current;
    const department = this.view.value?.departments[this.department]?.name ?? "";
    if (!row) return [];
    return [
      t("roles.position", { cite: row.cite ?? "", topic: row.topic, department }),
      t("roles.counts", { changed: this.counts.changed, nobody: this.counts.nobody }),
    ];
  }

  moveRow(by: number): void {
    const at = this.current ? this.shownRows.indexOf(this.current) : -1;
    const next = this.shownRows[Math.max(0, Math.min(this.shownRows.length - 1, at + by))];
    if (next) this.row = next.id;
  }

  moveColumn(by: number): void {
    const last = (this.view.value?.departments.length ?? 1) - 1;
    this.department = Math.max(0, Math.min(last, this.department + by));
    if (this.only !== null) {
      this.only = this.department;
      this.settle();
    }
  }

  /** The next or previous page of departments. */
  turn(by: 1 | -1): void {
    const wanted = (this.shown[0] ?? 0) + by * MOST_DEPARTMENTS;
    if (wanted >= 0 && wanted < (this.view.value?.departments.length ?? 0)) this.department = wanted;
  }

  edge(to: "first" | "last"): void {
    this.moveRow(to === "first" ? -this.shownRows.length : this.shownRows.length);
  }

  nextDifference(by: 1 | -1): void {
    const rows = this.shownRows;
    const at = this.current ? rows.indexOf(this.current) : -1;
    for (let i = at + by; i >= 0 && i < rows.length; i += by) {
      const row = rows[i];
      if (row && row.changes.length > 0) {
        this.row = row.id;
        return;
      }
    }
  }

  open(): void {
    if (this.current) this.#app.openRow(this.current.id);
  }

  openSource(): void {
    const unit = this.current?.sides[0]?.unit;
    if (unit && this.plan) this.#app.openSource(this.plan, unit.lines[0], unit.lines[1]);
  }

  clip(): Clip | null {
    const view = this.view.value;
    return view && this.current ? dutyClip(view.columns, this.current) : null;
  }

  private makeLines(): RoleLine[] {
    const { filter, only } = this;
    const keep = (row: ResponsibilityRow) =>
      KEEPS[filter](row) && (only === null || row.cells.some((cell) => cell.department === only));
    return (this.view.value?.sections ?? []).flatMap((section): RoleLine[] => {
      const rows = section.rows.filter(keep);
      if (rows.length === 0) return [];
      const head: RoleLine = { is: "section", key: `§${section.path}`, section };
      return [head, ...rows.map((row): RoleLine => ({ is: "row", key: row.id, row }))];
    });
  }

  private settle(): void {
    if (!this.current) this.row = this.shownRows[0]?.id ?? null;
  }
}
