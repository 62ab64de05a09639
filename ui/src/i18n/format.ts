import { t } from "./index.svelte";

/** 0.834 → 83%. */
export function percent(value: number): string {
  return `${Math.round(value * 100)}%`;
}

/** 第 270–284 行, 第 142 行. */
export function linesWord(lines: readonly [number, number]): string {
  return lines[0] === lines[1]
    ? t("matrix.line", { from: lines[0] })
    : t("matrix.linesOf", { from: lines[0], to: lines[1] });
}

/** A part of a rate: whole as it is, else with one digit. */
export function amount(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(1);
}

/** The day of a moment where the reader is: 2026-11-20. */
export function dayOf(moment: string): string {
  const at = new Date(moment);
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
