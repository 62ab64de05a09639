import type {
  BatchRequest,
  BatchView,
  ChangeView,
  CorrectionsView,
  ImportFile,
  ImportView,
  LibraryView,
  MatchDecision,
  MatchInput,
  MatchView,
  MatrixRequest,
  MatrixView,
  MendInput,
  MendResult,
  MenuGroup,
  NearView,
  PickedFile,
  PlanFileView,
  PreviewView,
  ResponsibilitiesView,
  ReviewDetail,
  ReviewRequest,
  ReviewView,
  SearchView,
  Selection,
  Settings,
  ShellEvent,
  SourceLine,
  SourceView,
  SynopsisView,
  TargetsView,
  UnitDetail,
  VerdictInput,
} from "./types";

/** What a view can be saved as. */
export type ExportFormat = "xlsx" | "html";

/**
 * What the page asks of the core: one method a command, named in `commands.ts`. Argument
 * names are those of the Rust handlers. A refusal rejects with an `ApiError`.
 */
export interface Backend {
  library(): Promise<LibraryView>;
  /** Imports the five bundled plans. */
  importBundled(): Promise<ImportView>;
  /** Imports the made-up pair of a parent and a county plan. */
  importDemo(): Promise<ImportView>;
  /** Opens the system's file dialog; empty when the user closes it. */
  pickFiles(): Promise<PickedFile[]>;
  /** Opens the system's dialog for folders. */
  pickFolders(): Promise<PickedFile[]>;
  importPaths(files: ImportFile[]): Promise<ImportView>;
  /** A picked file as it would be read; it stays to be imported. */
  previewFile(file: ImportFile): Promise<PreviewView>;
  /** A plan as it would be read again in another encoding. */
  previewPlan(plan: string, encoding: string | null): Promise<PreviewView>;
  /** Reads plans again from their files; all whose files changed where none are named. */
  reread(plans: string[], encoding: string | null): Promise<ImportView>;
  /** Which plans' files changed on disk. */
  planFiles(): Promise<PlanFileView[]>;
  pasteText(name: string, text: string): Promise<ImportView>;
  deletePlan(plan: string): Promise<LibraryView>;
  undo(): Promise<ChangeView>;
  redo(): Promise<ChangeView>;
  /** At most 200 lines. */
  matrix(selection: Selection, request: MatrixRequest): Promise<MatrixView>;
  /** At most 200 rows of many plans against one base. */
  batch(selection: Selection, request: BatchRequest): Promise<BatchView>;
  synopsis(selection: Selection, row: string): Promise<SynopsisView>;
  /** Per column, what the match of a row rests on. */
  matches(selection: Selection, row: string): Promise<(MatchView | null)[]>;
  /** A plan with its outline, its doubts and at most 200 lines from `from` (1-based). */
  source(plan: string, from: number, count: number): Promise<SourceView>;
  /** At most 200 further lines. */
  sourceLines(plan: string, from: number, count: number): Promise<SourceLine[]>;
  /** At most 200 rows from row `from` (from 0). */
  targets(selection: Selection, from: number): Promise<TargetsView>;
  responsibilities(selection: Selection, from: number): Promise<ResponsibilitiesView>;
  /** At most 200 lines. */
  review(selection: Selection, request: ReviewRequest): Promise<ReviewView>;
  reviewDetail(selection: Selection, id: string): Promise<ReviewDetail>;
  setVerdict(selection: Selection, input: VerdictInput): Promise<ChangeView>;
  decideMatch(selection: Selection, decision: MatchDecision): Promise<ChangeView>;
  /** Pins, forbids, splits, merges, names a group, or takes such a word back; one step. */
  correctMatch(selection: Selection, input: MatchInput): Promise<CorrectionsView>;
  /** All corrections of matches in force. */
  corrections(): Promise<CorrectionsView>;
  /** Corrects the reading of a unit; `path` is null for the plan as a whole. */
  mend(plan: string, path: string | null, input: MendInput): Promise<MendResult>;
  /** All corrections of a plan. */
  mends(plan: string): Promise<MendResult>;
  /** The plans of the library nearest to one, at most twelve. */
  nearPlans(plan: string): Promise<NearView>;
  /** A unit with all that can be corrected in it. */
  unitDetail(plan: string, path: string): Promise<UnitDetail>;
  /** How a plan stands to a base; the empty word leaves it to the program. */
  setRelation(plan: string, base: string, relation: string): Promise<ChangeView>;
  /** At most `limit` hits. */
  search(query: string, limit: number): Promise<SearchView>;
  /** Saves the rows that are chosen (all where null) through the system's dialog; the file's name, or null when closed. */
  exportView(
    selection: Selection,
    chosen: MatrixRequest | null,
    format: ExportFormat,
  ): Promise<string | null>;
  /** Shows the commands as the menu of the window. */
  setMenu(groups: MenuGroup[]): Promise<void>;
  /** Libraries opened last, without this one. */
  recentLibraries(): Promise<PickedFile[]>;
  /** Opens a library in a window of its own; null asks for it. */
  openLibrary(token: string | null): Promise<void>;
  settings(): Promise<Settings>;
  saveSettings(settings: Settings): Promise<void>;
  /** What the page left with `remember` in this library: JSON, or null. */
  remembered(): Promise<string | null>;
  remember(state: string): Promise<void>;
  /** Cancels the long work at hand. */
  cancel(): Promise<void>;
  /** Progress, dropped files, menu entries; the returned function ends it. */
  subscribe(listener: (event: ShellEvent) => void): () => void;
}
