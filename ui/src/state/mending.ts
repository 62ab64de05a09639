import type { MessageKey } from "../i18n/index.svelte";
import type { App } from "./app.svelte";
import type { Command } from "./registry";

function refusesMending(app: App): MessageKey | null {
  if (app.view !== "source") return "why.notHere";
  if (app.library.view.value?.read_only) return "why.readOnly";
  if (app.source.current !== app.source.shownPlan) return "why.oldVersion";
  return app.source.unit ? null : "why.noUnit";
}

/** Commands that correct the reading of the unit one is on. */
export const mending: readonly Command[] = [
  {
    id: "mend",
    title: "cmd.mend",
    group: "group.edit",
    keys: ["KeyE"],
    refuses: refusesMending,
    run: (app) => (app.mend.open = !app.mend.open),
  },
  {
    id: "mend.split",
    title: "cmd.mendSplit",
    group: "group.edit",
    keys: [],
    refuses: (app) => refusesMending(app) ?? (app.mend.selected ? null : "why.noSelection"),
    run: (app) => void app.mend.make({ action: "split", before: app.mend.selected, title: null }),
  },
  {
    id: "mend.merge",
    title: "cmd.mendMerge",
    group: "group.edit",
    keys: [],
    refuses: (app) => refusesMending(app) ?? (app.mend.unit.value?.before ? null : "why.noUnit"),
    run: (app) => void app.mend.make({ action: "merge" }),
  },
];
