/** Marks of roles as outlines: ● ○ – ▲ ▽ × ·; those of one look are one outline. */

/** How a mark is drawn. */
export type Look = "full" | "ring" | "more" | "less" | "dot";

const circle = (x: number, radius: number) =>
  `M${x - radius} 8a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0`;

const MARKS: Readonly<Record<string, { look: Look; at: (x: number) => string }>> = {
  lead: { look: "full", at: (x) => circle(x, 3.6) },
  participant: { look: "ring", at: (x) => circle(x, 3) },
  unranked: { look: "ring", at: (x) => `M${x - 3} 8h6` },
  new_lead: { look: "more", at: (x) => `M${x} 3.8l4 7.2h-8z` },
  lead_to_participant: { look: "less", at: (x) => `M${x} 12.2l-4 -7.2h8z` },
  gone: { look: "less", at: (x) => `M${x - 3} 5l6 6M${x + 3} 5l-6 6` },
  none: { look: "dot", at: (x) => circle(x, 0.9) },
};

/** Pixels from one mark to the next. */
export const PITCH = 11;

/** The outlines of `roles` in one row, in the order of first appearance. */
export function outlines(roles: readonly string[]): { look: Look; d: string }[] {
  const found = new Map<Look, string>();
  roles.forEach((role, at) => {
    const mark = MARKS[role];
    if (mark) found.set(mark.look, (found.get(mark.look) ?? "") + mark.at(7 + at * PITCH));
  });
  return [...found].map(([look, d]) => ({ look, d }));
}
