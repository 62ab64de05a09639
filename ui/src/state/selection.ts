/** What is selected of the text cells in `within`, and the line it begins on. */
export function selectedIn(within: Element): { words: string; line: number } | null {
  const selection = document.getSelection();
  const range = selection && selection.rangeCount > 0 ? selection.getRangeAt(0) : null;
  if (!range || range.collapsed || !within.contains(range.commonAncestorContainer)) return null;
  const cells = [...within.querySelectorAll("[data-line] .tx")].filter((cell) => range.intersectsNode(cell));
  const words = cells.map((cell) => part(range, cell)).join("");
  const line = Number(cells[0]?.closest("[data-line]")?.getAttribute("data-line"));
  return words.trim() && line ? { words: words.trim(), line } : null;
}

/** The part of a cell that lies in the range: line numbers beside it do not count. */
function part(range: Range, cell: Element): string {
  const own = document.createRange();
  own.selectNodeContents(cell);
  if (range.compareBoundaryPoints(Range.START_TO_START, own) > 0)
    own.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, own) < 0) own.setEnd(range.endContainer, range.endOffset);
  return own.toString();
}
