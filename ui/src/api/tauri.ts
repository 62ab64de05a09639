import { Channel, invoke } from "@tauri-apps/api/core";
import type { Backend } from "./backend";
import { COMMANDS } from "./commands";
import type { ShellEvent } from "./types";

/** The backend in the window: every method is one command of the shell. */
export const tauriBackend: Backend = {
  library: () => invoke(COMMANDS.library),
  importBundled: () => invoke(COMMANDS.importBundled),
  importDemo: () => invoke(COMMANDS.importDemo),
  pickFiles: () => invoke(COMMANDS.pickFiles),
  pickFolders: () => invoke(COMMANDS.pickFolders),
  importPaths: (files) => invoke(COMMANDS.importPaths, { files }),
  previewFile: (file) => invoke(COMMANDS.previewFile, { file }),
  previewPlan: (plan, encoding) => invoke(COMMANDS.previewPlan, { plan, encoding }),
  reread: (plans, encoding) => invoke(COMMANDS.reread, { plans, encoding }),
  planFiles: () => invoke(COMMANDS.planFiles),
  pasteText: (name, text) => invoke(COMMANDS.pasteText, { name, text }),
  deletePlan: (plan) => invoke(COMMANDS.deletePlan, { plan }),
  undo: () => invoke(COMMANDS.undo),
  redo: () => invoke(COMMANDS.redo),
  matrix: (selection, request) => invoke(COMMANDS.matrix, { selection, request }),
  batch: (selection, request) => invoke(COMMANDS.batch, { selection, request }),
  synopsis: (selection, row) => invoke(COMMANDS.synopsis, { selection, row }),
  matches: (selection, row) => invoke(COMMANDS.matches, { selection, row }),
  source: (plan, from, count) => invoke(COMMANDS.source, { plan, from, count }),
  sourceLines: (plan, from, count) => invoke(COMMANDS.sourceLines, { plan, from, count }),
  targets: (selection, from) => invoke(COMMANDS.targets, { selection, from }),
  responsibilities: (selection, from) => invoke(COMMANDS.responsibilities, { selection, from }),
  review: (selection, request) => invoke(COMMANDS.review, { selection, request }),
  reviewDetail: (selection, id) => invoke(COMMANDS.reviewDetail, { selection, id }),
  setVerdict: (selection, input) => invoke(COMMANDS.setVerdict, { selection, input }),
  decideMatch: (selection, decision) => invoke(COMMANDS.decideMatch, { selection, decision }),
  correctMatch: (selection, input) => invoke(COMMANDS.correctMatch, { selection, input }),
  corrections: () => invoke(COMMANDS.corrections),
  mend: (plan, path, input) => invoke(COMMANDS.mend, { plan, path, input }),
  mends: (plan) => invoke(COMMANDS.mends, { plan }),
  nearPlans: (plan) => invoke(COMMANDS.nearPlans, { plan }),
  unitDetail: (plan, path) => invoke(COMMANDS.unitDetail, { plan, path }),
  setRelation: (plan, base, relation) => invoke(COMMANDS.setRelation, { plan, base, relation }),
  search: (query, limit) => invoke(COMMANDS.search, { query, limit }),
  exportView: (selection, chosen, format) => invoke(COMMANDS.exportView, { selection, chosen, format }),
  setMenu: (groups) => invoke(COMMANDS.setMenu, { groups }),
  recentLibraries: () => invoke(COMMANDS.recentLibraries),
  openLibrary: (token) => invoke(COMMANDS.openLibrary, { token }),
  settings: () => invoke(COMMANDS.settings),
  saveSettings: (settings) => invoke(COMMANDS.saveSettings, { settings }),
  remembered: () => invoke(COMMANDS.remembered),
  remember: (state) => invoke(COMMANDS.remember, { state }),
  cancel: () => invoke(COMMANDS.cancel),
  subscribe: (listener) => {
    let open = true;
    const channel = new Channel<ShellEvent>();
    channel.onmessage = (event) => {
      if (open) listener(event);
    };
    void invoke(COMMANDS.subscribe, { channel });
    return () => {
      open = false;
    };
  },
};
