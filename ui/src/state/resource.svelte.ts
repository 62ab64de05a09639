import type { ApiError } from "../api/types";
import { asApiError } from "./failure";

/**
 * A view's data with its states: while the next is fetched the last stays on screen; an
 * answer that comes after a newer question is dropped.
 */
export class Resource<T> {
  value = $state.raw<T | null>(null);
  error = $state.raw<ApiError | null>(null);
  busy = $state(false);
  #ticket = 0;
  #key: string | null = null;

  /**
   * Fetches unless the same was fetched already; resolves to the value that is shown then.
   * `accept` hears of a new value before it is shown.
   */
  async load(key: string, fetch: () => Promise<T>, accept?: (value: T) => void): Promise<T | null> {
    if (key === this.#key && !this.error) return this.value;
    const ticket = ++this.#ticket;
    this.#key = key;
    this.busy = true;
    try {
      const value = await fetch();
      if (ticket !== this.#ticket) return null;
      accept?.(value);
      this.value = value;
      this.error = null;
      return value;
    } catch (thrown) {
      if (ticket === this.#ticket) {
        this.error = asApiError(thrown);
        this.#key = null;
      }
      return null;
    } finally {
      if (ticket === this.#ticket) this.busy = false;
    }
  }

  /** Shows a value that is at hand already. */
  show(key: string, value: T): void {
    this.#ticket += 1;
    this.#key = key;
    this.value = value;
    this.error = null;
    this.busy = false;
  }

  /** Forgets everything. */
  clear(): void {
    this.#ticket += 1;
    this.#key = null;
    this.value = null;
    this.error = null;
    this.busy = false;
  }

  /** Makes the next `load` fetch again. */
  invalidate(): void {
    this.#key = null;
  }
}
