import { language } from "./index.svelte";

/**
 * Kinds of deviation in English. The Chinese words come with the data, from the one place
 * where domain terms are kept; English readers get these.
 */
const ENGLISH: Record<string, string> = {
  task_missing: "not covered",
  task_added: "added",
  task_moved: "moved",
  tasks_merged: "merged",
  task_split: "split",
  text_dropped: "text dropped",
  text_added: "text added",
  text_moved: "text moved",
  wording_weakened: "weaker",
  wording_strengthened: "stronger",
  wording_changed: "reworded",
  scope_narrowed: "narrower",
  scope_widened: "wider",
  condition_added: "condition",
  target_lowered: "lower",
  target_raised: "higher",
  target_missing: "no target",
  target_added: "target added",
  measure_changed: "other measure",
  deadline_later: "later",
  deadline_earlier: "earlier",
  indicator_missing: "no indicator",
  indicator_added: "indicator added",
  attribute_weakened: "less binding",
  attribute_strengthened: "binding",
  lead_changed: "other lead",
  lead_dropped: "no lead",
  participant_dropped: "fewer partners",
  participant_added: "more partners",
  role_changed: "other role",
  layer_absent: "layer absent",
  copied: "copied",
};

/** The word of a mark in the reader's language. */
export function flagWord(flag: { kind: string; word: string }): string {
  return language() === "en" ? (ENGLISH[flag.kind] ?? flag.word) : flag.word;
}
