/**
 * The shell's commands: method of the page's backend → name in Rust. The one place where
 * these names are written on this side; a test compares them with the shell's handlers.
 */
export const COMMANDS = {
  library: "library",
  importBundled: "import_bundled",
  importDemo: "import_demo",
  pickFiles: "pick_files",
  importPaths: "import_paths",
  pasteText: "paste_text",
  deletePlan: "delete_plan",
  undo: "undo",
  redo: "redo",
  matrix: "matrix",
  batch: "batch",
  openLibrary: "open_library",
  recentLibraries: "recent_libraries",
  setMenu: "set_menu",
  synopsis: "synopsis",
  source: "source",
  targets: "targets",
  responsibilities: "responsibilities",
  review: "review",
  reviewDetail: "review_detail",
  setVerdict: "set_verdict",
  decideMatch: "decide_match",
  correctMatch: "correct_match",
  corrections: "corrections",
  mend: "mend",
  mends: "mends",
  unitDetail: "unit_detail",
  setRelation: "set_relation",
  search: "search",
  exportView: "export_view",
  settings: "settings",
  saveSettings: "save_settings",
  remembered: "remembered",
  remember: "remember",
  cancel: "cancel",
  subscribe: "subscribe",
} as const;

export type CommandName = (typeof COMMANDS)[keyof typeof COMMANDS];
