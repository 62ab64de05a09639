import type { ImportRow, PickedFile } from "../api/types";
import { dayOf } from "../i18n/format";
import { t } from "../i18n/index.svelte";
import { wholeOf } from "./failure";

/** A picked file and how it is to be read. */
export interface Asked {
  file: PickedFile;
  /** None to detect it. */
  encoding: string | null;
  as_text: boolean;
}

/** The encodings a text can be read in; the empty one is detected. */
export const ENCODINGS = ["UTF-8", "GB18030", "Big5", "UTF-16LE", "UTF-16BE"] as const;

/** A file whose turn has not come. */
export function waiting(file: string): ImportRow {
  return {
    file,
    outcome: "waiting",
    plan: null,
    error: null,
    units: 0,
    warnings: 0,
    encoding: null,
    encoding_named: false,
    version: 0,
    kept: 0,
    review: 0,
    known_since: null,
  };
}

/** True once nothing more becomes of it. */
export const isDone = (row: ImportRow): boolean => row.outcome !== "waiting" && row.outcome !== "reading";

/** What became of a file, in a few words. */
export function stateOf(row: ImportRow): string {
  switch (row.outcome) {
    case "waiting":
      return t("library.waiting");
    case "reading":
      return t("library.reading");
    case "refused":
      return t("library.refused");
    case "cancelled":
      return t("library.cancelled");
    case "known":
      return t("library.known", { day: row.known_since ? dayOf(row.known_since) : "" });
    case "new_version":
      return row.kept + row.review > 0
        ? t("library.newVersion", { version: row.version, kept: row.kept, review: row.review })
        : t("library.newVersionClean", { version: row.version });
    default:
      return row.warnings > 0
        ? t("library.imported", { units: row.units, warnings: row.warnings })
        : t("library.importedClean", { units: row.units });
  }
}

/** The encoding and whether it was detected. */
export function encodingOf(encoding: string | null, named: boolean): string {
  if (!encoding) return "";
  return t(named ? "library.encodingNamed" : "library.encodingDetected", { encoding });
}

/** Why a file was refused, what to do, and that the file itself is as it was. */
export function whyOf(row: ImportRow): string {
  if (!row.error || row.outcome === "cancelled") return "";
  return wholeOf(row.error, t("library.fileUntouched"));
}
