import { GROUPINGS, type Grouping } from "./grouping.svelte";
import type { MessageKey } from "../i18n/index.svelte";
import type { App } from "./app.svelte";
import { mending } from "./mending";
import { VIEW_KEYS, VIEWS, type ViewController, type ViewId } from "./view";

/** A command: what it is called, its keys, when it cannot run, and what it does. */
export interface Command {
  id: string;
  title: MessageKey;
  group: MessageKey;
  /** Chords by place on the keyboard; the first is the one that is shown. */
  keys: readonly string[];
  /** Moves the cursor only: not listed in the palette. */
  move?: boolean;
  /** Why it cannot run now; null when it can. */
  refuses?: (app: App) => MessageKey | null;
  run: (app: App) => void;
}

const page = 12;

/** Refuses where the view that is shown has no such method. */
const needs =
  (method: keyof ViewController) =>
  (app: App): MessageKey | null =>
    typeof app.active[method] === "function" ? null : "why.notHere";

const inView =
  (...views: ViewId[]) =>
  (app: App): MessageKey | null =>
    views.includes(app.view) ? null : "why.notHere";

const needsComparison = (app: App): MessageKey | null =>
  app.library.empty ? "why.noPlans" : app.comparison.ready ? null : "why.noComparison";

const needsChange = (app: App): MessageKey | null =>
  app.library.view.value?.read_only ? "why.readOnly" : null;

function refusesBase(app: App): MessageKey | null {
  const plan = app.active.plan;
  if (!plan) return "why.nothingSelected";
  return plan === app.comparison.base ? "why.isBase" : null;
}

/** The plan one is on, whose like are looked for. */
const nearTo = (app: App): string | null => app.active.plan ?? app.comparison.base;

const refusesPlan = (app: App): MessageKey | null =>
  inView("library")(app) ?? (app.library.row ? needsChange(app) : "why.nothingSelected");

function refusesReread(app: App): MessageKey | null {
  const file = app.library.card(app.library.row)?.on_disk;
  return refusesPlan(app) ?? (file === "no_file" ? "why.noFile" : null);
}

function refusesDecision(app: App): MessageKey | null {
  const here = needs("decide")(app);
  if (here) return here;
  return app.active.matched ? needsChange(app) : "why.noMatch";
}

function refusesGrouping(app: App, what: Grouping): MessageKey | null {
  const here = inView("matrix", "synopsis")(app);
  if (here) return here;
  const units = app.grouping.row?.members.length ?? 0;
  if (units === 0) return "why.nothingSelected";
  return what === "split" && units < 2 ? "why.onlyOne" : needsChange(app);
}

const views: Command[] = VIEWS.map((view) => ({
  id: `view.${view}`,
  title: `cmd.view.${view}`,
  group: "group.go",
  keys: [VIEW_KEYS[view]],
  run: (app) => app.go(view),
}));

const moves: Command[] = [
  {
    id: "row.next",
    title: "cmd.nextRow",
    group: "group.move",
    keys: ["KeyJ"],
    move: true,
    refuses: needs("moveRow"),
    run: (app) => app.active.moveRow?.(1),
  },
  {
    id: "row.previous",
    title: "cmd.previousRow",
    group: "group.move",
    keys: ["KeyK"],
    move: true,
    refuses: needs("moveRow"),
    run: (app) => app.active.moveRow?.(-1),
  },
  {
    id: "line.next",
    title: "cmd.nextRow",
    group: "group.move",
    keys: ["ArrowDown"],
    move: true,
    refuses: needs("moveRow"),
    run: (app) => app.moveLine(1),
  },
  {
    id: "line.previous",
    title: "cmd.previousRow",
    group: "group.move",
    keys: ["ArrowUp"],
    move: true,
    refuses: needs("moveRow"),
    run: (app) => app.moveLine(-1),
  },
  {
    id: "column.next",
    title: "cmd.nextColumn",
    group: "group.move",
    keys: ["KeyL", "ArrowRight"],
    move: true,
    refuses: needs("moveColumn"),
    run: (app) => app.active.moveColumn?.(1),
  },
  {
    id: "column.previous",
    title: "cmd.previousColumn",
    group: "group.move",
    keys: ["KeyH", "ArrowLeft"],
    move: true,
    refuses: needs("moveColumn"),
    run: (app) => app.active.moveColumn?.(-1),
  },
  {
    id: "row.first",
    title: "cmd.firstRow",
    group: "group.move",
    keys: ["Home", "Mod+Home"],
    move: true,
    refuses: needs("edge"),
    run: (app) => app.active.edge?.("first"),
  },
  {
    id: "row.last",
    title: "cmd.lastRow",
    group: "group.move",
    keys: ["End", "Mod+End"],
    move: true,
    refuses: needs("edge"),
    run: (app) => app.active.edge?.("last"),
  },
  {
    id: "page.down",
    title: "cmd.pageDown",
    group: "group.move",
    keys: ["PageDown"],
    move: true,
    refuses: needs("moveRow"),
    run: (app) => app.active.moveRow?.(page),
  },
  {
    id: "page.up",
    title: "cmd.pageUp",
    group: "group.move",
    keys: ["PageUp"],
    move: true,
    refuses: needs("moveRow"),
    run: (app) => app.active.moveRow?.(-page),
  },
  {
    id: "difference.next",
    title: "cmd.nextDifference",
    group: "group.move",
    keys: ["F8", "F3"],
    refuses: needs("nextDifference"),
    run: (app) => app.active.nextDifference?.(1),
  },
  {
    id: "difference.previous",
    title: "cmd.previousDifference",
    group: "group.move",
    keys: ["Shift+F8", "Shift+F3"],
    refuses: needs("nextDifference"),
    run: (app) => app.active.nextDifference?.(-1),
  },
];

const places: Command[] = [
  {
    id: "open",
    title: "cmd.open",
    group: "group.go",
    keys: ["Enter"],
    refuses: needs("open"),
    run: (app) => app.active.open?.(),
  },
  {
    id: "source.open",
    title: "cmd.openSource",
    group: "group.go",
    keys: ["KeyO"],
    refuses: needs("openSource"),
    run: (app) => app.active.openSource?.(),
  },
  {
    id: "source.base",
    title: "cmd.openSource",
    group: "group.go",
    keys: ["Shift+KeyO"],
    move: true,
    refuses: inView("review"),
    run: (app) => app.review.openSource("base"),
  },
  {
    id: "back",
    title: "cmd.back",
    group: "group.go",
    keys: ["Backspace", "Alt+ArrowLeft"],
    refuses: (app) => (app.cameFrom ? null : "why.notHere"),
    run: (app) => app.back(),
  },
];

const plans: Command[] = [
  {
    id: "base.set",
    title: "cmd.makeBase",
    group: "group.plans",
    keys: ["KeyB"],
    refuses: refusesBase,
    run: (app) => {
      const plan = app.active.plan;
      if (plan) void app.setBase(plan);
    },
  },
  {
    id: "base.switch",
    title: "cmd.plain",
    group: "group.plans",
    keys: ["Shift+KeyB"],
    refuses: needsComparison,
    run: (app) => void app.switchBase(),
  },
  {
    id: "import.files",
    title: "cmd.import",
    group: "group.plans",
    keys: ["KeyI", "Mod+KeyO"],
    refuses: needsChange,
    run: (app) => void app.library.pick(),
  },
  {
    id: "import.folder",
    title: "cmd.importFolder",
    group: "group.plans",
    keys: [],
    refuses: needsChange,
    run: (app) => void app.library.pickFolders(),
  },
  {
    id: "import.preview",
    title: "cmd.preview",
    group: "group.plans",
    keys: ["Shift+KeyI"],
    refuses: needsChange,
    run: (app) => void app.preview.pick(),
  },
  {
    id: "import.paste",
    title: "cmd.paste",
    group: "group.plans",
    keys: ["Shift+KeyV"],
    refuses: needsChange,
    run: (app) => (app.overlay = "paste"),
  },
  {
    id: "import.bundled",
    title: "cmd.bundled",
    group: "group.plans",
    keys: [],
    refuses: needsChange,
    run: (app) => void app.library.importBundled(),
  },
  {
    id: "import.demo",
    title: "cmd.demo",
    group: "group.plans",
    keys: [],
    refuses: needsChange,
    run: (app) => void app.library.importDemo(),
  },
  {
    id: "plan.toggle",
    title: "cmd.toggle",
    group: "group.plans",
    keys: ["Space"],
    refuses: inView("library"),
    run: (app) => app.library.toggle(),
  },
  {
    id: "plan.near",
    title: "cmd.near",
    group: "group.plans",
    keys: ["KeyS"],
    refuses: (app) =>
      app.library.plans.length < 2 ? "why.onlyPlan" : nearTo(app) ? null : "why.nothingSelected",
    run: (app) => {
      const plan = nearTo(app);
      if (plan) app.near.open(plan);
    },
  },
  {
    id: "plan.reread",
    title: "cmd.reread",
    group: "group.plans",
    keys: ["KeyR"],
    refuses: refusesReread,
    run: (app) => void app.library.reread(),
  },
  {
    id: "plan.rereadChanged",
    title: "cmd.rereadChanged",
    group: "group.plans",
    keys: ["Shift+KeyR"],
    refuses: (app) => (app.library.changedFiles.length > 0 ? needsChange(app) : "why.noneChanged"),
    run: (app) => void app.library.rereadChanged(),
  },
  {
    id: "plan.encoding",
    title: "cmd.encoding",
    group: "group.plans",
    keys: [],
    refuses: refusesPlan,
    run: (app) => {
      if (app.library.row) app.preview.ofPlan(app.library.row);
    },
  },
  {
    id: "plan.delete",
    title: "cmd.delete",
    group: "group.plans",
    keys: ["Delete"],
    refuses: refusesPlan,
    run: (app) => void app.library.delete(),
  },
];

const matching: Command[] = [
  {
    id: "match.pin",
    title: "cmd.pin",
    group: "group.match",
    keys: ["KeyP"],
    refuses: refusesDecision,
    run: (app) => app.active.decide?.("pin"),
  },
  {
    id: "match.forbid",
    title: "cmd.forbid",
    group: "group.match",
    keys: ["KeyX"],
    refuses: refusesDecision,
    run: (app) => app.active.decide?.("forbid"),
  },
  {
    id: "match.hand",
    title: "cmd.match",
    group: "group.match",
    keys: ["KeyM"],
    refuses: (app) =>
      inView("matrix", "synopsis")(app) ??
      (app.active.plan && app.active.plan === app.comparison.base ? "why.isBase" : needsChange(app)),
    run: (app) => app.matchByHand(),
  },
  ...GROUPINGS.map((what): Command => ({
    id: `match.${what}`,
    title: `cmd.group.${what}`,
    group: "group.match",
    keys: [{ split: "Shift+KeyX", merge: "Shift+KeyM", name: "Shift+KeyN" }[what]],
    refuses: (app) => refusesGrouping(app, what),
    run: (app) => app.grouping.open(what),
  })),
];

const verdicts: Command[] = ([1, 2, 3, 4] as const).map((number) => ({
  id: `verdict.${number}`,
  title: `cmd.verdict${number}`,
  group: "group.review",
  keys: [`Digit${number}`],
  refuses: (app) => needs("verdict")(app) ?? needsChange(app),
  run: (app) => app.active.verdict?.(number),
}));

const working: Command[] = [
  {
    id: "note",
    title: "cmd.note",
    group: "group.review",
    keys: ["KeyN"],
    refuses: needs("note"),
    run: (app) => app.active.note?.(),
  },
  {
    id: "department.only",
    title: "cmd.filterDepartment",
    group: "group.review",
    keys: ["KeyF"],
    refuses: inView("responsibilities"),
    run: (app) => app.responsibilities.filterDepartment(),
  },
  {
    id: "unfold",
    title: "cmd.unfold",
    group: "group.edit",
    keys: ["KeyE"],
    refuses: inView("synopsis"),
    run: (app) => (app.synopsis.unfolded = !app.synopsis.unfolded),
  },
  {
    id: "copy",
    title: "cmd.copy",
    group: "group.edit",
    keys: ["KeyC", "Mod+KeyC"],
    refuses: needs("clip"),
    run: (app) => app.copy("row"),
  },
  {
    id: "copy.chart",
    title: "cmd.copyChart",
    group: "group.edit",
    keys: ["KeyG"],
    refuses: (app) => inView("targets")(app) ?? (app.targets.chart() ? null : "why.nothingSelected"),
    run: (app) => void app.copyChart(),
  },
  {
    id: "copy.cell",
    title: "cmd.copyCell",
    group: "group.edit",
    keys: ["Shift+KeyC", "Mod+Shift+KeyC"],
    refuses: needs("cellClip"),
    run: (app) => app.copy("cell"),
  },
  {
    id: "undo",
    title: "cmd.undo",
    group: "group.edit",
    keys: ["KeyU", "Mod+KeyZ"],
    refuses: (app) => (app.canUndo ? null : "why.nothingToUndo"),
    run: (app) => void app.undo(),
  },
  {
    id: "redo",
    title: "cmd.redo",
    group: "group.edit",
    keys: ["Shift+KeyU", "Mod+Shift+KeyZ", "Mod+KeyY"],
    refuses: (app) => (app.canRedo ? null : "why.nothingToRedo"),
    run: (app) => void app.redo(),
  },
];

const workbench: Command[] = [
  {
    id: "palette",
    title: "cmd.palette",
    group: "group.app",
    keys: ["Mod+KeyK"],
    run: (app) => (app.overlay = "palette"),
  },
  {
    id: "search",
    title: "cmd.search",
    group: "group.app",
    keys: ["Slash", "Mod+KeyF"],
    refuses: (app) => (app.library.empty ? "why.noPlans" : null),
    run: (app) => (app.overlay = "search"),
  },
  {
    id: "keys",
    title: "cmd.keys",
    group: "group.app",
    keys: ["Shift+Slash", "F1"],
    run: (app) => (app.overlay = "keys"),
  },
  {
    id: "settings",
    title: "cmd.settings",
    group: "group.app",
    keys: ["Mod+Comma"],
    run: (app) => (app.overlay = "settings"),
  },
  {
    id: "library.other",
    title: "cmd.otherLibrary",
    group: "group.app",
    keys: [],
    run: (app) => void app.attempt(() => app.backend.openLibrary(null)),
  },
  { id: "theme", title: "cmd.theme", group: "group.app", keys: [], run: (app) => app.settings.switchTheme() },
  {
    id: "language",
    title: "cmd.language",
    group: "group.app",
    keys: [],
    run: (app) => app.settings.switchLanguage(),
  },
  {
    id: "export.xlsx",
    title: "cmd.exportXlsx",
    group: "group.app",
    keys: ["Mod+KeyE"],
    refuses: needsComparison,
    run: (app) => void app.export("xlsx"),
  },
  {
    id: "export.html",
    title: "cmd.exportHtml",
    group: "group.app",
    keys: ["Mod+Shift+KeyE"],
    refuses: needsComparison,
    run: (app) => void app.export("html"),
  },
  {
    id: "cancel",
    title: "cmd.cancel",
    group: "group.app",
    keys: ["Escape"],
    refuses: (app) => (app.progress ? null : "why.notRunning"),
    run: (app) => void app.cancel(),
  },
];

/** All commands, in the order of palette and key help. */
export const COMMANDS: readonly Command[] = [
  ...views,
  ...places,
  ...moves,
  ...plans,
  ...matching,
  ...mending,
  ...verdicts,
  ...working,
  ...workbench,
];

/** What is done to the match one is on. */
const MATCHING = [
  "match.pin",
  "match.forbid",
  "match.hand",
  "match.split",
  "match.merge",
  "match.name",
] as const;

/** What a right click offers, by view, beside what the cell itself does. */
export const CONTEXT: Record<ViewId, readonly string[]> = {
  library: [
    "open",
    "source.open",
    "base.set",
    "plan.toggle",
    "plan.near",
    "plan.reread",
    "plan.encoding",
    "plan.delete",
    "import.files",
    "undo",
  ],
  matrix: ["open", "source.open", "copy", ...MATCHING, "base.set", "undo"],
  synopsis: ["source.open", "copy.cell", "copy", ...MATCHING, "base.set", "undo"],
  targets: ["open", "source.open", "copy", "copy.chart", "base.set"],
  responsibilities: ["open", "source.open", "department.only", "copy"],
  review: [
    "verdict.1",
    "verdict.2",
    "verdict.3",
    "verdict.4",
    "note",
    "open",
    "source.open",
    "copy",
    "match.forbid",
    "undo",
  ],
  source: ["mend", "mend.split", "mend.merge", "back", "undo"],
};

/** Groups of the registry as menus of the window, in order. */
export const MENUS: readonly { title: MessageKey; groups: readonly MessageKey[] }[] = [
  { title: "menu.file", groups: ["group.plans", "group.app"] },
  { title: "menu.edit", groups: ["group.edit", "group.match"] },
  { title: "menu.go", groups: ["group.go", "group.move"] },
  { title: "menu.review", groups: ["group.review"] },
];

/** What the status bar reminds of, by view: commands with their short names. */
export const HINTS: Record<ViewId, readonly { ids: readonly string[]; word: MessageKey }[]> = {
  library: [
    { ids: ["row.next", "row.previous"], word: "hint.rows" },
    { ids: ["plan.toggle"], word: "hint.select" },
    { ids: ["base.set"], word: "hint.base" },
    { ids: ["source.open"], word: "hint.source" },
    { ids: ["import.files"], word: "hint.import" },
    { ids: ["undo"], word: "hint.undo" },
  ],
  matrix: [
    { ids: ["row.next", "row.previous"], word: "hint.rows" },
    { ids: ["column.previous", "column.next"], word: "hint.columns" },
    { ids: ["base.set"], word: "hint.base" },
    { ids: ["open"], word: "hint.open" },
    { ids: ["source.open"], word: "hint.source" },
    { ids: ["difference.next"], word: "hint.difference" },
  ],
  synopsis: [
    { ids: ["row.next", "row.previous"], word: "hint.rows" },
    { ids: ["column.previous", "column.next"], word: "hint.columns" },
    { ids: ["base.set"], word: "hint.base" },
    { ids: ["match.pin"], word: "hint.pin" },
    { ids: ["match.forbid"], word: "hint.forbid" },
    { ids: ["match.hand"], word: "hint.match" },
    { ids: ["source.open"], word: "hint.source" },
  ],
  targets: [
    { ids: ["row.next", "row.previous"], word: "hint.rows" },
    { ids: ["column.previous", "column.next"], word: "hint.columns" },
    { ids: ["base.set"], word: "hint.base" },
    { ids: ["open"], word: "hint.open" },
    { ids: ["source.open"], word: "hint.source" },
    { ids: ["difference.next"], word: "hint.difference" },
  ],
  responsibilities: [
    { ids: ["row.next", "row.previous"], word: "hint.rows" },
    { ids: ["column.previous", "column.next"], word: "hint.departments" },
    { ids: ["department.only"], word: "hint.onlyThis" },
    { ids: ["open"], word: "hint.open" },
    { ids: ["source.open"], word: "hint.source" },
    { ids: ["difference.next"], word: "hint.difference" },
  ],
  review: [
    { ids: ["row.next", "row.previous"], word: "hint.items" },
    { ids: ["verdict.1", "verdict.2", "verdict.3", "verdict.4"], word: "hint.verdict" },
    { ids: ["note"], word: "hint.note" },
    { ids: ["open"], word: "hint.open" },
    { ids: ["source.open"], word: "hint.source" },
    { ids: ["match.forbid"], word: "hint.forbid" },
    { ids: ["undo"], word: "hint.undo" },
  ],
  source: [
    { ids: ["row.next", "row.previous"], word: "hint.units" },
    { ids: ["difference.next"], word: "hint.doubts" },
    { ids: ["mend"], word: "hint.mend" },
    { ids: ["back"], word: "hint.back" },
    { ids: ["undo"], word: "hint.undo" },
  ],
};
