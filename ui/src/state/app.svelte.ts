import { getContext, setContext } from "svelte";
import type { Backend, ExportFormat } from "../api/backend";
import type { ApiError, ChangeView, MatchDecision, Progress, ShellEvent } from "../api/types";
import { t } from "../i18n/index.svelte";
import { Commands } from "./commands.svelte";
import { Comparison } from "./comparison.svelte";
import { copyChart } from "./chart";
import { copyClip } from "./clipboard";
import { asApiError } from "./failure";
import { GroupingState } from "./grouping.svelte";
import { LibraryState } from "./library.svelte";
import { MatrixState } from "./matrix.svelte";
import { readMemory, type Memory } from "./memory";
import { ResponsibilitiesState } from "./responsibilities.svelte";
import { ReviewState } from "./review.svelte";
import { SettingsState } from "./settings.svelte";
import { MendState } from "./mend.svelte";
import { NearState } from "./near.svelte";
import { PreviewState } from "./preview.svelte";
import { SourceState } from "./source.svelte";
import { SynopsisState } from "./synopsis.svelte";
import { TargetsState } from "./targets.svelte";
import type { ViewController, ViewId } from "./view";

export type Overlay =
  "palette" | "search" | "keys" | "settings" | "paste" | "match" | "preview" | "group" | "near";

/** The whole state of the page: one controller a view, and what they share. */
export class App {
  readonly backend: Backend;
  readonly settings: SettingsState;
  readonly comparison = new Comparison();
  readonly library: LibraryState;
  readonly matrix: MatrixState;
  readonly synopsis: SynopsisState;
  readonly targets: TargetsState;
  readonly responsibilities: ResponsibilitiesState;
  readonly review: ReviewState;
  readonly source: SourceState;
  readonly mend: MendState;
  readonly preview: PreviewState;
  readonly grouping: GroupingState;
  readonly near: NearState;
  readonly commands: Commands;

  view = $state<ViewId>("library");
  overlay = $state<Overlay | null>(null);
  progress = $state.raw<Progress | null>(null);
  /** The last failure that no view shows itself. */
  failure = $state.raw<ApiError | null>(null);
  /** The last thing worth saying, in the status bar. */
  said = $state("");
  started = $state(false);
  /** Little room: what stands side by side otherwise is stacked. */
  narrow = $state(false);
  #deciding = false;
  #trail = $state.raw<readonly ViewId[]>([]);

  readonly cameFrom = $derived<ViewId | null>(this.#trail.at(-1) ?? null);

  constructor(backend: Backend) {
    this.backend = backend;
    this.settings = new SettingsState(backend);
    this.library = new LibraryState(this);
    this.matrix = new MatrixState(this);
    this.synopsis = new SynopsisState(this);
    this.targets = new TargetsState(this);
    this.responsibilities = new ResponsibilitiesState(this);
    this.review = new ReviewState(this);
    this.source = new SourceState(this);
    this.mend = new MendState(this);
    this.preview = new PreviewState(this);
    this.grouping = new GroupingState(this);
    this.near = new NearState(this);
    this.commands = new Commands(this);
  }

  get active(): ViewController {
    return this[this.view];
  }

  get canUndo(): boolean {
    return Boolean(this.library.view.value?.undo);
  }

  get canRedo(): boolean {
    return Boolean(this.library.view.value?.redo);
  }

  /** Opens the library and goes back to where one was. */
  async start(): Promise<() => void> {
    const end = this.backend.subscribe((event) => this.hear(event));
    const [kept] = await Promise.all([
      this.backend.remembered().catch(() => null),
      this.library.read(),
      this.settings.start(),
    ]);
    this.restore(readMemory(kept));
    // What came in before the start was done is shown already.
    const library = this.library.view.value;
    if (library) this.library.accept(library);
    if (this.library.empty) this.view = "library";
    this.started = true;
    await this.active.ensure();
    return end;
  }

  go(view: ViewId): void {
    if (view === this.view) return;
    this.#trail = [...this.#trail.slice(-20), this.view];
    this.view = view;
    void this.active.ensure();
  }

  back(): void {
    const last = this.#trail.at(-1);
    if (!last) return;
    this.#trail = this.#trail.slice(0, -1);
    this.view = last;
    void this.active.ensure();
  }

  openRow(row: string, show = true): void {
    this.matrix.stay(row);
    this.synopsis.show(row);
    if (this.view === "matrix") this.synopsis.column = this.matrix.currentColumn;
    if (show) this.go("synopsis");
  }

  openSource(plan: string, line: number, end = line): void {
    this.source.show(plan, line, end);
    this.overlay = null;
    if (this.view === "source") void this.source.ensure();
    else this.go("source");
  }

  /** Up and down by what stands on the page: sentences in the synopsis, rows elsewhere. */
  moveLine(by: number): void {
    if (this.view === "synopsis") this.synopsis.moveSentence(by);
    else this.active.moveRow?.(by);
  }

  async setBase(plan: string): Promise<void> {
    const unit = this.synopsis.columns.findIndex((column) => column.plan === plan);
    const path = this.synopsis.view.value?.units[unit]?.[0]?.path ?? null;
    this.comparison.setBase(plan);
    await this.rebase(plan, path);
  }

  async switchBase(): Promise<void> {
    const plan = this.synopsis.plan;
    const path = this.synopsis.view.value?.units[this.synopsis.column]?.[0]?.path ?? null;
    this.comparison.switchBase();
    await this.rebase(plan, path);
  }

  /** Texts, plans or decisions changed: views fetch again when they are shown next. */
  changed(): void {
    this.comparison.revision += 1;
    for (const view of [this.matrix, this.synopsis, this.targets, this.responsibilities, this.review]) {
      view.forget();
    }
    this.source.forget();
    void this.active.ensure();
  }

  async decide(decision: MatchDecision): Promise<void> {
    if (this.#deciding) return;
    this.#deciding = true;
    const change = await this.attempt(() => this.backend.decideMatch(this.comparison.selection, decision));
    this.#deciding = false;
    if (!change) return;
    this.noteChange(change);
    if (change.row) this.matrix.stay(change.row);
    this.changed();
  }

  /** Says how a plan stands to the base; words and weights of all findings follow. */
  async setRelation(plan: string, relation: string): Promise<void> {
    const base = this.comparison.base;
    if (!base || plan === base) return;
    const change = await this.attempt(() => this.backend.setRelation(plan, base, relation));
    if (!change) return;
    this.noteChange(change);
    this.changed();
  }

  matchByHand(): void {
    this.overlay = "match";
  }

  async undo(): Promise<void> {
    await this.step(() => this.backend.undo());
  }

  async redo(): Promise<void> {
    await this.step(() => this.backend.redo());
  }

  /** Takes over what can be undone now. */
  noteChange(change: ChangeView): void {
    const library = this.library.view.value;
    if (library) this.library.view.value = { ...library, undo: change.undo, redo: change.redo };
  }

  async export(format: ExportFormat): Promise<void> {
    const chosen = this.view === "matrix" ? this.matrix.chosen : null;
    const file = await this.attempt(() => this.backend.exportView(this.comparison.selection, chosen, format));
    if (file) this.say(t("status.exported", { file }));
  }

  async cancel(): Promise<void> {
    await this.attempt(() => this.backend.cancel());
    this.progress = null;
  }

  /** Puts the row, or the cell with its source, on the clipboard. */
  copy(what: "row" | "cell"): void {
    const clip = what === "row" ? this.active.clip?.() : this.active.cellClip?.();
    if (clip && copyClip(clip)) this.say(t(what === "row" ? "synopsis.copied" : "copy.done"));
  }

  /** Puts the chart of the indicator one is on on the clipboard as a picture. */
  async copyChart(): Promise<void> {
    const chart = this.targets.chart();
    const row = this.targets.current;
    if (!chart || !row) return;
    const done = await copyChart(chart, "name" in row ? row.name : row.topic);
    this.say(t(done ? "copy.chartDone" : "copy.chartRefused"));
  }

  say(text: string): void {
    this.said = text;
  }

  /** Runs something that may be refused; the refusal is shown below the top bar. */
  async attempt<T>(run: () => Promise<T>): Promise<T | null> {
    try {
      const value = await run();
      this.failure = null;
      return value;
    } catch (thrown) {
      this.failure = asApiError(thrown);
      return null;
    }
  }

  /** What to keep for the next start. */
  snapshot(): Memory {
    return {
      view: this.view,
      plans: [...this.comparison.plans],
      base: this.comparison.base,
      folded: [...this.comparison.folded],
      matrix: {
        filter: this.matrix.filter,
        closed: [...this.matrix.closed],
        row: this.matrix.row,
        column: this.matrix.column,
        mode: this.matrix.mode,
      },
      synopsis: { row: this.synopsis.row, unfolded: this.synopsis.unfolded },
      source: { plan: this.source.shownPlan, line: this.source.line },
      draft: this.review.draft,
    };
  }

  private restore(kept: Memory | null): void {
    if (!kept) return;
    // Who chose a view before the library was there stays in it.
    if (this.#trail.length === 0) this.view = kept.view;
    this.comparison.plans = kept.plans;
    this.comparison.base = kept.base;
    this.comparison.folded = kept.folded;
    this.matrix.filter = kept.matrix.filter;
    this.matrix.closed = new Set(kept.matrix.closed);
    this.matrix.row = kept.matrix.row;
    this.matrix.column = kept.matrix.column;
    this.matrix.mode = kept.matrix.mode;
    this.synopsis.row = kept.synopsis.row;
    this.synopsis.unfolded = kept.synopsis.unfolded;
    this.review.draft = kept.draft;
    if (kept.draft) this.review.item = kept.draft.id;
    this.source.shownPlan = kept.source.plan;
    this.source.line = kept.source.line;
    this.source.end = kept.source.line;
  }

  private async rebase(plan: string | null, path: string | null): Promise<void> {
    for (const view of [this.matrix, this.synopsis, this.targets, this.responsibilities, this.review]) {
      view.forget();
    }
    if (this.synopsis.row && this.view === "synopsis") await this.synopsis.follow(plan, path);
    else {
      this.synopsis.row = null;
      await this.active.ensure();
    }
  }

  private async step(run: () => Promise<ChangeView>): Promise<void> {
    const change = await this.attempt(run);
    if (!change) return;
    const before = new Set(this.library.plans.map((plan) => plan.id));
    const library = await this.attempt(() => this.backend.library());
    if (library) {
      this.library.accept(library);
      // A plan that comes back takes its place in the comparison again.
      const back = library.plans.map((plan) => plan.id).filter((id) => !before.has(id));
      if (back.length > 0) this.comparison.add(back, library);
    }
    this.noteChange(change);
    this.changed();
  }

  private hear(event: ShellEvent): void {
    if (event.type === "progress") {
      this.progress = event.total > 0 && event.done >= event.total ? null : event;
    } else if (event.type === "import_files") this.library.heardFiles(event.rows);
    else if (event.type === "import_file") this.library.heardRow(event.at, event.row);
    else if (event.type === "drop_over") this.library.dropping = true;
    else if (event.type === "drop_leave") this.library.dropping = false;
    else if (event.type === "dropped") void this.library.importFiles(event.files);
    else this.commands.run(event.id);
  }
}

const KEY = Symbol("app");

/** Makes the state known to all components below. */
export function provideApp(app: App): void {
  setContext(KEY, app);
}

/** The state of the page. */
export function useApp(): App {
  return getContext<App>(KEY);
}
