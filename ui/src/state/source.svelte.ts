import type { DoubtView, OutlineEntry, SourceLine, SourceView } from "../api/types";
import { t } from "../i18n/index.svelte";
import type { App } from "./app.svelte";
import { Resource } from "./resource.svelte";
import type { ViewController } from "./view";

/** The core sends at most this many lines at once. */
export const PAGE = 200;

/** The source of a plan: pages of lines, and the line one is on. */
export class SourceState implements ViewController {
  /** The page around the line one is on; it also carries outline and doubts of the whole plan. */
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

  readonly outline = $derived<readonly OutlineEntry[]>(this.view.value?.outline ?? []);
  readonly doubts = $derived<readonly DoubtView[]>(this.view.value?.doubts ?? []);
  readonly count = $derived(this.view.value?.line_count ?? 0);
  readonly unit = $derived(this.unitAt(this.line));

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

  private unitAt(line: number): OutlineEntry | null {
    const path = this.lines.get(line)?.unit;
    return this.outline.find((entry) => entry.path === path) ?? null;
  }

  private async fetch(page: number): Promise<void> {
    const plan = this.shownPlan;
    // The first page of a plan brings its outline; the others wait for it.
    if (this.#opening && this.view.value?.plan.id !== plan) await this.#opening;
    const first = this.view.value?.plan.id !== plan;
    if (!plan || plan !== this.shownPlan || page < 1 || (!first && page > this.count)) return;
    if (this.#fetching.has(page)) return;
    this.#fetching.add(page);
    const run = () => this.#app.backend.source(plan, page, PAGE);
    const asked = first
      ? this.view.load(`${plan}|${page}|${this.#app.comparison.revision}`, run)
      : this.#app.attempt(run);
    if (first) this.#opening = asked;
    const view = await asked;
    if (first) this.#opening = null;
    if (!view || view.plan.id !== this.shownPlan) {
      this.#fetching.delete(page);
      return;
    }
    this.view.value = view;
    const lines = new Map(this.lines);
    for (const line of view.lines) lines.set(line.number, line);
    this.lines = lines;
  }
}

/** First line of the page a line is on. */
function pageOf(line: number): number {
  return Math.floor((Math.max(1, line) - 1) / PAGE) * PAGE + 1;
}
