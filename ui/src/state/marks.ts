import type { SourceMark } from "../api/types";

/** A stretch of a line with the kinds of all marks upon it. */
export interface Stretch {
  text: string;
  kinds: readonly string[];
  note: string | null;
}

/** Cuts a line where marks begin or end; marks may overlap. */
export function stretches(text: string, marks: readonly SourceMark[]): Stretch[] {
  if (marks.length === 0) return [{ text, kinds: [], note: null }];
  const cuts = new Set([0, text.length]);
  for (const mark of marks) {
    cuts.add(Math.min(text.length, mark.start));
    cuts.add(Math.min(text.length, mark.end));
  }
  const at = [...cuts].sort((a, b) => a - b);
  return at.slice(0, -1).map((start, index) => {
    const end = at[index + 1] ?? text.length;
    const upon = marks.filter((mark) => mark.start <= start && mark.end >= end && mark.end > mark.start);
    const note = upon.map((mark) => mark.note).find((words) => words) ?? null;
    return { text: text.slice(start, end), kinds: upon.map((mark) => mark.kind), note };
  });
}
