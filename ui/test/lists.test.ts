import { afterEach, describe, expect, it, vi } from "vitest";
import { Spare } from "../src/components/spare.svelte";
import { Heights } from "../src/components/heights";
import { pieces } from "../src/components/runs";
import { across, drawn, reveal, revealAcross, rowAt, tops } from "../src/components/window";
import type { ColumnView, IndicatorRow, SynopsisView } from "../src/api/types";
import { at, dots, shareAxis, ticks } from "../src/state/dots";
import { packAdditions } from "../src/state/sentences";
import { stretches } from "../src/state/marks";
import { found } from "../src/state/palette.svelte";
import { readMemory } from "../src/state/memory";
import { gathered, Windowed } from "../src/state/windowed.svelte";

describe("windowing", () => {
  const sums = tops(Array.from({ length: 10_000 }, (_, i) => (i % 10 === 0 ? 28 : 32)));

  it("never draws more than 200 rows and always covers the viewport", () => {
    for (let top = 0; top < (sums.at(-1) ?? 0); top += 3_777) {
      const { first, end, above } = drawn(sums, top, 700);
      expect(end - first).toBeLessThanOrEqual(200);
      expect(above).toBeLessThanOrEqual(top);
      expect(sums[end] ?? 0).toBeGreaterThanOrEqual(Math.min(top + 700, sums.at(-1) ?? 0));
    }
  });

  it("finds the row at a position", () => {
    expect(rowAt(sums, 0)).toBe(0);
    expect(rowAt(sums, 27.9)).toBe(0);
    expect(rowAt(sums, 28)).toBe(1);
    expect(rowAt(tops([]), 10)).toBe(0);
  });

  it("keeps what was measured, and guesses the rest by the rows measured first", () => {
    const heights = new Heights(6, 20);
    expect(heights.measure(1, [30, 50, 30])).toBe(true);
    expect([...heights.sums]).toEqual([0, 30, 60, 110, 140, 170, 200]);
    expect(heights.measure(4, [30.2])).toBe(false);
    expect(heights.measure(0, [90])).toBe(true);
    expect(heights.sums[1]).toBe(90);
    heights.forget(10);
    expect(heights.sums.at(-1)).toBe(60);
  });

  it("scrolls only when a row is out of sight", () => {
    expect(reveal(sums, 3, 0, 700)).toBe(0);
    expect(reveal(sums, 0, 500, 700)).toBe(0);
    expect(reveal(sums, 4, 900, 700)).toBe(sums[3]);
    expect(reveal(sums, 100, 0, 700)).toBe((sums[101] ?? 0) - 700);
  });

  it("draws every column in sight, whatever stands before them", () => {
    const [count, pitch, rem, width] = [29, 168, 16, 1_300];
    // Of what stands before the columns, the names stay where they are.
    for (const [names, base] of [
      [224, 80],
      [384, 96],
      [448, 128],
      [224, 0],
    ] as const) {
      const most = names + base + count * pitch - width;
      for (let left = 0; left <= most; left += 97) {
        const { first, end } = across({ count, pitch: 10.5, lead: 14 }, { left, width, rem, spare: 0 });
        for (let at = 0; at < count; at += 1) {
          const from = names + base + at * pitch - left;
          const inSight = from < width && from + pitch > names;
          expect(!inSight || (at >= first && at < end), `${at} at ${left}`).toBe(true);
        }
        expect(end - first).toBeLessThanOrEqual(10);
      }
    }
    const few = { count: 3, pitch: 10.5, lead: 14 };
    expect(across(few, { left: 0, width, rem, spare: 1 })).toEqual({ first: 0, end: 3 });
    const none = { count: 0, pitch: 10.5, lead: 14 };
    expect(across(none, { left: 0, width, rem, spare: 1 })).toEqual({ first: 0, end: 0 });
  });

  it("scrolls sideways only when a column is out of sight", () => {
    expect(revealAcross(384, 552, 0, 1_300, 384)).toBe(0);
    expect(revealAcross(1_400, 1_568, 0, 1_300, 384)).toBe(268);
    expect(revealAcross(552, 720, 700, 1_300, 384)).toBe(168);
  });
});

describe("runs", () => {
  it("fold a long removal to its first four characters and say how long it was", () => {
    const [cut] = pieces([{ text: "研究制定重度残疾人照护服务实施意见", mark: "removed" }], false);
    expect(cut).toEqual({
      as: "cut",
      text: "研究制定",
      full: "研究制定重度残疾人照护服务实施意见",
      left: 17,
    });
  });

  it("show it whole when asked, and short ones always", () => {
    expect(pieces([{ text: "研究制定重度残疾人照护服务", mark: "removed" }], true)[0]?.as).toBe("removed");
    expect(pieces([{ text: "研究制定", mark: "removed" }], false)[0]?.as).toBe("removed");
  });

  it("underline long additions thinly", () => {
    expect(pieces([{ text: "全面实施养老机构和残疾人托养机构资源共享", mark: "added" }], false)[0]?.as).toBe(
      "added-long",
    );
    expect(pieces([{ text: "邻里互助", mark: "added" }], false)[0]?.as).toBe("added");
  });
});

describe("source marks", () => {
  it("cut a line without losing a character, overlaps included", () => {
    const text = "实现托养照护服务全覆盖（责任部门：民政局）";
    const marks = [
      { start: 0, end: 11, kind: "target", note: null },
      { start: 11, end: 21, kind: "tail", note: null },
      { start: 17, end: 20, kind: "department", note: "民政" },
      { start: 9, end: 12, kind: "doubt", note: null },
    ];
    const parts = stretches(text, marks);
    expect(parts.map((part) => part.text).join("")).toBe(text);
    expect(parts.find((part) => part.text === "民政局")?.kinds).toEqual(["tail", "department"]);
    expect(parts.find((part) => part.kinds.includes("target") && part.kinds.includes("doubt"))?.text).toBe(
      "覆盖",
    );
  });
});

describe("a list that comes by windows", () => {
  const page = (from: number, total = 450) => ({
    from,
    total,
    rows: Array.from({ length: Math.min(200, total - from) }, (_, at) => from + at),
  });

  it("fetches the windows that are looked at, each once, and keeps the others empty", async () => {
    const asked: number[] = [];
    const list = new Windowed<number>(200);
    list.start(page(200), (from) => {
      asked.push(from);
      return Promise.resolve(page(from));
    });
    expect([list.rows.length, list.rows[0], list.rows[399], list.rows[449]]).toEqual([450, null, 399, null]);
    list.want(190, 260);
    list.want(195, 265);
    expect(await list.row(0)).toBe(0);
    expect(await list.row(449)).toBe(449);
    expect(await list.row(450)).toBeNull();
    expect(asked).toEqual([0, 400]);
  });

  it("drops a window of the list before, and asks again for one that failed", async () => {
    const list = new Windowed<number>(200);
    let late: (value: ReturnType<typeof page>) => void = () => undefined;
    list.start(page(0), () => new Promise((resolve) => (late = resolve)));
    const row = list.row(300);
    list.start(page(0, 100), () => Promise.resolve(page(0, 100)));
    late(page(200));
    await row;
    expect(list.rows.length).toBe(100);

    let broken = true;
    list.start(page(0), (from) => (broken ? Promise.reject(new Error("busy")) : Promise.resolve(page(from))));
    expect(await list.row(300)).toBeNull();
    broken = false;
    expect(await list.row(300)).toBe(300);
  });

  it("gathers all windows of a view", async () => {
    const fetch = (from: number) => Promise.resolve(page(from));
    const merge = (whole: ReturnType<typeof page>, next: ReturnType<typeof page>) => ({
      ...whole,
      rows: [...whole.rows, ...next.rows],
    });
    const whole = await gathered(fetch, (view) => view.rows.length, merge);
    expect(whole.rows).toEqual(Array.from({ length: 450 }, (_, at) => at));
  });
});

describe("palette", () => {
  it("finds all words in any order", () => {
    expect(found("打开总览 Open coverage", "open 总览")).toBe(true);
    expect(found("打开总览", "原文")).toBe(false);
  });
});

describe("memory", () => {
  it("falls back where what was kept is broken", () => {
    expect(readMemory("{")).toBeNull();
    expect(readMemory("null")).toBeNull();
    expect(readMemory('{"view":"nowhere","matrix":{"filter":7}}')).toMatchObject({
      view: "library",
      matrix: { filter: "gaps", column: 1 },
    });
  });
});

describe("dot strips", () => {
  const cell = (target: number | null, more = {}) => ({
    own_name: null,
    baseline: null,
    target: target === null ? null : String(target),
    unit: null,
    baseline_value: null,
    target_value: target,
    other_year: null,
    comparison: null,
    prose: null,
    lines: null,
    ...more,
  });
  const row: IndicatorRow = {
    id: "i1",
    name: "基本康复服务覆盖率",
    unit: "%",
    cells: [cell(95), cell(99), cell(99, { other_year: 2020 }), cell(null)],
    not_drawn: null,
    row: null,
  };
  const columns = ["宁", "嘉", "临", "中"].map(
    (mark, index) => ({ plan: mark, name: mark, mark, is_base: index === 0 }) as ColumnView,
  );

  it("share one axis from a round value to the whole", () => {
    expect(shareAxis([row])).toEqual({ low: 95, high: 100 });
    expect(shareAxis([])).toEqual({ low: 0, high: 100 });
    expect(ticks({ low: 40, high: 100 })).toEqual([40, 55, 70, 85, 100]);
    expect(at(100, { low: 95, high: 100 })).toBe(96);
  });

  it("draw every plan that has a value, the base aside, and part equal ones", () => {
    const found = dots(row, columns, { low: 95, high: 100 });
    expect(found.map((dot) => dot.mark)).toEqual(["嘉", "临"]);
    expect(found.map((dot) => dot.pale)).toEqual([false, true]);
    expect(found[0]?.shift).toBeLessThan(found[1]?.shift ?? 0);
  });
});

describe("additions of a synopsis", () => {
  const cell = (text: string) => ({
    runs: text ? [{ text, mark: "added" }] : [],
    place: null,
    lines: null,
    note: null,
  });
  const row = (number: number, added: boolean, ...texts: string[]) => ({
    number,
    added,
    cells: texts.map(cell),
  });

  it("stand side by side after the base's sentences, each plan's in its own order, none lost", () => {
    const view = {
      columns: [{}, {}, {}],
      sentences: [
        row(0, false, "题", "题", "题"),
        row(0, true, "", "甲一", ""),
        row(0, true, "", "", "乙一"),
        row(1, false, "句", "句", ""),
        row(0, true, "", "甲二", ""),
      ],
    } as unknown as SynopsisView;
    const shown = packAdditions(view).sentences.map((one) =>
      one.cells.map((part) => part.runs[0]?.text ?? ""),
    );
    expect(shown).toEqual([
      ["题", "题", "题"],
      ["句", "句", ""],
      ["", "甲一", "乙一"],
      ["", "甲二", ""],
    ]);
  });
});

describe("rows beyond those on screen", () => {
  afterEach(() => vi.useRealTimers());

  it("are drawn while scrolling, and after a jump only once it has come to rest", () => {
    vi.useFakeTimers();
    const spare = new Spare();
    expect(spare.rows).toBe(0);
    spare.scrolled(30, 600);
    expect(spare.rows).toBeGreaterThan(0);
    spare.scrolled(-4000, 600);
    spare.scrolled(0, 600);
    expect(spare.rows).toBe(0);
    vi.runAllTimers();
    expect(spare.rows).toBeGreaterThan(0);
    spare.end();
  });
});
