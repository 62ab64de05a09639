import type { BatchPlan, BatchTask, BatchView } from "../api/types";
import type { App } from "./app.svelte";
import { Resource } from "./resource.svelte";
import { WINDOW, Windowed } from "./windowed.svelte";

export const SORTS = ["order", "carried", "copied", "high"] as const;
export type BatchSort = (typeof SORTS)[number];

/** Many plans against one parent: a line a plan, a mark a commitment of the base. */
export class BatchState {
  view = new Resource<BatchView>();
  list = new Windowed<BatchPlan>(WINDOW);
  sort = $state<BatchSort>("order");
  /** The plan one is on. */
  plan = $state<string | null>(null);
  #app: App;

  /** Commitments of the base, in its order. */
  readonly tasks = $derived<readonly BatchTask[]>(this.view.value?.tasks ?? []);
  readonly lines = $derived(this.list.rows);

  constructor(app: App) {
    this.#app = app;
  }

  async ensure(): Promise<void> {
    const { comparison } = this.#app;
    if (!comparison.ready || comparison.base === null) {
      this.list.clear();
      return this.view.clear();
    }
    const sort = this.sort;
    await this.view.load(
      `${comparison.key}|${sort}`,
      () => this.ask(sort, 0),
      (view) => this.start(view, sort),
    );
    this.settle();
  }

  private start(view: BatchView, sort: BatchSort): void {
    const page = (of: BatchView) => ({ from: of.from, total: of.total, rows: of.plans });
    this.list.start(page(view), async (from) => page(await this.ask(sort, from)));
    const plan = this.#app.matrix.plan;
    const there = (id: string | null) => view.plans.some((one) => one.column.plan === id);
    if (!there(this.plan)) this.plan = there(plan) ? plan : (view.plans[0]?.column.plan ?? null);
  }

  forget(): void {
    this.view.invalidate();
  }

  async setSort(sort: BatchSort): Promise<void> {
    this.sort = sort;
    await this.ensure();
  }

  /** The plan and the commitment one is on; the coverage and the synopsis follow. */
  select(plan: string, row: string | null): void {
    const { matrix } = this.#app;
    this.plan = plan;
    const at = matrix.columns.findIndex((column) => column.plan === plan);
    if (at >= 0) matrix.column = at;
    if (row !== null && row !== matrix.row) {
      matrix.stay(row);
      if (!matrix.current) void matrix.find();
    }
  }

  moveLine(by: number): void {
    const at = this.lines.findIndex((line) => line?.column.plan === this.plan);
    const next = this.lines[Math.max(0, Math.min(this.lines.length - 1, at + by))];
    if (next) this.select(next.column.plan, null);
  }

  moveMark(by: number): void {
    const at = this.tasks.findIndex((task) => task.row === this.#app.matrix.row);
    const next = this.tasks[Math.max(0, Math.min(this.tasks.length - 1, at + by))];
    if (next && this.plan) this.select(this.plan, next.row);
  }

  private settle(): void {
    const { matrix } = this.#app;
    const on = this.tasks.some((task) => task.row === matrix.row);
    if (this.plan) this.select(this.plan, on ? null : (this.tasks[0]?.row ?? null));
  }

  private ask(sort: BatchSort, from: number): Promise<BatchView> {
    const { backend, comparison } = this.#app;
    return backend.batch(comparison.selection, { sort, from, count: WINDOW });
  }
}
