import type { ImportRow, ImportView, LibraryView, PickedFile, PlanCard } from "../api/types";
import { t } from "../i18n/index.svelte";
import { copyClip, importClip } from "./clipboard";
import { isDone, waiting, type Asked } from "./imports";
import type { App } from "./app.svelte";
import { Resource } from "./resource.svelte";
import type { ViewController } from "./view";

/** The plans of the library, what was imported last, and the row one is on. */
export class LibraryState implements ViewController {
  view = new Resource<LibraryView>();
  /** A row a file of the last import, while it runs as well. */
  imports = $state.raw<readonly ImportRow[]>([]);
  row = $state<string | null>(null);
  dropping = $state(false);
  #app: App;
  #bringing = false;
  /** The last import has answered: what is heard of it after that is old. */
  #answered = false;

  readonly plans = $derived<readonly PlanCard[]>(this.view.value?.plans ?? []);
  readonly importing = $derived(this.imports.some((row) => !isDone(row)));
  readonly changedFiles = $derived(this.plans.filter((plan) => plan.on_disk === "changed"));
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
    const changed = this.changedFiles.length;
    const refused = this.imports.filter((row) => row.outcome === "refused").length;
    const lines = [t("library.selected", { n: plans.length, base: this.name(base) || t("matrix.noBase") })];
    if (changed > 0) lines.push(t("library.changedStatus", { n: changed }));
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
    await this.importAsked(files.map((file) => ({ file, encoding: null, as_text: false })));
  }

  /** Imports files, each read as the user said. */
  async importAsked(asked: readonly Asked[]): Promise<void> {
    this.#app.go("library");
    const files = asked.map(({ file, ...how }) => ({ token: file.token, ...how }));
    await this.bring(
      asked.map((one) => one.file.name),
      () => this.#app.backend.importPaths(files),
    );
  }

  async pickFolders(): Promise<void> {
    const folders = await this.#app.attempt(() => this.#app.backend.pickFolders());
    if (folders && folders.length > 0) await this.importFiles(folders);
  }

  /** Reads a plan's file again; where it changed, it becomes a new version. */
  async reread(id: string | null = this.row, encoding: string | null = null): Promise<void> {
    if (!id) return;
    const file = this.card(id)?.file ?? id;
    await this.bring([file], () => this.#app.backend.reread([id], encoding));
  }

  /** Reads all files again that changed on disk. */
  async rereadChanged(): Promise<void> {
    const files = this.changedFiles.map((plan) => plan.file);
    if (files.length > 0) await this.bring(files, () => this.#app.backend.reread([], null));
  }

  /** Asks whether files changed while the window was away. */
  async lookAtFiles(): Promise<void> {
    const library = this.view.value;
    if (!library || this.importing) return;
    const files = await this.#app.backend.planFiles().catch(() => []);
    const now = new Map(files.map((file) => [file.plan, file.on_disk]));
    const differs = library.plans.some((plan) => (now.get(plan.id) ?? plan.on_disk) !== plan.on_disk);
    if (!differs || this.view.value !== library) return;
    const plans = library.plans.map((plan) => ({ ...plan, on_disk: now.get(plan.id) ?? plan.on_disk }));
    this.view.value = { ...library, plans };
  }

  /** Takes over the files of the running import. */
  heardFiles(rows: readonly ImportRow[]): void {
    if (!this.#answered) this.imports = rows;
  }

  /** Takes over how a file of the running import stands. */
  heardRow(at: number, row: ImportRow): void {
    if (this.#answered) return;
    this.imports = this.imports.map((old, place) => (place === at ? row : old));
  }

  copyReport(): void {
    if (copyClip(importClip(this.imports))) this.#app.say(t("library.reportCopied"));
  }

  clearImports(): void {
    this.imports = this.importing ? this.imports : [];
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
    this.#answered = false;
    this.imports = names.map(waiting);
    const result = await this.#app.attempt(run);
    this.#bringing = false;
    this.#answered = true;
    this.#app.progress = null;
    if (!result) {
      this.imports = this.imports.filter(isDone);
      return;
    }
    this.imports = result.rows;
    const fresh = result.rows.filter((row) => row.outcome === "imported" || row.outcome === "known");
    const ids = fresh.flatMap((row) => (row.plan ? [row.plan] : []));
    this.accept(result.library);
    this.#app.comparison.add(ids, result.library);
    this.#app.changed();
  }
}
