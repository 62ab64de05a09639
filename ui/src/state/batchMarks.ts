import type { BatchCell } from "../api/types";

/** Outlines of all marks of one kind in a line of the batch table; one path a kind. */
export interface BatchPaths {
  full: string;
  partial: string;
  absent: string;
  weaker: string;
}

export const MARK_WIDTH = 6;
const HEIGHT = 16;

const bar = (x: number, y: number, height: number) =>
  `M${x} ${y}h${MARK_WIDTH - 1}v${height}h-${MARK_WIDTH - 1}z`;

/**
 * Carried whole = a low bar, in part = half height, missing = full height; weaker = a notch
 * above. Height tells them apart without colour.
 */
export function batchPaths(cells: readonly BatchCell[]): BatchPaths {
  const paths: BatchPaths = { full: "", partial: "", absent: "", weaker: "" };
  cells.forEach((cell, index) => {
    const x = index * MARK_WIDTH;
    if (cell.presence === "absent") paths.absent += bar(x, 0, HEIGHT);
    else if (cell.presence === "partial") paths.partial += bar(x, HEIGHT / 2, HEIGHT / 2);
    else if (cell.presence === "full") paths.full += bar(x, HEIGHT - 3, 3);
    if (cell.presence !== "absent" && (cell.flag?.direction ?? 0) < 0) paths.weaker += bar(x, 2, 3);
  });
  return paths;
}

/** Index of the mark under a horizontal position. */
export function markAt(x: number, count: number): number {
  return Math.max(0, Math.min(count - 1, Math.floor(x / MARK_WIDTH)));
}
