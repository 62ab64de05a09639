import type { MendInput, MendResult, UnitDetail } from "../api/types";
import { language, t } from "../i18n/index.svelte";
import type { App } from "./app.svelte";
import { Resource } from "./resource.svelte";

/** The unit that is being corrected (更正), and what was corrected in its plan. */
export class MendState {
  open = $state(false);
  unit = new Resource<UnitDetail>();
  made = new Resource<MendResult>();
  /** What is selected in the source text. */
  selected = $state("");
  #app: App;

  constructor(app: App) {
    this.#app = app;
  }

  /** Fetches the unit one is on. */
  async follow(): Promise<void> {
    const { shownPlan: plan, unit, lines, line } = this.#app.source;
    // While the text is fetched again, the unit stays as it was.
    if (!plan || !lines.has(line)) return;
    if (!unit) return this.unit.clear();
    const at = `${plan}|${this.#app.comparison.revision}`;
    await Promise.all([
      this.unit.load(`${at}|${unit.path}`, () => this.#app.backend.unitDetail(plan, unit.path)),
      this.made.load(at, () => this.#app.backend.mends(plan)),
    ]);
  }

  /** Makes one correction; everything that reads the plan follows. */
  async make(input: MendInput): Promise<void> {
    const plan = this.#app.source.shownPlan;
    const path = input.action === "about" ? null : (this.unit.value?.path ?? null);
    if (!plan || (input.action !== "about" && !path)) return;
    const result = await this.#app.attempt(() => this.#app.backend.mend(plan, path, input));
    if (!result) return;
    this.#app.noteChange({ undo: result.undo, redo: result.redo, row: null });
    this.selected = "";
    const library = await this.#app.attempt(() => this.#app.backend.library());
    if (library) this.#app.library.accept(library);
    this.#app.changed();
    const made = result.mends.at(-1);
    if (made) this.#app.say(t("mend.done", { words: language() === "zh" ? made.words_zh : made.words_en }));
    await this.go(plan, result.unit);
  }

  /** Goes where the unit stands now. */
  private async go(plan: string, path: string | null): Promise<void> {
    if (!path) return;
    const unit = await this.#app.attempt(() => this.#app.backend.unitDetail(plan, path));
    if (unit && this.#app.source.shownPlan === plan) this.#app.source.goTo(unit.lines[0]);
  }
}
