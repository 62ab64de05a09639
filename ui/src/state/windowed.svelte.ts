import type { Page } from "../api/types";

type Fetch<T> = (from: number) => Promise<Page<T>>;

/** Rows of one window of most lists, as the core cuts them. */
export const WINDOW = 200;

/** Rows that are fetched before they are drawn, above and below. */
const AHEAD = 16;

/** A long list that is fetched by windows; a row that has not come yet is null. */
export class Windowed<T> {
  rows = $state.raw<readonly (T | null)[]>([]);
  /** Rows of one window, as the core cuts them. */
  readonly #window: number;
  #fetch: Fetch<T> | null = null;
  #asked = new Map<number, Promise<void>>();

  constructor(window: number) {
    this.#window = window;
  }

  /** A new list, of which one window is there. */
  start(page: Page<T>, fetch: Fetch<T>): void {
    this.#fetch = fetch;
    this.#asked = new Map();
    this.rows = [];
    this.put(page);
  }

  clear(): void {
    this.#fetch = null;
    this.#asked = new Map();
    this.rows = [];
  }

  /** Takes a window in. */
  put(page: Page<T>): void {
    const rows = Array.from({ length: page.total }, (_, at): T | null => this.rows[at] ?? null);
    page.rows.forEach((row, at) => (rows[page.from + at] = row));
    this.#asked.set(page.from, Promise.resolve());
    this.rows = rows;
  }

  /** Fetches what is missing of the rows from `first` to before `end`, and a few around them. */
  want(first: number, end: number): void {
    const last = Math.min(end + AHEAD, this.rows.length);
    for (let from = this.#from(Math.max(0, first - AHEAD)); from < last; from += this.#window) {
      void this.#ask(from);
    }
  }

  /** The row at a place, fetched where it has not come yet. */
  async row(at: number): Promise<T | null> {
    if (at < 0 || at >= this.rows.length) return null;
    await this.#ask(this.#from(at));
    return this.rows[at] ?? null;
  }

  /**
   * What `pick` takes of the rows `by` places on from the row at `at`, counting only those it takes; the
   * outermost where the list ends before. A promise where a row on the way has not come yet.
   */
  step<R>(at: number, by: number, pick: (row: T) => R | null): R | null | Promise<R | null> {
    const way = by < 0 ? -1 : 1;
    // A jump to an end looks back from there for the outermost row.
    const far = Math.abs(by) >= this.rows.length;
    let left = far ? 1 : Math.abs(by);
    let found: R | null = null;
    let here = far ? (way < 0 ? 0 : this.rows.length - 1) : at + way;
    for (; left > 0 && here >= 0 && here < this.rows.length; here += far ? -way : way) {
      const row = this.rows[here];
      if (row === null || row === undefined) {
        return this.row(here).then((there) => (there === null ? found : this.step(at, by, pick)));
      }
      const taken = pick(row);
      if (taken === null) continue;
      found = taken;
      left -= 1;
    }
    return found;
  }

  /** The start of the window that holds a row. */
  #from(at: number): number {
    return at - (at % this.#window);
  }

  #ask(from: number): Promise<void> {
    const known = this.#asked.get(from);
    if (known) return known;
    const asked = this.#asked;
    const fetched = (this.#fetch?.(from) ?? Promise.reject(new Error("no list")))
      .then((page) => {
        // A list that was started since has no use for it.
        if (asked === this.#asked) this.put(page);
      })
      .catch(() => {
        asked.delete(from);
      });
    asked.set(from, fetched);
    return fetched;
  }
}

/** Uses a value at once where it is there, else when it has come. */
export function whenThere<R>(value: R | null | Promise<R | null>, use: (value: R) => void): void {
  if (value instanceof Promise) void value.then((there) => there !== null && use(there));
  else if (value !== null) use(value);
}

/** All of a view that comes by windows of rows; `merge` adds the next window to what is there. */
export async function gathered<V extends { total: number }>(
  fetch: (from: number) => Promise<V>,
  count: (view: V) => number,
  merge: (whole: V, next: V) => V,
): Promise<V> {
  let whole = await fetch(0);
  while (count(whole) < whole.total) {
    const next = await fetch(count(whole));
    if (count(next) === 0) break;
    whole = merge(whole, next);
  }
  return whole;
}
