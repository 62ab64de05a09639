import type { NearView } from "../api/types";
import type { App } from "./app.svelte";
import { Resource } from "./resource.svelte";

/** The plans of the library that are nearest to one (相近规划). */
export class NearState {
  plan = $state<string | null>(null);
  readonly view = new Resource<NearView>();
  #app: App;

  constructor(app: App) {
    this.#app = app;
  }

  open(plan: string): void {
    this.plan = plan;
    this.#app.overlay = "near";
    void this.load();
  }

  load(): Promise<unknown> {
    const { plan } = this;
    if (!plan) return Promise.resolve();
    if (this.view.value?.plan !== plan) this.view.clear();
    const key = `${plan} ${this.#app.library.plans.length} ${this.#app.comparison.revision}`;
    return this.view.load(key, () => this.#app.backend.nearPlans(plan));
  }

  /** Compares the plan with one of those that are near, and nothing else. */
  compareWith(other: string): void {
    const library = this.#app.library.view.value;
    if (!this.plan || !library) return;
    this.#app.overlay = null;
    this.#app.comparison.only([this.plan, other], library);
    this.#app.go("matrix");
    void this.#app.active.ensure();
  }
}
