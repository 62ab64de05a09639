import type { FlagView, ReviewDetail, ReviewItem, ReviewView, VerdictInput } from "../api/types";
import { t } from "../i18n/index.svelte";
import type { App } from "./app.svelte";
import { findingClip, type Clip } from "./clipboard";
import { Resource } from "./resource.svelte";
import type { Draft } from "./memory";
import type { ViewController } from "./view";

export const REVIEW_FILTERS = ["open", "stale", "must_change", "all"] as const;
export type ReviewFilter = (typeof REVIEW_FILTERS)[number];
export const VERDICTS = ["must_change", "for_reference", "acceptable", "false_alarm"] as const;
export type Verdict = (typeof VERDICTS)[number];
export const SEVERITIES = ["high", "medium", "low", "info"] as const;

export type ReviewLine =
  | { is: "severity"; key: string; severity: (typeof SEVERITIES)[number]; count: number }
  | { is: "item"; key: string; item: ReviewItem };

const decided = (item: ReviewItem) => item.verdict !== null && !item.stale;
const KEEPS: Record<ReviewFilter, (item: ReviewItem) => boolean> = {
  open: (item) => !decided(item),
  stale: (item) => item.stale,
  must_change: (item) => item.verdict === "must_change" && !item.stale,
  all: () => true,
};

/** The queue of deviations with their verdicts. */
export class ReviewState implements ViewController {
  view = new Resource<ReviewView>();
  detail = new Resource<ReviewDetail>();
  filter = $state<ReviewFilter>("all");
  /** The plan under review; none for all of them. */
  reviewed = $state<string | null>(null);
  /** The only kind of deviation shown; none for all. */
  kind = $state<string | null>(null);
  item = $state<string | null>(null);
  /** What is being written; it outlives a reload. */
  draft = $state.raw<Draft | null>(null);
  /** Counts requests to put the cursor into the note. */
  noteWanted = $state(0);
  #app: App;

  readonly items = $derived(
    (this.view.value?.items ?? []).filter(
      (item) =>
        (this.reviewed === null || item.plan === this.reviewed) &&
        (this.kind === null || item.flag.kind === this.kind),
    ),
  );
  readonly lines = $derived<readonly ReviewLine[]>(this.makeLines());
  readonly shown = $derived(this.lines.flatMap((line) => (line.is === "item" ? [line.item] : [])));
  readonly current = $derived(this.items.find((item) => item.id === this.item) ?? null);
  readonly currentLine = $derived(this.lines.findIndex((line) => line.key === this.item));
  readonly done = $derived(this.items.filter(decided).length);
  readonly stale = $derived(this.items.filter((item) => item.stale).length);

  constructor(app: App) {
    this.#app = app;
  }

  async ensure(): Promise<void> {
    const { comparison, backend } = this.#app;
    if (!comparison.ready || comparison.base === null) return this.view.clear();
    await this.view.load(comparison.key, () => backend.review(comparison.selection));
    if (!this.view.value?.columns.some((column) => column.plan === this.reviewed)) this.reviewed = null;
    if (!this.shown.some((item) => item.id === this.item)) this.item = this.shown[0]?.id ?? null;
    await this.loadDetail();
  }

  forget(): void {
    this.view.invalidate();
    this.detail.invalidate();
  }

  setFilter(filter: ReviewFilter): void {
    this.filter = filter;
    if (!this.shown.some((item) => item.id === this.item)) this.select(this.shown[0]?.id ?? null);
  }

  setPlan(plan: string | null): void {
    this.reviewed = plan;
    this.setFilter(this.filter);
  }

  setKind(kind: string | null): void {
    this.kind = kind;
    this.setFilter(this.filter);
  }

  /** Kinds that occur, most frequent first, with their number. */
  get kinds(): { flag: FlagView; count: number }[] {
    const found = new Map<string, { flag: FlagView; count: number }>();
    for (const item of this.view.value?.items ?? []) {
      if (this.reviewed !== null && item.plan !== this.reviewed) continue;
      const known = found.get(item.flag.kind);
      if (known) known.count += 1;
      else found.set(item.flag.kind, { flag: item.flag, count: 1 });
    }
    return [...found.values()].sort((a, b) => b.count - a.count);
  }

  count(filter: ReviewFilter): number {
    return this.items.filter(KEEPS[filter]).length;
  }

  select(id: string | null): void {
    this.item = id;
    void this.loadDetail();
  }

  get plan(): string | null {
    return this.current?.plan ?? null;
  }

  get status(): readonly string[] {
    if (!this.view.value) return [];
    return [t("review.status", { done: this.done, total: this.items.length, stale: this.stale })];
  }

  moveRow(by: number): void {
    const at = this.shown.findIndex((item) => item.id === this.item);
    const next = this.shown[Math.max(0, Math.min(this.shown.length - 1, at + by))];
    if (next) this.select(next.id);
  }

  edge(to: "first" | "last"): void {
    this.moveRow(to === "first" ? -this.shown.length : this.shown.length);
  }

  nextDifference(by: 1 | -1): void {
    this.moveRow(by);
  }

  open(): void {
    if (this.current?.row) this.#app.openRow(this.current.row);
  }

  openSource(side: "base" | "side" = "side"): void {
    const detail = this.detail.value;
    if (!detail) return;
    const evidence = detail[side].lines ? detail[side] : detail.base;
    if (evidence.lines) this.#app.openSource(evidence.plan, evidence.lines[0], evidence.lines[1]);
  }

  note(): void {
    this.noteWanted += 1;
  }

  verdict(number: 1 | 2 | 3 | 4): void {
    const verdict = VERDICTS[number - 1];
    const item = this.current;
    if (!item || !verdict) return;
    const again = item.verdict === verdict && !item.stale;
    const at = this.shown.indexOf(item);
    const next = this.shown[at + 1] ?? this.shown[at - 1];
    void this.save({ id: item.id, verdict: again ? "" : verdict, note: null, suggestion: null });
    if (!again && next && this.filter === "open") this.select(next.id);
  }

  async save(input: VerdictInput): Promise<void> {
    const { comparison, backend } = this.#app;
    const change = await this.#app.attempt(() => backend.setVerdict(comparison.selection, input));
    if (!change) return;
    this.#app.noteChange(change);
    this.showVerdict(input);
  }

  get matched(): boolean {
    return Boolean(this.detail.value?.side.unit && this.detail.value.item.row);
  }

  decide(action: "pin" | "forbid"): void {
    const detail = this.detail.value;
    const row = detail?.item.row;
    if (!detail?.side.unit || !row) return;
    void this.#app.decide({ action, row, plan: detail.side.plan, path: detail.side.unit.path });
  }

  clip(): Clip | null {
    return this.detail.value ? findingClip(this.detail.value) : null;
  }

  /** Shows a verdict at once instead of fetching the queue again. */
  private showVerdict(input: VerdictInput): void {
    const view = this.view.value;
    if (!view || input.verdict === null) return;
    const items = view.items.map((item) =>
      item.id === input.id ? { ...item, verdict: input.verdict || null, stale: false } : item,
    );
    this.view.value = { ...view, items };
    this.detail.invalidate();
  }

  private async loadDetail(): Promise<void> {
    const { comparison, backend } = this.#app;
    const id = this.item;
    if (!id) return this.detail.clear();
    await this.detail.load(`${comparison.key}|${id}`, () => backend.reviewDetail(comparison.selection, id));
  }

  private makeLines(): ReviewLine[] {
    const kept = this.items.filter(KEEPS[this.filter]);
    return SEVERITIES.flatMap((severity): ReviewLine[] => {
      const items = kept.filter((item) => item.severity === severity);
      if (items.length === 0) return [];
      const head: ReviewLine = { is: "severity", key: `§${severity}`, severity, count: items.length };
      return [head, ...items.map((item): ReviewLine => ({ is: "item", key: item.id, item }))];
    });
  }
}
