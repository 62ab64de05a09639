import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import axe from "axe-core";
import { afterEach, describe, expect, it } from "vitest";
import Page from "../src/App.svelte";
import type { Backend } from "../src/api/backend";
import { mockBackend } from "../src/api/mock";
import type { MatchInput } from "../src/api/types";
import { App } from "../src/state/app.svelte";
import { VIEWS } from "../src/state/view";

afterEach(cleanup);

async function open(backend: Backend): Promise<App> {
  const app = new App(backend);
  render(Page, { app });
  await waitFor(() => expect(app.started).toBe(true));
  return app;
}

const shown = (view: string, state: string) =>
  waitFor(() => expect(screen.getByTestId(`view-${view}`)).toHaveAttribute("data-state", state));

/** A few rows of each view: axe looks at kinds of things, not at their number. */
function short(backend: Backend): Backend {
  const few = <T extends { rows: unknown[] }>(parts: T[]): T[] =>
    parts.slice(0, 3).map((part) => ({ ...part, rows: part.rows.slice(0, 4) }));
  return {
    ...backend,
    matrix: async (selection, request) => {
      const view = await backend.matrix(selection, request);
      const rows = view.lines.rows.slice(0, 14);
      return { ...view, lines: { from: 0, total: rows.length, rows } };
    },
    responsibilities: async (selection, from) => {
      const view = await backend.responsibilities(selection, from);
      return { ...view, departments: view.departments.slice(0, 6), sections: few(view.sections) };
    },
    targets: async (selection, from) => {
      const view = await backend.targets(selection, from);
      return { ...view, groups: few(view.groups), prose: view.prose.slice(0, 4) };
    },
    source: async (plan, from) => {
      const view = await backend.source(plan, from, 20);
      return { ...view, outline: view.outline.slice(0, 12) };
    },
    sourceLines: (plan, from) => backend.sourceLines(plan, from, 20),
    review: async (selection, request) => {
      const view = await backend.review(selection, request);
      const rows = view.lines.rows.slice(0, 9);
      return { ...view, lines: { from: 0, total: rows.length, rows } };
    },
  };
}

describe("the page", () => {
  it("leads from an empty library to a source line", async () => {
    await open(mockBackend());
    await shown("library", "empty");
    await fireEvent.click(screen.getByTestId("start-bundled"));
    await shown("matrix", "content");
    expect(screen.getAllByTestId("chip")).toHaveLength(5);

    const row = screen
      .getAllByTestId("matrix-row")
      .find((one) => one.dataset.row === "002_d69efc627f7d24d0/3.1.1");
    expect(row).toBeDefined();
    if (!row) return;
    await fireEvent.dblClick(within(row).getAllByTestId("matrix-cell")[1] as HTMLElement);
    await shown("synopsis", "content");
    expect(screen.getByTestId("column-base")).toHaveTextContent("济宁市");

    await fireEvent.click(screen.getAllByTestId("open-source")[0] as HTMLElement);
    await shown("source", "content");
  });

  it("shows what went wrong and what to do, and tries again", async () => {
    const backend = mockBackend({ filled: true });
    const refusal = {
      code: "library_locked",
      message_zh: "文库正被另一个程序使用。",
      message_en: "The library is in use.",
      remedy_zh: "关掉另一个窗口再试。",
      remedy_en: "Close the other window.",
      file: null,
    };
    let broken = true;
    const matrix = backend.matrix;
    const app = await open({
      ...backend,
      matrix: (selection, request) => (broken ? Promise.reject(refusal) : matrix(selection, request)),
    });
    app.go("matrix");
    await shown("matrix", "error");
    expect(screen.getByTestId("error")).toHaveTextContent("文库正被另一个程序使用。");
    expect(screen.getByTestId("remedy")).toHaveTextContent("关掉另一个窗口再试。");
    broken = false;
    await fireEvent.click(screen.getByText("再试一次"));
    await shown("matrix", "content");
  });

  it("corrects the unit one is on beside its source", async () => {
    const app = await open(short(mockBackend({ filled: true })));
    app.openSource(app.library.plans[0]?.id ?? "", 1);
    await shown("source", "content");
    await waitFor(() => expect(app.source.outline.length).toBeGreaterThan(1));
    const unit = app.source.outline.find((entry) => entry.line <= 20);
    app.source.goTo(unit?.line ?? 1);
    app.commands.run("mend");
    await waitFor(() => expect(screen.getByTestId("mend-kind")).toHaveValue(unit?.kind));
    expect((await axe.run(screen.getByTestId("mend-panel"))).violations).toEqual([]);

    await fireEvent.change(screen.getByTestId("mend-kind"), { target: { value: "section" } });
    await waitFor(() => expect(screen.getAllByTestId("mend-made")).toHaveLength(1));
    expect(app.canUndo).toBe(true);
    await fireEvent.click(screen.getByTestId("mend-close"));
    expect(screen.queryByTestId("mend-panel")).toBeNull();
    expect(screen.getAllByTestId("outline-entry").length).toBeGreaterThan(1);
  });

  it("says of a source what became of its lines", async () => {
    const app = await open(short(mockBackend({ filled: true })));
    app.openSource(app.library.plans[0]?.id ?? "", 1);
    await shown("source", "content");
    app.source.onlyDoubts = true;
    const report = await screen.findByTestId("reading-report");
    expect(report.textContent).toMatch(/\d+ 行：\d+ 归入条目 · .*；遗漏 0 字/);
  });

  it("fetches the pages of a source that a line needs, both sides of a page's edge", async () => {
    const app = await open(mockBackend({ filled: true, wait: 5 }));
    app.openSource("001_032358706700e372", 10);
    app.openSource("002_d69efc627f7d24d0", 199, 203);
    await shown("source", "content");
    await waitFor(() =>
      expect([199, 203, 240].map((line) => app.source.lines.has(line))).toEqual([true, true, true]),
    );
    expect(app.source.lines.get(203)?.number).toBe(203);
    expect(app.source.lines.size).toBeLessThanOrEqual(400);
  });

  it("explains a refused file and keeps the library", async () => {
    const app = await open(mockBackend({ filled: true }));
    await app.library.pick();
    const line = await screen.findByTestId("import-row");
    expect(line).toHaveAttribute("data-outcome", "refused");
    expect(line).toHaveTextContent("没有文字层");
    expect(line).toHaveTextContent("原文件没有改动");
    expect(app.library.plans).toHaveLength(5);
  });

  it("remembers place, filter and base over a restart", async () => {
    const backend = mockBackend({ filled: true });
    const app = await open(backend);
    app.go("matrix");
    await app.matrix.ensure();
    await app.matrix.setFilter("weaker");
    await app.setBase("004_ce8763cea49ce9f3");
    await waitFor(async () => expect(await backend.remembered()).toContain("weaker"), { timeout: 2000 });
    cleanup();

    const again = await open(backend);
    expect(again.view).toBe("matrix");
    expect(again.matrix.filter).toBe("weaker");
    expect(again.comparison.base).toBe("004_ce8763cea49ce9f3");
  });

  it("offers to decide a match only where there is one", async () => {
    const app = await open(mockBackend({ filled: true }));
    app.go("matrix");
    await app.matrix.ensure();
    await app.matrix.setFilter("all");
    const rows = app.matrix.lines.flatMap((line) => (line?.is === "row" ? [line.row] : []));
    const of = (presence: string) => rows.find((row) => row.cells[1]?.presence === presence)?.id ?? "";
    app.matrix.select(of("absent"), 1);
    expect(app.commands.button("match.pin").disabled).toBe(true);
    app.matrix.select(of("full"), 1);
    expect(app.commands.button("match.pin").disabled).toBe(false);
    app.matrix.select(of("full"), 0);
    expect(app.commands.button("match.hand").title).toContain("已经是基准");
  });

  it("names, splits and merges the row one is on, each one step to undo", async () => {
    const backend = mockBackend({ filled: true });
    const made: MatchInput[] = [];
    const app = await open({
      ...backend,
      correctMatch: (selection, input) => {
        made.push(input);
        return backend.correctMatch(selection, input);
      },
    });
    app.go("matrix");
    await app.matrix.setFilter("all");
    const rows = app.matrix.lines.flatMap((line) => (line?.is === "row" ? [line.row] : []));
    const row = rows.find((one) => one.cells.filter((cell) => cell.units.length > 0).length > 1);
    app.matrix.select(row?.id ?? "", 0);

    app.commands.run("match.name");
    await fireEvent.input(await screen.findByTestId("group-name"), { target: { value: " 托养 " } });
    await fireEvent.click(screen.getByTestId("group-go"));
    await waitFor(() => expect(screen.queryByTestId("group")).toBeNull());
    expect(made.at(-1)).toMatchObject({ action: "name", name: "托养" });
    await waitFor(() => expect(app.canUndo).toBe(true));

    app.commands.run("match.split");
    await screen.findByTestId("group");
    expect(screen.getByTestId("group-go")).toHaveAttribute("aria-disabled", "true");
    await fireEvent.click(screen.getAllByTestId("group-unit")[0] as HTMLElement);
    expect((await axe.run(screen.getByTestId("group"))).violations).toEqual([]);
    await fireEvent.click(screen.getByTestId("group-go"));
    await waitFor(() => expect(made).toHaveLength(2));
    const split = made[1];
    expect(split?.action === "split" && split.one.length).toBe(1);
    expect(split?.action === "split" && split.other.length).toBeGreaterThan(0);

    app.commands.run("match.merge");
    const entries = await screen.findAllByTestId("group-entry");
    await fireEvent.click(entries[0] as HTMLElement);
    await waitFor(() => expect(made).toHaveLength(3));
    const merge = made[2];
    expect(merge?.action === "merge" && merge.units.length).toBe(2);
  });

  it("goes on where a decision dissolved the row that was open", async () => {
    const backend = mockBackend({ filled: true });
    const gone = {
      code: "unknown_row",
      message_zh: "没有这一行",
      message_en: "",
      remedy_zh: "",
      remedy_en: "",
      file: null,
    };
    const app = await open({
      ...backend,
      synopsis: (selection, row) =>
        row === "dissolved" ? Promise.reject(gone) : backend.synopsis(selection, row),
    });
    await app.matrix.ensure();
    app.synopsis.row = "dissolved";
    app.go("synopsis");
    await shown("synopsis", "content");
    expect(app.synopsis.row).not.toBe("dissolved");
  });

  it("keeps verdict and note of a reviewer, each as it was last left, and follows an undo", async () => {
    const backend = mockBackend({ filled: true });
    const saved: (string | null)[] = [];
    const app = await open({
      ...backend,
      setVerdict: (selection, input) => {
        saved.push(input.verdict ?? `note ${input.note}`);
        return backend.setVerdict(selection, input);
      },
    });
    app.go("review");
    await shown("review", "content");
    const note = await screen.findByTestId("note");
    await fireEvent.click(screen.getByTestId("verdict-must_change"));
    await waitFor(() => expect(app.review.done).toBe(1));
    for (const text of ["请核对", "", "请核对"]) {
      await fireEvent.input(note, { target: { value: text } });
      await fireEvent.blur(note);
    }
    expect(saved).toEqual(["must_change", "note 请核对", "note ", "note 请核对"]);
    await waitFor(() => expect(app.commands.button("undo").disabled).toBe(false));
    await fireEvent.click(screen.getByTestId("undo"));
    await waitFor(() => expect(screen.getByTestId("note")).toHaveValue(""));
  });

  it("opens by Enter a commitment of the words as typed, also before they are answered", async () => {
    const backend = mockBackend({ filled: true });
    let answered = (): void => undefined;
    const wait = new Promise<void>((done) => (answered = done));
    const rows: string[] = [];
    const app = await open({
      ...backend,
      // The first row is called by one sign, the second by two.
      matrix: async (selection, request) => {
        const view = await backend.matrix(selection, { ...request, query: "" });
        if (request.query === "") return view;
        if (request.query.length > 1) await wait;
        const found = view.lines.rows.filter((line) => line.is === "row").slice(0, 2);
        rows.splice(0, 2, ...found.map((line) => line.row.id));
        return {
          ...view,
          lines: { from: 0, total: 1, rows: found.slice(request.query.length - 1).slice(0, 1) },
        };
      },
    });
    app.overlay = "palette";
    const field = await screen.findByTestId("palette-input");
    const list = screen.getByRole("listbox");
    await fireEvent.input(field, { target: { value: "〇" } });
    expect(await screen.findAllByTestId("palette-entry")).toHaveLength(1);
    await fireEvent.input(field, { target: { value: "〇〇" } });
    await waitFor(() => expect(list).toHaveAttribute("aria-busy", "true"));
    await fireEvent.keyDown(field, { code: "Enter" });
    expect(app.overlay).toBe("palette");
    answered();
    await waitFor(() => expect(app.overlay).toBeNull());
    expect(app.synopsis.row).toBe(rows[1]);
  });

  it("decides about no match while the evidence of another deviation is still shown", async () => {
    const backend = mockBackend({ filled: true });
    let held = false;
    const app = await open({
      ...backend,
      reviewDetail: (selection, id) =>
        held ? new Promise(() => undefined) : backend.reviewDetail(selection, id),
    });
    app.go("review");
    await waitFor(() => expect(app.review.evidence).not.toBeNull());
    held = true;
    app.review.moveRow(1);
    expect(app.review.detail.value?.item.id).not.toBe(app.review.item);
    expect(app.review.matched).toBe(false);
    expect(app.review.clip()).toBeNull();
    await waitFor(() => expect(screen.getByTestId("view-review")).toHaveAttribute("aria-busy", "true"));
  });

  it("saves one thing after the other, and a note being written keeps the cursor", async () => {
    const backend = mockBackend({ filled: true });
    let saved = (): void => undefined;
    const wait = new Promise<void>((done) => (saved = done));
    const begun: (string | null)[] = [];
    const app = await open({
      ...backend,
      setVerdict: async (selection, input) => {
        begun.push(input.verdict ?? input.note);
        await wait;
        return backend.setVerdict(selection, input);
      },
    });
    app.go("review");
    const note = await screen.findByTestId("note");
    app.review.verdict(1);
    note.focus();
    await fireEvent.input(note, { target: { value: "请核对" } });
    void app.review.save({ id: app.review.item ?? "", verdict: null, note: "请", suggestion: null });
    await waitFor(() => expect(begun).toEqual(["must_change"]));
    saved();
    await waitFor(() => expect(begun).toEqual(["must_change", "请"]));
    await waitFor(() => expect(app.review.done).toBe(1));
    await waitFor(() => expect(app.review.detail.busy).toBe(false));
    expect(note).toHaveFocus();
    expect(screen.getByTestId("note")).toHaveValue("请核对");
  });

  it("speaks English at once when asked", async () => {
    const app = await open(mockBackend({ filled: true }));
    app.go("matrix");
    await shown("matrix", "content");
    await fireEvent.click(screen.getByTestId("language"));
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("Coverage");
    await fireEvent.click(screen.getByTestId("language"));
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("总览");
  });

  it.each(VIEWS)("has nothing for axe to find in %s", { timeout: 60_000 }, async (view) => {
    const app = await open(short(mockBackend({ filled: true })));
    await app.matrix.ensure();
    app.go(view);
    await app.active.ensure();
    await waitFor(() => expect(screen.getByTestId("app")).toHaveAttribute("data-view", view));
    // Contrast needs a real renderer; the journeys in the window check it.
    const found = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
    expect(found.violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
  });
});
