import type { ColumnView, IndicatorRow } from "../api/types";

/** A plan's target on the axis of an indicator. */
export interface Dot {
  /** Place on the axis in percent of the drawing. */
  x: number;
  /** Shift in pixels where several plans have the same value. */
  shift: number;
  mark: string;
  name: string;
  value: number;
  /** Stated in prose. */
  hollow: boolean;
  /** Of another target year. */
  pale: boolean;
}

export interface Axis {
  low: number;
  high: number;
}

const MARGIN = 4;
const STEP = 5;
/** Pixels between dots, and pixels to a percent of the narrowest drawing. */
const APART = 15;
const PIXELS = 2.5;

/** One axis for all shares, so that rows can be compared: from a round value to 100 or above. */
export function shareAxis(rows: readonly IndicatorRow[]): Axis {
  const values = rows
    .filter((row) => row.unit === "%" && row.not_drawn === null)
    .flatMap((row) => row.cells.flatMap((cell) => [cell.target_value, cell.baseline_value]))
    .filter((value): value is number => value !== null);
  const low = values.length > 0 ? Math.floor(Math.min(...values) / STEP) * STEP : 0;
  return { low: Math.max(0, Math.min(low, 95)), high: Math.max(100, ...values) };
}

/** Where a value stands, in percent of the drawing's width. */
export function at(value: number, axis: Axis): number {
  const share = (value - axis.low) / (axis.high - axis.low || 1);
  return MARGIN + Math.max(0, Math.min(1, share)) * (100 - 2 * MARGIN);
}

/** Round values to write along the axis. */
export function ticks(axis: Axis, most = 5): number[] {
  const step = Math.max(STEP, Math.ceil((axis.high - axis.low) / (most - 1) / STEP) * STEP);
  const found = [];
  for (let value = axis.high; value >= axis.low; value -= step) found.unshift(value);
  return found;
}

/** The dots of a row: every plan but the base, which is a bar. */
export function dots(row: IndicatorRow, columns: readonly ColumnView[], axis: Axis): Dot[] {
  const found = row.cells.flatMap((cell, index): Dot[] => {
    const column = columns[index];
    if (!column || column.is_base || cell.target_value === null || cell.unit !== null) return [];
    return [
      {
        x: at(cell.target_value, axis),
        shift: 0,
        mark: column.mark,
        name: column.name,
        value: cell.target_value,
        hollow: cell.prose !== null,
        pale: cell.other_year !== null,
      },
    ];
  });
  return partDots(found);
}

/** Moves dots that would cover each other apart, each cluster around its middle. */
function partDots(found: Dot[]): Dot[] {
  const sorted = [...found].sort((a, b) => a.x - b.x);
  let cluster: Dot[] = [];
  const settle = () => {
    const middle = cluster.reduce((sum, dot) => sum + dot.shift, 0) / (cluster.length || 1);
    for (const dot of cluster) dot.shift -= middle;
    cluster = [];
  };
  for (const dot of sorted) {
    const last = cluster.at(-1);
    const room = last ? (dot.x - last.x) * PIXELS - last.shift : APART;
    if (room >= APART) settle();
    else dot.shift = APART - room;
    cluster.push(dot);
  }
  settle();
  return found;
}
