import type { MatrixRow } from "../api/types";
import type { MessageKey } from "../i18n/index.svelte";
import { t } from "../i18n/index.svelte";
import type { App } from "./app.svelte";

export interface PaletteEntry {
  id: string;
  group: MessageKey;
  title: string;
  /** Small type behind the title. */
  detail: string;
  keys: readonly string[];
  run: () => void;
}

/** At most this many rows are listed; typing narrows them. */
const MOST = 60;

/** Whether all words of a query occur, in any order. */
export function found(text: string, query: string): boolean {
  const hay = text.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => hay.includes(word));
}

/** Commands and plans for a query, and the commitments that were found for it. */
export function paletteEntries(app: App, query: string, rows: readonly MatrixRow[]): PaletteEntry[] {
  const wanted = query.trim();
  const entries = [...commandEntries(app), ...planEntries(app)];
  const kept = entries.filter((entry) => !wanted || found(`${entry.title} ${entry.detail}`, wanted));
  return [...kept, ...rowEntries(app, rows)].slice(0, MOST);
}

function commandEntries(app: App): PaletteEntry[] {
  return app.commands.all
    .filter((command) => !command.move && app.commands.refusal(command) === null)
    .map((command) => ({
      id: `command-${command.id}`,
      group: "palette.commands",
      title: t(command.title),
      detail: t(command.group),
      keys: app.commands.caps(command).slice(0, 1),
      run: () => app.commands.run(command.id),
    }));
}

function planEntries(app: App): PaletteEntry[] {
  return app.library.plans.flatMap((plan): PaletteEntry[] => [
    {
      id: `plan-source-${plan.id}`,
      group: "palette.plans",
      title: plan.name,
      detail: `${t("cmd.openSource")} · ${plan.title}`,
      keys: [],
      run: () => app.openSource(plan.id, 1),
    },
    {
      id: `plan-base-${plan.id}`,
      group: "palette.plans",
      title: plan.name,
      detail: t("cmd.makeBase"),
      keys: [],
      run: () => void app.setBase(plan.id),
    },
  ]);
}

function rowEntries(app: App, rows: readonly MatrixRow[]): PaletteEntry[] {
  return rows.map((row) => ({
    id: `row-${row.id}`,
    group: "palette.rows",
    title: row.topic,
    detail: row.cite ?? t("matrix.added"),
    keys: [],
    run: () => app.openRow(row.id),
  }));
}
