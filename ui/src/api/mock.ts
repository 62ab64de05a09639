import type { Backend } from "./backend";
import { batchPage, matrixPage, queuePage } from "./pages";
import heat from "./recorded/heat.json";
import library from "./recorded/library.json";
import matrix from "./recorded/matrix.json";
import responsibilities from "./recorded/responsibilities.json";
import review from "./recorded/review.json";
import source from "./recorded/source.json";
import synopsis from "./recorded/synopsis.json";
import targets from "./recorded/targets.json";
import type {
  ApiError,
  ChangeView,
  LibraryView,
  MatrixView,
  MendView,
  PreviewView,
  ResponsibilitiesView,
  ReviewDetail,
  ReviewItem,
  ReviewView,
  SearchView,
  Settings,
  SourceView,
  SynopsisView,
  TargetsView,
  UnitDetail,
  Words,
} from "./types";

type Recorded<T> = Record<string, T | undefined>;
const LIBRARY = library as unknown as LibraryView;
const MATRIX = matrix as unknown as Recorded<MatrixView>;
const SYNOPSIS = synopsis as unknown as Recorded<SynopsisView>;
const HEAT = heat as unknown as Recorded<SynopsisView["heat"]>;
const SOURCE = source as unknown as Recorded<SourceView>;
const TARGETS = targets as unknown as TargetsView;
const ROLES = responsibilities as unknown as ResponsibilitiesView;
const REVIEW = review as unknown as { view: ReviewView; details: Recorded<ReviewDetail> };

function refusal(code: string, zh: string, en: string): ApiError {
  return {
    code,
    message_zh: zh,
    message_en: en,
    remedy_zh: "请用桌面程序打开。",
    remedy_en: "Use the desktop program.",
    file: null,
  };
}

const notRecorded = () =>
  Promise.reject(refusal("not_recorded", "示例数据里没有这一项。", "The recordings do not hold this."));

const MATCH: Words = { zh: "对应关系", en: "a match" };
const MEND: Words = { zh: "更正", en: "a correction" };

/** A library that starts empty and answers from recordings of the five bundled plans. */
export function mockBackend({ filled = false, wait = 0 } = {}): Backend {
  let there = filled;
  let memory: string | null = null;
  let settings: Settings = { language: "zh", theme: "system", text_percent: 100, plan_font: "serif" };
  const done: Words[] = [];
  const undone: Words[] = [];
  let queue: readonly ReviewItem[] = REVIEW.view.lines.rows.flatMap((line) =>
    line.is === "item" ? [line.item] : [],
  );
  const mends: MendView[] = [];

  const answer = <T>(value: T): Promise<T> =>
    wait > 0 ? new Promise((resolve) => setTimeout(() => resolve(value), wait)) : Promise.resolve(value);
  const view = (): LibraryView => ({
    ...(there ? LIBRARY : { ...LIBRARY, plans: [], lineage: [] }),
    undo: done.at(-1) ?? null,
    redo: undone.at(-1) ?? null,
  });
  const change = (): ChangeView => ({ undo: done.at(-1) ?? null, redo: undone.at(-1) ?? null, row: null });
  const fill = () => {
    there = true;
    const rows = LIBRARY.plans.map((plan) => ({
      file: plan.file,
      outcome: "imported",
      plan: plan.id,
      error: null,
      units: plan.units,
      warnings: plan.warnings,
      encoding: "UTF-8",
      encoding_named: false,
      version: 1,
      kept: 0,
      review: 0,
      known_since: null,
    }));
    return answer({ rows, library: view() });
  };
  const found = <T>(value: T | undefined): Promise<T> =>
    value === undefined ? notRecorded() : answer(value);

  return {
    library: () => answer(view()),
    importBundled: fill,
    importDemo: fill,
    pickFiles: () => answer([{ token: "scan", name: "淄博市规划（扫描件）.pdf" }]),
    pickFolders: () => answer([{ token: "folder", name: "规划" }]),
    previewFile: (file) => answer(previewOf(LIBRARY.plans[0]?.id ?? "", file.encoding)),
    previewPlan: (plan, encoding) => answer(previewOf(plan, encoding)),
    reread: (plans) =>
      answer({
        rows: plans.map((plan) => ({
          file: LIBRARY.plans.find((card) => card.id === plan)?.file ?? plan,
          outcome: "new_version",
          plan,
          error: null,
          units: 51,
          warnings: 0,
          encoding: "UTF-8",
          encoding_named: false,
          version: 2,
          kept: 31,
          review: 2,
          known_since: null,
        })),
        library: view(),
      }),
    planFiles: () => answer(LIBRARY.plans.map((card) => ({ plan: card.id, on_disk: card.on_disk }))),
    importPaths: () =>
      answer({
        rows: [
          {
            file: "淄博市规划（扫描件）.pdf",
            outcome: "refused",
            plan: null,
            error: {
              code: "scanned_pdf",
              message_zh: "38 页都是图像，没有文字层，读不出一个字。",
              message_en: "All 38 pages are images without a text layer.",
              remedy_zh: "请在扫描软件里做文字识别后再导入，或到政府网站下载网页版、Word 版。",
              remedy_en: "Run text recognition first, or get the web or Word version.",
              file: "淄博市规划（扫描件）.pdf",
            },
            units: 0,
            warnings: 0,
            encoding: null,
            encoding_named: false,
            version: 0,
            kept: 0,
            review: 0,
            known_since: null,
          },
        ],
        library: view(),
      }),
    pasteText: fill,
    deletePlan: (plan) => {
      done.push({ zh: `删除规划 ${plan}`, en: `removing ${plan}` });
      return answer({ ...view(), plans: LIBRARY.plans.filter((card) => card.id !== plan) });
    },
    undo: () => {
      const last = done.pop();
      if (last) undone.push(last);
      return answer(change());
    },
    redo: () => {
      const last = undone.pop();
      if (last) done.push(last);
      return answer(change());
    },
    matrix: (selection, request) => {
      const whole = MATRIX[selection.base ?? ""];
      return found(whole && matrixPage(whole, request));
    },
    batch: (selection, request) => {
      const whole = MATRIX[selection.base ?? ""];
      return found(whole && batchPage(whole, request));
    },
    synopsis: async (selection, row) => {
      const recorded = SYNOPSIS[`${selection.base ?? ""}|${row}`];
      if (!recorded) return notRecorded();
      return answer({ ...recorded, heat: HEAT[selection.base ?? ""] ?? [] });
    },
    matches: (selection, row) => found(SYNOPSIS[`${selection.base ?? ""}|${row}`]?.matches),
    source: async (plan, from, count) => {
      const whole = SOURCE[plan];
      if (!whole) return notRecorded();
      return answer({ ...whole, from, lines: whole.lines.slice(from - 1, from - 1 + count) });
    },
    sourceLines: async (plan, from, count) => {
      const whole = SOURCE[plan];
      return found(whole && whole.lines.slice(from - 1, from - 1 + count));
    },
    targets: () => answer({ ...TARGETS, total: 0 }),
    responsibilities: () => answer({ ...ROLES, total: 0 }),
    review: (_, request) => answer(queuePage(REVIEW.view, queue, request)),
    reviewDetail: (_, id) => {
      const detail = REVIEW.details[id];
      const item = queue.find((other) => other.id === id);
      return detail && item ? answer({ ...detail, item }) : notRecorded();
    },
    setVerdict: (_, input) => {
      done.push({ zh: "审查结论", en: "a verdict" });
      undone.length = 0;
      queue = queue.map((item) =>
        item.id === input.id && input.verdict !== null
          ? { ...item, verdict: input.verdict || null, stale: false }
          : item,
      );
      return answer(change());
    },
    decideMatch: () => {
      done.push(MATCH);
      undone.length = 0;
      return answer(change());
    },
    correctMatch: () => {
      done.push(MATCH);
      undone.length = 0;
      return answer({ corrections: [], undo: MATCH, redo: null });
    },
    corrections: () => answer({ corrections: [], undo: done.at(-1) ?? null, redo: undone.at(-1) ?? null }),
    mend: (_plan, path, input) => {
      done.push(MEND);
      undone.length = 0;
      mends.push({
        unit: path,
        action: input.action,
        words_zh: "更正",
        words_en: "corrected",
        state: "applied",
      });
      return answer({ unit: path, undo: MEND, redo: null, mends: [...mends], about: [["title", "规划"]] });
    },
    mends: () =>
      answer({
        unit: null,
        undo: done.at(-1) ?? null,
        redo: undone.at(-1) ?? null,
        mends: [...mends],
        about: [["title", "规划"]],
      }),
    nearPlans: (plan) =>
      answer({
        plan,
        commitments: 86,
        plans: LIBRARY.plans
          .filter((card) => card.id !== plan)
          .map((card, at) => ({ plan: card.id, near: 0.74 - at / 10, equivalent: 61 - 9 * at, partial: 12 })),
      }),
    unitDetail: (plan, path) => found(unitOf(plan, path)),
    setRelation: () => {
      done.push({ zh: "规划关系", en: "a relation of plans" });
      undone.length = 0;
      return answer(change());
    },
    search: (query, limit) => answer(searchIn(query, limit)),
    setMenu: () => answer(undefined),
    recentLibraries: () => answer([{ token: "r1", name: "张店区.db" }]),
    openLibrary: () => answer(undefined),
    exportView: () => answer("对照.xlsx"),
    settings: () => answer(settings),
    saveSettings: (next) => {
      settings = next;
      return answer(undefined);
    },
    remembered: () => answer(memory),
    remember: (state) => {
      memory = state;
      return answer(undefined);
    },
    cancel: () => answer(undefined),
    subscribe: () => () => undefined,
  };
}

/** Every line that holds the query; the recordings are small. */
function searchIn(query: string, limit: number): SearchView {
  const hits: SearchView["hits"] = [];
  for (const plan of LIBRARY.plans) {
    const view = SOURCE[plan.id];
    for (const line of view?.lines ?? []) {
      const at = line.text.indexOf(query);
      const unit = view?.outline.find((entry) => entry.path === line.unit);
      if (at < 0 || !unit || !query) continue;
      const from = Math.max(0, at - 14);
      hits.push({
        plan: plan.id,
        unit: unit.path,
        cite: unit.cite,
        title: unit.title,
        lines: [line.number, line.number],
        quote: line.text.slice(from, at + query.length + 22),
        start: at - from,
        end: at - from + query.length,
      });
    }
  }
  return { query, total: hits.length, hits: hits.slice(0, limit) };
}

/** A plan of the recordings as a file that is looked at. */
function previewOf(plan: string, encoding: string | null): PreviewView {
  const whole = SOURCE[plan];
  const card = LIBRARY.plans.find((one) => one.id === plan);
  return {
    file: card?.file ?? plan,
    format: "TXT",
    encoding: encoding ?? "UTF-8",
    title: card?.title ?? plan,
    units: card?.units ?? 0,
    tasks: card?.tasks ?? 0,
    indicators: card?.indicators ?? 0,
    line_count: whole?.line_count ?? 0,
    lines: (whole?.lines ?? []).slice(0, 60).map((line) => line.text),
    doubts: whole?.doubts ?? [],
    error: null,
  };
}

/** A unit of the recordings, as far as they hold it. */
function unitOf(plan: string, path: string): UnitDetail | undefined {
  const entry = SOURCE[plan]?.outline.find((one) => one.path === path);
  return (
    entry && {
      path,
      cite: entry.cite,
      kind: entry.kind,
      label: "",
      title: entry.title,
      text: "",
      tail: "",
      lead: [],
      participants: [],
      unranked: [],
      targets: [
        {
          quote: entry.title,
          amount: { comparator: ">=", value: "95", unit: "%", deadline: 2025 },
        },
      ],
      lines: [entry.line, entry.line],
      mended: false,
      before: null,
    }
  );
}
