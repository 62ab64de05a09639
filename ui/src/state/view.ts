import type { Clip } from "./clipboard";
/** The views of the rail, in its order. */
export const VIEWS = [
  "library",
  "matrix",
  "synopsis",
  "targets",
  "responsibilities",
  "review",
  "source",
] as const;

export type ViewId = (typeof VIEWS)[number];

/** Key of each view in the rail; 7 is kept for drafting. */
export const VIEW_KEYS: Record<ViewId, string> = {
  library: "Alt+Digit1",
  matrix: "Alt+Digit2",
  synopsis: "Alt+Digit3",
  targets: "Alt+Digit4",
  responsibilities: "Alt+Digit5",
  review: "Alt+Digit6",
  source: "Alt+Digit8",
};

export function isView(word: unknown): word is ViewId {
  return typeof word === "string" && (VIEWS as readonly string[]).includes(word);
}

/**
 * What a view can do. The commands ask for these; a view leaves out what it has no use for,
 * and the command is then not offered.
 */
export interface ViewController {
  /** Fetches what the view shows, unless it is there. */
  ensure(): Promise<void>;
  /** Forgets what was fetched: the comparison changed. */
  forget(): void;
  /** Where one is, for the status bar. */
  readonly status: readonly string[];
  moveRow?(by: number): void;
  moveColumn?(by: number): void;
  edge?(to: "first" | "last"): void;
  nextDifference?(by: 1 | -1): void;
  open?(): void;
  openSource?(): void;
  /** The plan that commands on plans are about. */
  readonly plan?: string | null;
  /** Whether the cell one is on holds a match to decide about. */
  readonly matched?: boolean;
  decide?(action: "pin" | "forbid"): void;
  verdict?(number: 1 | 2 | 3 | 4): void;
  note?(): void;
  /** What the row one is on is on the clipboard. */
  clip?(): Clip | null;
  /** The same of the cell one is on, with its source. */
  cellClip?(): Clip | null;
}
