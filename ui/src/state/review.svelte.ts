import type {
  KindCount,
  ReviewCounts,
  ReviewDetail,
  ReviewItem,
  ReviewLine,
  ReviewRequest,
  ReviewView,
  VerdictInput,
} from "../api/types";
import { t } from "../i18n/index.svelte";
import type { App } from "./app.svelte";
import { findingClip, type Clip } from "./clipboard";
import { Resource } from "./resource.svelte";
import type { Draft } from "./memory";
import type { ViewController } from "./view";
import { whenThere, WINDOW, Windowed } from "./windowed.svelte";

export const REVIEW_FILTERS = ["open", "stale", "must_change", "all"] as const;
export type ReviewFilter = (typeof REVIEW_FILTERS)[number];
export const VERDICTS = ["must_change", "for_reference", "acceptable", "false_alarm"] as const;
export type Verdict = (typeof VERDICTS)[number];

const NONE: ReviewCounts = { open: 0, stale: 0, must_change: 0, all: 0, shown: 0, whole: 0 };

/** Names a line of the queue. */
export const queueKey = (line: ReviewLine) => (line.is === "item" ? line.item.id : `§${line.severity}`);

/** The queue of deviations with their verdicts. */
export class ReviewState implements ViewController {
  view = new Resource<ReviewView>();
  /** The lines that filter, plan and kind leave. */
  list = new Windowed<ReviewLine>(WINDOW);
  detail = new Resource<ReviewDetail>();
  filter = $state<ReviewFilter>("all");
  /** The plan under review; none for all of them. */
  reviewed = $state<string | null>(null);
  /** The only kind of deviation shown; none for all. */
  kind = $state<string | null>(null);
  item = $state<string | null>(null);
  /** Index of the line of `item`; -1 while it is not known. */
  at = $state(-1);
  /** What is being written; it outlives a reload. */
  draft = $state.raw<Draft | null>(null);
  /** Counts requests to put the cursor into the note. */
  noteWanted = $state(0);
  /** Counts verdicts, so that the queue is read again. */
  #revision = 0;
  /** The save under way: the next one begins when it is done. */
  #saving: Promise<unknown> = Promise.resolve();
  #app: App;

  readonly lines = $derived(this.list.rows);
  readonly counts = $derived<ReviewCounts>(this.view.value?.counts ?? NONE);
  readonly kinds = $derived<readonly KindCount[]>(this.view.value?.kinds ?? []);
  readonly #line = $derived.by(() => {
    const line = this.lines[this.at];
    return line?.is === "item" && line.item.id === this.item ? line : null;
  });
  readonly current = $derived<ReviewItem | null>(this.#line?.item ?? null);
  readonly currentLine = $derived(this.#line ? this.at : -1);
  /** Place of the deviation one is on among those shown, from 1. */
  readonly place = $derived(this.#line?.place ?? 0);
  /** What is shown of the deviation one is on; null while that of another still stands there. */
  readonly evidence = $derived(this.detail.value?.item.id === this.item ? this.detail.value : null);
  readonly done = $derived(this.counts.all - this.counts.open);

  constructor(app: App) {
    this.#app = app;
  }

  async ensure(): Promise<void> {
    const { comparison } = this.#app;
    if (!comparison.ready || comparison.base === null) {
      this.list.clear();
      return this.view.clear();
    }
    if (!comparison.plans.includes(this.reviewed ?? "")) this.reviewed = null;
    const request = this.request();
    const key = `${comparison.key}|${this.#revision}|${JSON.stringify(request)}`;
    await this.view.load(
      key,
      () => this.ask({ ...request, near: this.item }),
      (next) => this.start(next, request),
    );
    await this.loadDetail();
  }

  forget(): void {
    this.view.invalidate();
    this.detail.invalidate();
  }

  async setFilter(filter: ReviewFilter): Promise<void> {
    this.filter = filter;
    await this.ensure();
  }

  async setPlan(plan: string | null): Promise<void> {
    this.reviewed = plan;
    await this.ensure();
  }

  async setKind(kind: string | null): Promise<void> {
    this.kind = kind;
    await this.ensure();
  }

  select(id: string | null): void {
    this.item = id;
    this.at = id === null ? -1 : this.lines.findIndex((line) => line !== null && queueKey(line) === id);
    void this.loadDetail();
  }

  get plan(): string | null {
    return this.current?.plan ?? null;
  }

  get status(): readonly string[] {
    if (!this.view.value) return [];
    const { all, stale } = this.counts;
    return [t("review.status", { done: this.done, total: all, stale })];
  }

  moveRow(by: number): void {
    whenThere(this.step(by), (item) => this.select(item.id));
  }

  edge(to: "first" | "last"): void {
    this.moveRow(to === "first" ? -this.lines.length : this.lines.length);
  }

  nextDifference(by: 1 | -1): void {
    this.moveRow(by);
  }

  open(): void {
    if (this.current?.row) this.#app.openRow(this.current.row);
  }

  openSource(side: "base" | "side" = "side"): void {
    const detail = this.evidence;
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
    void this.judge(item, again ? "" : verdict);
  }

  async save(input: VerdictInput): Promise<void> {
    const { comparison, backend } = this.#app;
    // What an input does not name stays as the one before it left it.
    const saved = this.#saving.then(() =>
      this.#app.attempt(() => backend.setVerdict(comparison.selection, input)),
    );
    this.#saving = saved;
    const change = await saved;
    if (!change) return;
    this.#app.noteChange(change);
    if (input.verdict === null) return;
    this.#revision += 1;
    this.detail.invalidate();
    await this.ensure();
  }

  get matched(): boolean {
    return Boolean(this.evidence?.side.unit && this.evidence.item.row);
  }

  decide(action: "pin" | "forbid"): void {
    const detail = this.evidence;
    const row = detail?.item.row;
    if (!detail?.side.unit || !row) return;
    void this.#app.decide({ action, row, plan: detail.side.plan, path: detail.side.unit.path });
  }

  clip(): Clip | null {
    return this.evidence ? findingClip(this.evidence) : null;
  }

  /** The queue of the open ones goes on to the next; the others stay where they are. */
  private async judge(item: ReviewItem, verdict: string): Promise<void> {
    const next = verdict && this.filter === "open" ? await this.neighbour(item) : null;
    if (next) this.select(next.id);
    await this.save({ id: item.id, verdict, note: null, suggestion: null });
  }

  private async neighbour(item: ReviewItem): Promise<ReviewItem | null> {
    for (const by of [1, -1]) {
      const next = await this.step(by);
      if (next && next.id !== item.id) return next;
    }
    return null;
  }

  /** The deviation `by` lines on from the one one is on. */
  private step(by: number): ReviewItem | null | Promise<ReviewItem | null> {
    return this.list.step(this.at, by, (line) => (line.is === "item" ? line.item : null));
  }

  private request(): ReviewRequest {
    return { filter: this.filter, plan: this.reviewed, kind: this.kind, from: 0, near: null };
  }

  private ask(request: ReviewRequest): Promise<ReviewView> {
    const { comparison, backend } = this.#app;
    return backend.review(comparison.selection, request);
  }

  private start(view: ReviewView, request: ReviewRequest): void {
    this.list.start(view.lines, async (from) => (await this.ask({ ...request, from })).lines);
    this.at = view.at ?? -1;
    // One that was chosen while the list was on its way stays chosen.
    if (!this.current)
      this.at = this.lines.findIndex((line) => line !== null && queueKey(line) === this.item);
    if (this.current) return;
    const first = this.lines.find((line) => line?.is === "item");
    this.item = first ? queueKey(first) : null;
    this.at = first ? this.lines.indexOf(first) : -1;
  }

  private async loadDetail(): Promise<void> {
    const { comparison, backend } = this.#app;
    const id = this.item;
    if (!id) return this.detail.clear();
    await this.detail.load(`${comparison.key}|${id}`, () => backend.reviewDetail(comparison.selection, id));
  }
}
