import type { ColumnView, MatrixRow, RunView, SynopsisView } from "../api/types";

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);

/** Marks as Word and WPS understand them: bold underline, strikethrough, dotted underline. */
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

/** A synopsis as a table for the clipboard, formatted and plain. */
export function synopsisText(view: SynopsisView): { html: string; plain: string } {
  const places = view.columns.map((column, index) => {
    const unit = view.units[index]?.[0];
    return unit ? `${column.name} ${unit.cite}` : column.name;
  });
  const cells = view.sentences.map((sentence) => sentence.cells);
  const head = places.map((place) => `<th>${escaped(place)}</th>`).join("");
  const body = cells
    .map((row) =>
      row.map((cell) => `<td>${cell.runs.map(runHtml).join("") || escaped(cell.note ?? "")}</td>`).join(""),
    )
    .map((row) => `<tr>${row}</tr>`)
    .join("");
  const plain = [
    places,
    ...cells.map((row) => row.map((cell) => cell.runs.map(runPlain).join("") || (cell.note ?? ""))),
  ]
    .map((row) => row.join("\t"))
    .join("\n");
  return { html: `<table border="1"><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`, plain };
}

/** A row of the coverage as a table for the clipboard: what each plan has, with its place. */
export function rowText(columns: readonly ColumnView[], row: MatrixRow): { html: string; plain: string } {
  const head = [row.topic, ...columns.map((column) => column.name)];
  const cells = row.cells.map((cell) => {
    const units = cell.units.map((unit) => `${unit.cite} ${unit.title}`).join("；");
    const words = [cell.target, ...cell.flags.map((flag) => flag.word)].filter((word) => word !== null);
    return [units, words.join("、")].filter((part) => part !== "").join(" · ");
  });
  const body = [row.cite ?? "", ...cells];
  const line = (tag: string, parts: readonly string[]) =>
    `<tr>${parts.map((part) => `<${tag}>${escaped(part)}</${tag}>`).join("")}</tr>`;
  return {
    html: `<table border="1"><thead>${line("th", head)}</thead><tbody>${line("td", body)}</tbody></table>`,
    plain: [head, body].map((parts) => parts.join("\t")).join("\n"),
  };
}

/** Puts a table on the clipboard, formatted and plain; false where the system refuses. */
export function copyTable({ html, plain }: { html: string; plain: string }): boolean {
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
