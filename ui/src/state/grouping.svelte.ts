import type { MatchInput, UnitAt, UnitView } from "../api/types";
import { t } from "../i18n/index.svelte";
import type { App } from "./app.svelte";

export const GROUPINGS = ["split", "merge", "name"] as const;
/** What is done to a whole row of matched units. */
export type Grouping = (typeof GROUPINGS)[number];

/** A unit of the row one is on. */
export interface Member {
  at: UnitAt;
  /** Short name of its plan. */
  plan: string;
  unit: UnitView;
}

/** Splits, merges and names the row one is on: one step each, applied at once. */
export class GroupingState {
  what = $state<Grouping>("name");
  #app: App;

  constructor(app: App) {
    this.#app = app;
  }

  /** The row that is meant: id, topic and units. */
  readonly row = $derived.by<{ id: string; topic: string; members: readonly Member[] } | null>(() => {
    const { synopsis, matrix, view } = this.#app;
    if (view === "synopsis") {
      const shown = synopsis.view.value;
      return shown && { id: shown.id, topic: shown.topic, members: membersOf(shown.columns, shown.units) };
    }
    const row = matrix.current;
    if (view !== "matrix" || !row) return null;
    const units = row.cells.map((cell) => cell.units);
    return { id: row.id, topic: row.topic, members: membersOf(matrix.columns, units) };
  });

  open(what: Grouping): void {
    this.what = what;
    this.#app.overlay = "group";
  }

  name(name: string): Promise<void> {
    return this.#apply({ action: "name", units: this.#units(), name: name.trim() }, "group.named");
  }

  /** Those picked belong together, and with none of the others. */
  split(picked: readonly Member[]): Promise<void> {
    const others = (this.row?.members ?? []).filter((member) => !picked.includes(member));
    const input: MatchInput = {
      action: "split",
      one: picked.map((member) => member.at),
      other: others.map((member) => member.at),
    };
    return this.#apply(input, "group.wasSplit");
  }

  /** The row one is on and another become one. */
  merge(other: UnitAt): Promise<void> {
    const [own] = this.#units();
    if (!own) return Promise.resolve();
    return this.#apply({ action: "merge", units: [own, other] }, "group.merged");
  }

  #units(): UnitAt[] {
    return (this.row?.members ?? []).map((member) => member.at);
  }

  async #apply(input: MatchInput, said: "group.named" | "group.wasSplit" | "group.merged"): Promise<void> {
    const app = this.#app;
    app.overlay = null;
    const topic = this.row?.topic ?? "";
    const change = await app.attempt(() => app.backend.correctMatch(app.comparison.selection, input));
    if (!change) return;
    app.noteChange({ undo: change.undo, redo: change.redo, row: null });
    app.say(t(said, { topic }));
    app.changed();
  }
}

function membersOf(
  columns: readonly { plan: string; name: string }[],
  units: readonly (readonly UnitView[])[],
): Member[] {
  return columns.flatMap((column, at) =>
    (units[at] ?? []).map((unit) => ({
      at: { plan: column.plan, path: unit.path },
      plan: column.name,
      unit,
    })),
  );
}
