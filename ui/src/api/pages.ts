import type {
  BatchRequest,
  BatchView,
  MatrixLine,
  MatrixRequest,
  MatrixRow,
  MatrixView,
  ReviewItem,
  ReviewLine,
  ReviewRequest,
  ReviewView,
} from "./types";

/** Windows of recorded lists, cut as the core cuts them; only for tests and for a browser. */
function page<T>(rows: readonly T[], from: number, at: number, window: number) {
  const start = at >= 0 ? at - (at % window) : from;
  return { from: start, total: rows.length, rows: rows.slice(start, start + window) };
}

const flagged = (row: MatrixRow, kind: RegExp) =>
  row.cells.some((cell) => cell.flags.some((flag) => kind.test(flag.kind)));
const gap = (row: MatrixRow) => row.cells.some((cell) => cell.presence === "absent");
const KEEPS: Record<string, (row: MatrixRow) => boolean> = {
  gaps: (row) => gap(row) || row.cells.some((cell) => cell.flags.some((flag) => flag.direction < 0)),
  onlyGaps: gap,
  weaker: (row) => flagged(row, /weakened|lowered|target_missing|later|narrowed|condition|measure/),
  roles: (row) => flagged(row, /^(lead_|participant_|role_)/),
  all: () => true,
};

export function matrixPage(whole: MatrixView, request: MatrixRequest): MatrixView {
  const all = whole.lines.rows.flatMap((line) => (line.is === "row" ? [line.row] : []));
  const keep = (row: MatrixRow) =>
    (KEEPS[request.filter]?.(row) ?? true) &&
    request.query.split(/\s+/).every((word) => `${row.topic} ${row.cite ?? ""}`.includes(word));
  const closed = (path: string) =>
    request.closed.some((other) => path === other || path.startsWith(`${other}.`));
  const lines: MatrixLine[] = [];
  let path = "";
  let place = 0;
  for (const line of whole.lines.rows) {
    if (line.is === "section") {
      path = line.section.path;
      lines.push({ is: "section", section: { ...line.section, closed: request.closed.includes(path) } });
    } else if (keep(line.row) && !closed(path)) lines.push({ ...line, place: ++place });
  }
  const holds = (line: MatrixLine) =>
    line.is === "row" &&
    (line.row.id === request.near ||
      (request.holding !== null &&
        line.row.cells.some((cell) => cell.units.some((unit) => unit.path === request.holding?.path))));
  const at = lines.findIndex(holds);
  const count = (filter: string) => all.filter((row) => KEEPS[filter]?.(row)).length;
  return {
    ...whole,
    compared: true,
    lines: page(lines, request.from, at, 64),
    at: at >= 0 ? at : null,
    counts: {
      ...whole.counts,
      gaps: count("gaps"),
      onlyGaps: count("onlyGaps"),
      weaker: count("weaker"),
      roles: count("roles"),
      shown: place,
    },
  };
}

export function batchPage(whole: MatrixView, request: BatchRequest): BatchView {
  const rows = whole.lines.rows.flatMap((line) => (line.is === "row" && line.row.cite ? [line.row] : []));
  const none = { high: 0, medium: 0, low: 0, info: 0 };
  const plans = whole.columns.flatMap((column, at) => {
    if (column.is_base) return [];
    const cells = rows.map((row) => ({
      presence: row.cells[at]?.presence ?? "absent",
      counts: none,
      flag: row.cells[at]?.flags[0] ?? null,
    }));
    return [{ column, counts: none, cells }];
  });
  const carried = (plan: (typeof plans)[number]) => plan.column.carried?.value ?? 2;
  if (request.sort === "carried") plans.sort((a, b) => carried(a) - carried(b));
  const [base] = whole.columns;
  if (!base) throw new Error("a recording has a base");
  return {
    base,
    tasks: rows.map((row) => ({ row: row.id, cite: row.cite ?? "", topic: row.topic, section: "" })),
    total: plans.length,
    from: request.from,
    plans: plans.slice(request.from, request.from + request.count),
    counts: none,
  };
}

const decided = (item: ReviewItem) => item.verdict !== null && !item.stale;
const QUEUED: Record<string, (item: ReviewItem) => boolean> = {
  open: (item) => !decided(item),
  stale: (item) => item.stale,
  must_change: (item) => item.verdict === "must_change" && !item.stale,
  all: () => true,
};

export function queuePage(
  whole: ReviewView,
  items: readonly ReviewItem[],
  request: ReviewRequest,
): ReviewView {
  const asked = items.filter(
    (item) =>
      (request.plan === null || item.plan === request.plan) &&
      (request.kind === null || item.flag.kind === request.kind),
  );
  const kept = asked.filter((item) => QUEUED[request.filter]?.(item));
  const lines: ReviewLine[] = [];
  kept.forEach((item, at) => {
    if (kept[at - 1]?.severity !== item.severity) {
      const count = kept.filter((other) => other.severity === item.severity).length;
      lines.push({ is: "severity", severity: item.severity, count });
    }
    lines.push({ is: "item", item, place: at + 1 });
  });
  const at = lines.findIndex((line) => line.is === "item" && line.item.id === request.near);
  const count = (filter: string) => asked.filter((item) => QUEUED[filter]?.(item)).length;
  return {
    ...whole,
    lines: page(lines, request.from, at, 200),
    at: at >= 0 ? at : null,
    counts: {
      open: count("open"),
      stale: count("stale"),
      must_change: count("must_change"),
      all: asked.length,
      shown: kept.length,
      whole: items.length,
    },
  };
}
