import type { DoubtView, OutlineEntry, SourceLine, SourceView } from "../api/types";
import { t } from "../i18n/index.svelte";
import type { App } from "./app.svelte";
import { Resource } from "./resource.svelte";
import type { ViewController } from "./view";

/** The core sends at most this many lines at once. */
export const PAGE = 200;

/** The source of a plan: pages of lines, and the line one is on. */
export class SourceState implements ViewController {
  /** The plan as a whole, with its outline and doubts, and the page that was asked for first. */
  view = new Resource<SourceView>();
  shownPlan = $state<string | null>(null);
  line = $state(1);
  /** The stretch a fact came from. */
  end = $state(1);
  onlyDoubts = $state(false);
  lines = $state.raw<ReadonlyMap<number, SourceLine>>(new Map());
  #app: App;
  #fetching = new Set<number>();
  #opening: Promise<unknown> | null = null;
  /** The plan whose outline and doubts are at hand as they are now. */
  #opened: string | null = null;

  readonly outline = $derived<readonly OutlineEntry[]>(this.view.value?.outline ?? []);
  readonly doubts = $derived<readonly DoubtView[]>(this.view.value?.doubts ?? []);
  readonly count = $derived(this.view.value?.line_count ?? 0);
  readonly unit = $derived(this.unitAt(this.line));
  readonly #entries = $derived(new Map(this.outline.map((entry) => [entry.path, entry])));

  /** The plan of which a version is shown. */
  readonly current = $derived(
    this.#isCurrent(this.shownPlan) ? this.shownPlan : (this.shownPlan?.replace(/@\d+$/u, "") ?? null),
  );
  /** The versions of the plan that is shown, newest first. */
  readonly versions = $derived.by(() => {
    const newest = this.view.value?.plan.version ?? 1;
    return Array.from({ length: newest }, (_, back) => {
      const n = newest - back;
      const id = back === 0 ? (this.current ?? "") : `${this.current ?? ""}@${n}`;
      return { id, word: t(back === 0 ? "source.versionNow" : "source.versionOld", { n }) };
    });
  });

  constructor(app: App) {
    this.#app = app;
  }

  async ensure(): Promise<void> {
    this.shownPlan ??= this.#app.comparison.base ?? this.#app.library.plans[0]?.id ?? null;
    if (!this.shownPlan) return this.view.clear();
    await this.fetch(pageOf(this.line));
  }

  forget(): void {
    this.lines = new Map();
    this.#fetching.clear();
    this.#opening = null;
    this.#opened = null;
    this.view.invalidate();
  }

  show(plan: string, line: number, end = line): void {
    if (plan !== this.shownPlan) {
      this.forget();
      this.shownPlan = plan;
    }
    this.line = line;
    this.end = end;
    this.onlyDoubts = false;
  }

  /** Fetches the pages that a stretch of lines needs. */
  need(first: number, last: number): void {
    for (let page = pageOf(first); page <= pageOf(last); page += PAGE) void this.fetch(page);
  }

  get plan(): string | null {
    return this.shownPlan;
  }

  get status(): readonly string[] {
    if (!this.view.value) return [];
    const lines = [t("source.position", { line: this.line, unit: this.unit?.cite ?? t("source.skipped") })];
    const from = this.#app.cameFrom;
    if (from) lines.push(t("source.from", { view: t(`view.${from}`) }));
    return lines;
  }

  /** Units, from head to head. */
  moveRow(by: number): void {
    const at = this.outline.findLastIndex((entry) => entry.line <= this.line);
    const next = this.outline[Math.max(0, Math.min(this.outline.length - 1, at + by))];
    if (next) this.goTo(next.line);
  }

  edge(to: "first" | "last"): void {
    this.goTo(to === "first" ? 1 : this.count);
  }

  nextDifference(by: 1 | -1): void {
    const at = this.doubts.flatMap((doubt) => (doubt.lines ? [doubt.lines[0]] : [])).sort((a, b) => a - b);
    const next = by > 0 ? at.find((line) => line > this.line) : at.findLast((line) => line < this.line);
    if (next !== undefined) this.goTo(next);
  }

  open(): void {
    this.#app.back();
  }

  goTo(line: number, end = line): void {
    this.line = line;
    this.end = end;
    this.need(line - 40, line + 60);
  }

  #isCurrent(id: string | null): boolean {
    return this.#app.library.card(id) !== undefined;
  }

  /** The entry of a unit in the outline. */
  entry(path: string): OutlineEntry | undefined {
    return this.#entries.get(path);
  }

  private unitAt(line: number): OutlineEntry | null {
    const path = this.lines.get(line)?.unit;
    return (path && this.entry(path)) || null;
  }

  private async fetch(page: number): Promise<void> {
    const plan = this.shownPlan;
    // The first page of a plan brings its outline; the others wait for it.
    if (this.#opening && this.#opened !== plan) await this.#opening;
    const first = this.#opened !== plan;
    if (!plan || plan !== this.shownPlan || page < 1 || (!first && page > this.count)) return;
    if (this.#fetching.has(page)) return;
    this.#fetching.add(page);
    const asked = first ? this.#open(plan, page) : this.#further(plan, page);
    if (first) this.#opening = asked;
    const there = await asked;
    if (first) this.#opening = null;
    if (!there || plan !== this.shownPlan) this.#fetching.delete(page);
  }

  /** The plan as a whole comes with the page; false when it did not come. */
  async #open(plan: string, page: number): Promise<boolean> {
    const key = `${plan}|${page}|${this.#app.comparison.revision}`;
    const run = () => this.#app.backend.source(plan, page, PAGE);
    const view = await this.view.load(key, run, (came) => {
      this.#opened = plan;
      this.#take(plan, came.lines);
    });
    return view !== null;
  }

  async #further(plan: string, page: number): Promise<boolean> {
    const lines = await this.#app.attempt(() => this.#app.backend.sourceLines(plan, page, PAGE));
    if (lines) this.#take(plan, lines);
    return lines !== null;
  }

  #take(plan: string, came: readonly SourceLine[]): void {
    if (plan !== this.shownPlan) return;
    const lines = new Map(this.lines);
    for (const line of came) lines.set(line.number, line);
    this.lines = lines;
  }
}

/** First line of the page a line is on. */
function pageOf(line: number): number {
  return Math.floor((Math.max(1, line) - 1) / PAGE) * PAGE + 1;
}
