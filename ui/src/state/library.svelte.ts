import type { ImportRow, ImportView, LibraryView, PickedFile, PlanCard } from "../api/types";
import { t } from "../i18n/index.svelte";
import type { App } from "./app.svelte";
import { Resource } from "./resource.svelte";
import type { ViewController } from "./view";

/** The plans of the library, what was imported last, and the row one is on. */
export class LibraryState implements ViewController {
  view = new Resource<LibraryView>();
  imports = $state.raw<readonly ImportRow[]>([]);
  /** Names of the files being read now. */
  reading = $state.raw<readonly string[]>([]);
  row = $state<string | null>(null);
  dropping = $state(false);
  #app: App;
  #bringing = false;

  readonly plans = $derived<readonly PlanCard[]>(this.view.value?.plans ?? []);
  readonly empty = $derived(this.view.value !== null && this.plans.length === 0);

  constructor(app: App) {
    this.#app = app;
  }

  async ensure(): Promise<void> {
    const library = await this.read();
    if (library) this.accept(library);
  }

  /** Fetches the library without fitting the comparison to it. */
  read(): Promise<LibraryView | null> {
    return this.view.load("library", () => this.#app.backend.library());
  }

  forget(): void {
    this.view.invalidate();
  }

  /** Shows a library the core has just sent. */
  accept(library: LibraryView): void {
    this.view.show("library", library);
    this.#app.comparison.fit(library);
    if (!library.plans.some((plan) => plan.id === this.row)) this.row = library.plans[0]?.id ?? null;
  }

  card(id: string | null): PlanCard | undefined {
    return this.plans.find((plan) => plan.id === id);
  }

  name(id: string | null): string {
    return this.card(id)?.name ?? "";
  }

  get plan(): string | null {
    return this.row;
  }

  get status(): readonly string[] {
    if (this.empty) return [t("library.empty")];
    const { plans, base } = this.#app.comparison;
    const refused = this.imports.filter((row) => row.outcome === "refused").length;
    const lines = [t("library.selected", { n: plans.length, base: this.name(base) || t("matrix.noBase") })];
    if (refused > 0) lines.push(t("library.refusedStatus", { n: refused }));
    return lines;
  }

  moveRow(by: number): void {
    const at = this.plans.findIndex((plan) => plan.id === this.row);
    const next = this.plans[Math.max(0, Math.min(this.plans.length - 1, at + by))];
    if (next) this.row = next.id;
  }

  edge(to: "first" | "last"): void {
    this.moveRow(to === "first" ? -this.plans.length : this.plans.length);
  }

  open(): void {
    if (this.empty) void this.importBundled();
    else this.#app.go("matrix");
  }

  openSource(): void {
    if (this.row) this.#app.openSource(this.row, 1);
  }

  toggle(id: string | null = this.row): void {
    const library = this.view.value;
    if (!id || !library) return;
    this.#app.comparison.toggle(id, library);
    this.#app.changed();
  }

  /** The five bundled plans, then straight to the coverage matrix. */
  async importBundled(): Promise<void> {
    await this.bring([], () => this.#app.backend.importBundled());
    if (this.plans.length > 0) this.#app.go("matrix");
  }

  async importDemo(): Promise<void> {
    await this.bring([], () => this.#app.backend.importDemo());
    if (this.plans.length > 0) this.#app.go("matrix");
  }

  async pick(): Promise<void> {
    const files = await this.#app.attempt(() => this.#app.backend.pickFiles());
    if (files && files.length > 0) await this.importFiles(files);
  }

  async importFiles(files: readonly PickedFile[]): Promise<void> {
    this.dropping = false;
    if (files.length === 0) return;
    this.#app.go("library");
    const tokens = files.map((file) => file.token);
    await this.bring(
      files.map((file) => file.name),
      () => this.#app.backend.importPaths(tokens),
    );
  }

  async paste(name: string, text: string): Promise<void> {
    await this.bring([name], () => this.#app.backend.pasteText(name, text));
  }

  async delete(id: string | null = this.row): Promise<void> {
    if (!id) return;
    const name = this.name(id);
    const library = await this.#app.attempt(() => this.#app.backend.deletePlan(id));
    if (!library) return;
    this.accept(library);
    this.#app.say(t("status.deleted", { name }));
    this.#app.changed();
  }

  dismiss(row: ImportRow): void {
    this.imports = this.imports.filter((other) => other !== row);
  }

  private async bring(names: readonly string[], run: () => Promise<ImportView>): Promise<void> {
    // One import at a time, however often the button is pressed.
    if (this.#bringing) return;
    this.#bringing = true;
    this.reading = names;
    const result = await this.#app.attempt(run);
    this.reading = [];
    this.#bringing = false;
    this.#app.progress = null;
    if (!result) return;
    this.imports = result.rows;
    const ids = result.rows.flatMap((row) => (row.plan ? [row.plan] : []));
    this.accept(result.library);
    this.#app.comparison.add(ids, result.library);
    this.#app.changed();
  }
}
