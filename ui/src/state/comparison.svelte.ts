import type { LibraryView, PlanCard, Selection } from "../api/types";

const RANK: Record<string, number> = { national: 0, province: 1, city: 2, county: 3, town: 4 };

/** Which plans are compared with which base; the same for all views. */
export class Comparison {
  /** Ids in the library's order. */
  plans = $state.raw<readonly string[]>([]);
  base = $state<string | null>(null);
  /** Plans that the synopsis leaves out for want of room. */
  folded = $state.raw<readonly string[]>([]);
  /** Counts changes of texts and decisions, so that views fetch again. */
  revision = $state(0);
  /** The base to go back to after a reading without one. */
  #before: string | null = null;

  readonly selection = $derived<Selection>({ plans: [...this.plans], base: this.base });
  readonly key = $derived(`${this.plans.join(",")}|${this.base ?? ""}|${this.revision}`);
  readonly ready = $derived(this.plans.length >= 2);

  /** Drops what is gone from the library; a first library is compared whole. */
  fit(library: LibraryView): void {
    const there = library.plans.map((plan) => plan.id);
    const kept = there.filter((id) => this.plans.includes(id));
    this.plans = kept.length > 0 || there.length === 0 ? kept : there;
    this.folded = this.folded.filter((id) => this.plans.includes(id));
    if (this.base === null || !this.plans.includes(this.base)) {
      this.base = likelyBase(
        library.plans.filter((plan) => this.plans.includes(plan.id)),
        library,
      );
    }
  }

  /** Adds plans that were just imported. */
  add(ids: readonly string[], library: LibraryView): void {
    const wanted = new Set([...this.plans, ...ids]);
    this.plans = library.plans.map((plan) => plan.id).filter((id) => wanted.has(id));
    this.fit(library);
  }

  toggle(id: string, library: LibraryView): void {
    const wanted = new Set(this.plans);
    if (!wanted.delete(id)) wanted.add(id);
    this.plans = library.plans.map((plan) => plan.id).filter((plan) => wanted.has(plan));
    if (this.base !== null && !wanted.has(this.base)) {
      this.base = likelyBase(
        library.plans.filter((plan) => wanted.has(plan.id)),
        library,
      );
    }
  }

  /** Compares these and no others; the base is the likeliest of them. */
  only(ids: readonly string[], library: LibraryView): void {
    const chosen = library.plans.filter((plan) => ids.includes(plan.id));
    this.plans = chosen.map((plan) => plan.id);
    this.folded = [];
    this.base = likelyBase(chosen, library);
  }

  setBase(id: string): void {
    this.base = id;
    this.folded = this.folded.filter((plan) => plan !== id);
  }

  /** Between a reading against the base and one without. */
  switchBase(): void {
    if (this.base === null) this.base = this.#before ?? this.plans[0] ?? null;
    else {
      this.#before = this.base;
      this.base = null;
    }
  }

  fold(id: string): void {
    this.folded = this.folded.includes(id) ? this.folded.filter((plan) => plan !== id) : [...this.folded, id];
  }
}

/** The plan that most others cite as their parent; then of the highest level; then the fullest. */
function likelyBase(plans: readonly PlanCard[], library: LibraryView): string | null {
  const cited = (plan: PlanCard) =>
    library.lineage.filter((edge) => edge.cited === plan.id && edge.relation === "parent").length;
  const rank = (plan: PlanCard) => RANK[plan.level ?? ""] ?? 9;
  const [best] = [...plans].sort((a, b) => cited(b) - cited(a) || rank(a) - rank(b) || b.units - a.units);
  return best?.id ?? null;
}
