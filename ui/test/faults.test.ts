import { cleanup, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, describe, expect, it, vi } from "vitest";
import Page from "../src/App.svelte";
import type { Backend } from "../src/api/backend";
import { mockBackend } from "../src/api/mock";
import type { ApiError, LibraryView, MatrixView, SynopsisView } from "../src/api/types";
import { visible } from "../src/components/visible";
import { speak } from "../src/i18n/index.svelte";
import { App } from "../src/state/app.svelte";
import { columnPage } from "../src/state/columns";
import { synopsisClip } from "../src/state/clipboard";

afterEach(() => {
  cleanup();
  speak("zh");
});

const PAYLOADS = [
  "<script>window.hit=1</script>",
  '<img src=x onerror="window.hit=1">',
  "javascript:window.hit=1",
  "{{ constructor.constructor('window.hit=1')() }}",
  "{@html '<b>x</b>'}",
  "</textarea><script>window.hit=1</script>",
  '"><svg onload=window.hit=1>',
  "<iframe srcdoc='<script>parent.hit=1</script>'></iframe>",
  "&lt;b&gt; &amp;amp; <!-- --> ]]>",
  "<style>*{display:none}</style>",
];

async function open(backend: Backend): Promise<App> {
  const app = new App(backend);
  render(Page, { app });
  await waitFor(() => expect(app.started).toBe(true));
  return app;
}

describe("U01 plan text that looks like markup", () => {
  it.each(PAYLOADS)("shows %s as letters", async (payload) => {
    const backend = mockBackend({ filled: true });
    const poisoned: Backend = {
      ...backend,
      library: async () => {
        const library: LibraryView = await backend.library();
        const plans = library.plans.map((plan) => ({
          ...plan,
          title: payload,
          name: payload,
          file: payload,
        }));
        return { ...library, plans };
      },
      matrix: async (selection, request) => {
        const matrix: MatrixView = await backend.matrix(selection, request);
        const rows = matrix.lines.rows.map((line) =>
          line.is === "row"
            ? { ...line, row: { ...line.row, topic: payload, base_text: payload } }
            : { ...line, section: { ...line.section, title: payload } },
        );
        return { ...matrix, lines: { ...matrix.lines, rows } };
      },
      synopsis: async (selection, row) => {
        const synopsis: SynopsisView = await backend.synopsis(selection, row);
        const runs = [{ text: payload, mark: "same" }];
        const sentences = synopsis.sentences.map((one) => ({
          ...one,
          cells: one.cells.map((cell) => ({ ...cell, runs })),
        }));
        return { ...synopsis, topic: payload, sentences };
      },
    };
    const app = await open(poisoned);
    expect(screen.getAllByTestId("plan-row")[0]).toHaveTextContent(payload.trim());
    app.go("matrix");
    await app.matrix.ensure();
    app.openRow((await app.matrix.holding(null, null, null)) ?? "");
    await waitFor(() => expect(screen.getAllByTestId("sentence").length).toBeGreaterThan(0));
    const cell = screen.getAllByTestId("sentence")[0]?.querySelector('[role="gridcell"]');
    expect(cell?.textContent?.trim()).toBe(payload);
    expect(document.querySelectorAll("img, iframe, script, [onload], [onerror]")).toHaveLength(0);
    expect("hit" in window).toBe(false);
  });

  it("reaches the clipboard escaped", () => {
    const column = {
      plan: "p",
      name: "<b>",
      mark: "甲",
      title: "",
      is_base: true,
      relation: null,
      notes: [],
      carried: null,
      copied: null,
    };
    const cell = {
      runs: [{ text: "<img onerror=x>&", mark: "added" }],
      place: null,
      lines: null,
      note: null,
    };
    const { html, plain } = synopsisClip({
      columns: [column],
      units: [[]],
      facts: [],
      sentences: [{ number: 1, added: false, cells: [cell] }],
    } as unknown as SynopsisView);
    expect(html).toContain("<b><u>&lt;img onerror=x&gt;&amp;</u></b>");
    expect(html).toContain("<th>&lt;b&gt;</th>");
    expect(plain).toBe("<b>\n［＋<img onerror=x>&］");
  });
});

describe("U03 signs that cannot be seen", () => {
  it.each([
    0x00, 0x07, 0x1b, 0x7f, 0x85, 0xad, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x202a, 0x202d, 0x202e,
    0x2060, 0x2066, 0x2069, 0xfeff, 0xe000, 0xf8ff,
  ])("names U+%s and keeps the text whole", (point) => {
    const text = `残疾人${String.fromCodePoint(point)}托养`;
    const parts = visible(text);
    expect(parts.map((part) => part.text).join("")).toBe(text);
    expect(parts[1]?.code).toBe(point.toString(16).toUpperCase().padStart(4, "0"));
  });

  it("leaves ordinary text, tabs and rare characters alone", () => {
    const text = "全市\t托养\n照护𠮷〔2021〕71号";
    expect(visible(text)).toEqual([{ text, code: null }]);
  });
});

describe("U06 many plans", () => {
  it("shows the base and the page of the plan one is on", () => {
    expect(columnPage(5, 1, 3, 12)).toEqual([0, 1, 2, 3, 4]);
    expect(columnPage(50, 1, 1, 12)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(columnPage(50, 1, 13, 12)[1]).toBe(13);
    expect(columnPage(50, 1, 49, 12)).toEqual([0, 49]);
    expect(columnPage(0, 0, 0, 12)).toEqual([]);
  });
});

const refusal: ApiError = {
  code: "library_locked",
  message_zh: "文库正被占用。",
  message_en: "The library is in use.",
  remedy_zh: "关掉另一个窗口。",
  remedy_en: "Close the other window.",
  file: null,
};

/** What the user does to reach each command. */
const DEEDS: Partial<Record<keyof Backend, (app: App) => unknown>> = {
  importBundled: (app) => app.library.importBundled(),
  importDemo: (app) => app.library.importDemo(),
  pickFiles: (app) => app.library.pick(),
  importPaths: (app) => app.library.importFiles([{ token: "t", name: "n" }]),
  pasteText: (app) => app.library.paste("n", "t"),
  deletePlan: (app) => app.library.delete(),
  undo: (app) => app.undo(),
  redo: (app) => app.redo(),
  matrix: (app) => app.go("matrix"),
  synopsis: (app) => app.openRow("002_d69efc627f7d24d0/3.1.3"),
  source: (app) => app.openSource("002_d69efc627f7d24d0", 1),
  targets: (app) => app.go("targets"),
  responsibilities: (app) => app.go("responsibilities"),
  review: (app) => app.go("review"),
  setVerdict: (app) => app.review.save({ id: "d1", verdict: "acceptable", note: null, suggestion: null }),
  decideMatch: (app) =>
    app.decide({ action: "pin", row: "002_d69efc627f7d24d0/3.1.3", plan: "p", path: "1" }),
  exportView: (app) => app.export("xlsx"),
  cancel: (app) => app.cancel(),
};

describe("U09 a command that fails", () => {
  it.each(Object.entries(DEEDS))(
    "%s says what and what to do, in the reader's language, and leaves the state",
    async (name, deed) => {
      const backend = { ...mockBackend({ filled: true }), [name]: () => Promise.reject(refusal) };
      const app = await open(backend);
      const before = JSON.stringify({ plans: app.library.plans, selection: app.comparison.selection });
      await deed(app);
      await waitFor(() => expect(screen.getByTestId("error")).toHaveAttribute("data-code", "library_locked"));
      expect(screen.getByTestId("error")).toHaveTextContent("文库正被占用。");
      app.settings.change({ language: "en" });
      await waitFor(() => expect(screen.getByTestId("error")).toHaveTextContent("The library is in use."));
      expect(screen.getByTestId("remedy")).toHaveTextContent("Close the other window.");
      expect(JSON.stringify({ plans: app.library.plans, selection: app.comparison.selection })).toBe(before);
    },
  );
});

describe("U11 a hundred clicks", () => {
  it("start one import", async () => {
    const backend = mockBackend({ wait: 20 });
    const bundled = vi.spyOn(backend, "importBundled");
    const app = await open(backend);
    await Promise.all(Array.from({ length: 100 }, () => app.library.importBundled()));
    expect(bundled).toHaveBeenCalledTimes(1);
  });

  it("ask for the same comparison once", async () => {
    const backend = mockBackend({ filled: true, wait: 5 });
    const matrix = vi.spyOn(backend, "matrix");
    const app = await open(backend);
    await Promise.all(Array.from({ length: 100 }, () => app.matrix.ensure()));
    expect(matrix).toHaveBeenCalledTimes(1);
  });
});
