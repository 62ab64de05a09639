import type {
  ColumnView,
  DepartmentView,
  FactsView,
  ImportRow,
  IndicatorRow,
  MatrixRow,
  ProseTargetRow,
  ResponsibilityRow,
  ReviewDetail,
  RunView,
  SynopsisView,
} from "../api/types";
import { linesWord } from "../i18n/format";
import { say, t, tOr, type MessageKey } from "../i18n/index.svelte";
import { flagWord } from "../i18n/kinds";
import { encodingOf, stateOf, whyOf } from "./imports";

/** The same content twice: for Word and WPS, and for places without formatting. */
export interface Clip {
  html: string;
  plain: string;
}

/** A cell of a table on its way to the clipboard. */
type Part = string | readonly RunView[];

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);

/** Marks as Word and WPS understand them: bold underline, strikethrough, underline. */
function runHtml(run: RunView): string {
  const text = escaped(run.text);
  if (run.mark === "added") return `<b><u>${text}</u></b>`;
  if (run.mark === "removed") return `<s>${text}</s>`;
  if (run.mark === "moved") return `<u>${text}</u>`;
  return text;
}

/** Plain marks for places without formatting: ［＋…］ and ［－…］. */
function runPlain(run: RunView): string {
  if (run.mark === "added") return `［＋${run.text}］`;
  if (run.mark === "removed") return `［－${run.text}］`;
  return run.text;
}

const partHtml = (part: Part) => (typeof part === "string" ? escaped(part) : part.map(runHtml).join(""));
/** A cell of a spreadsheet: no tabs, no line ends. */
const partPlain = (part: Part) =>
  (typeof part === "string" ? part : part.map(runPlain).join("")).replace(/[\t\n\r]+/g, " ");

/** A table with one row of heads. */
function table(head: readonly string[], rows: readonly (readonly Part[])[]): Clip {
  const line = (tag: string, parts: readonly Part[]) =>
    `<tr>${parts.map((part) => `<${tag}>${partHtml(part)}</${tag}>`).join("")}</tr>`;
  const body = rows.map((row) => line("td", row)).join("");
  return {
    html: `<table border="1"><thead>${line("th", head)}</thead><tbody>${body}</tbody></table>`,
    plain: [head, ...rows].map((row) => row.map(partPlain).join("\t")).join("\n"),
  };
}

/** Where a column's text stands: 济宁市 3.1.3 213–215 行. */
function place(view: SynopsisView, at: number): string {
  const unit = view.units[at]?.[0];
  const name = view.columns[at]?.name ?? "";
  return unit ? `${name} ${unit.cite} ${linesWord(unit.lines)}` : name;
}

const named = (departments: readonly DepartmentView[]) =>
  departments
    .filter((one) => one.mark !== "removed")
    .map((one) => one.name)
    .join("、");

const FACTS: readonly [MessageKey, (facts: FactsView) => string][] = [
  ["copy.lead", (facts) => named(facts.lead)],
  ["copy.participants", (facts) => named([...facts.participants, ...facts.unranked])],
  ["copy.targets", (facts) => facts.targets.map((target) => target.quote).join("；")],
];

/** A whole row of the synopsis: matched sentences, then who leads and what is promised. */
export function synopsisClip(view: SynopsisView): Clip {
  const heads = view.columns.map((_, at) => place(view, at));
  const sentences = view.sentences.map((sentence) =>
    sentence.cells.map((cell): Part => (cell.runs.length > 0 ? cell.runs : cell.note ? say(cell.note) : "")),
  );
  const facts = FACTS.map(([key, told]) => {
    const all = view.facts.map(told);
    return all.some(Boolean) ? [all.map((text) => (text ? `${t(key)}：${text}` : ""))] : [];
  });
  return table(heads, [...sentences, ...facts.flat()]);
}

/** One plan's sentence as it stands there, with its source: ready to be quoted. */
export function cellClip(view: SynopsisView, sentence: number, column: number): Clip | null {
  const cell = view.sentences[sentence]?.cells[column];
  const plan = view.columns[column];
  const unit = cell?.place ?? view.units[column]?.[0];
  if (!cell || !plan || cell.runs.length === 0) return null;
  const text = cell.runs
    .filter((run) => run.mark !== "removed")
    .map((run) => run.text)
    .join("");
  const lines = cell.lines ?? unit?.lines;
  const where = [unit?.cite, lines ? linesWord(lines) : undefined].filter(Boolean).join(" ");
  const source = t("copy.source", { title: plan.title, where });
  return { html: `<p>${escaped(text)}${escaped(source)}</p>`, plain: `${text}${source}` };
}

/** A row of the coverage: what each plan has, with its place. */
export function rowClip(columns: readonly ColumnView[], row: MatrixRow): Clip {
  const cells = row.cells.map((cell) => {
    const units = cell.units.map((unit) => `${unit.cite} ${unit.title}`).join("；");
    const words = [cell.target, ...cell.flags.map((flag) => flagWord(flag))].filter((word) => word !== null);
    return [units, words.join("、")].filter((part) => part !== "").join(" · ");
  });
  return table([row.topic, ...columns.map((column) => column.name)], [[row.cite ?? "", ...cells]]);
}

/** An indicator, or a target of the prose, over the plans. */
export function targetClip(columns: readonly ColumnView[], row: IndicatorRow | ProseTargetRow): Clip {
  const word = (comparison: string | null) => (comparison ? tOr(`cmp.${comparison}`, comparison) : "");
  if ("topic" in row) {
    const cells = columns.map((column, at) => {
      const cell = row.cells[at];
      return [
        column.name,
        cell?.place?.cite ?? "",
        cell?.quote || (cell?.note ? say(cell.note) : ""),
        word(cell?.comparison ?? null),
      ];
    });
    return table([row.topic, t("copy.place"), t("copy.targets"), t("copy.comparison")], cells);
  }
  const cells = columns.map((column, at) => {
    const cell = row.cells[at];
    return [column.name, cell?.baseline ?? "", cell?.target ?? "", word(cell?.comparison ?? null)];
  });
  const name = row.unit ? `${row.name}（${row.unit}）` : row.name;
  return table([name, t("copy.baseline"), t("copy.targets"), t("copy.comparison")], cells);
}

/** Who leads and who takes part in a commitment, a line a plan. */
export function dutyClip(columns: readonly ColumnView[], row: ResponsibilityRow): Clip {
  const cells = columns.map((column, at) => {
    const side = row.sides[at];
    const others = side ? named([...side.participants, ...side.unranked]) : "";
    return [column.name, side?.unit?.cite ?? "", side ? named(side.lead) : "", others];
  });
  return table([row.topic, t("copy.place"), t("copy.lead"), t("copy.participants")], cells);
}

/** A deviation as a line of a letter: place, both wordings, reason, wording asked for. */
export function findingClip(detail: ReviewDetail): Clip {
  const said = (side: ReviewDetail["base"]) =>
    side.runs
      .filter((run) => run.weight !== "context")
      .map((run) => run.text)
      .join("") || (side.absence ? say(side.absence) : "");
  const where = (side: ReviewDetail["base"]) =>
    [side.name, side.unit?.cite, side.lines ? linesWord(side.lines) : undefined].filter(Boolean).join(" ");
  const head = [where(detail.base), where(detail.side), t("copy.reason"), t("copy.wording")];
  const reason = `${flagWord(detail.item.flag)}：${say(detail.reason)}`;
  return table(head, [[said(detail.base), said(detail.side), reason, detail.suggestion]]);
}

/** The report of an import: a row a file. */
export function importClip(rows: readonly ImportRow[]): Clip {
  const head = [
    t("library.reportFile"),
    t("library.reportState"),
    t("library.reportEncoding"),
    t("library.reportWhy"),
  ];
  const cells = rows.map((row) => [
    row.file,
    stateOf(row),
    encodingOf(row.encoding, row.encoding_named),
    whyOf(row),
  ]);
  return table(head, cells);
}

/** Puts a clip on the clipboard; false where the system refuses. */
export function copyClip({ html, plain }: Clip): boolean {
  const fill = (event: ClipboardEvent) => {
    event.clipboardData?.setData("text/html", html);
    event.clipboardData?.setData("text/plain", plain);
    event.preventDefault();
  };
  document.addEventListener("copy", fill);
  // The event is the one way to put formatted text there that every web view allows.
  const done = document.execCommand("copy");
  document.removeEventListener("copy", fill);
  return done;
}
