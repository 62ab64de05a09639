import type { PickedFile, PreviewView } from "../api/types";
import type { App } from "./app.svelte";
import type { Asked } from "./imports";

/** Files looked at before they come in, or a plan before it is read again in another encoding. */
export class PreviewState {
  asked = $state.raw<readonly Asked[]>([]);
  /** The plan that may be read again; null while files are looked at. */
  plan = $state<string | null>(null);
  at = $state(0);
  shown = $state.raw<ReadonlyMap<string, PreviewView>>(new Map());
  #app: App;

  readonly current = $derived<Asked | undefined>(this.asked[this.at]);
  readonly view = $derived(this.current ? this.shown.get(keyOf(this.current)) : undefined);

  constructor(app: App) {
    this.#app = app;
  }

  /** Asks for files and shows how they would be read. */
  async pick(): Promise<void> {
    const files = await this.#app.attempt(() => this.#app.backend.pickFiles());
    if (files && files.length > 0) this.open(files, null);
  }

  /** Shows how a plan would be read in another encoding. */
  ofPlan(plan: string): void {
    this.open([{ token: plan, name: this.#app.library.name(plan) }], plan);
  }

  close(): void {
    this.asked = [];
    this.shown = new Map();
    this.#app.overlay = null;
  }

  choose(at: number): void {
    this.at = at;
    void this.load(at);
  }

  /** Reads the file one is on in another way. */
  change(how: Partial<Omit<Asked, "file">>): void {
    this.asked = this.asked.map((one, place) => (place === this.at ? { ...one, ...how } : one));
    void this.load(this.at);
  }

  /** Takes the files in, or reads the plan again. */
  accept(): void {
    const { asked, plan, current } = this;
    this.close();
    if (plan) void this.#app.library.reread(plan, current?.encoding ?? "auto");
    else void this.#app.library.importAsked(asked);
  }

  private open(files: readonly PickedFile[], plan: string | null): void {
    this.asked = files.map((file) => ({ file, encoding: null, as_text: false }));
    this.plan = plan;
    this.at = 0;
    this.shown = new Map();
    this.#app.overlay = "preview";
    void this.load(0);
  }

  private async load(at: number): Promise<void> {
    const asked = this.asked[at];
    if (!asked || this.shown.has(keyOf(asked))) return;
    const { file, encoding, as_text } = asked;
    const view = await this.#app.attempt(() =>
      this.plan
        ? this.#app.backend.previewPlan(this.plan, encoding)
        : this.#app.backend.previewFile({ token: file.token, encoding, as_text }),
    );
    if (view) this.shown = new Map(this.shown).set(keyOf(asked), view);
  }
}

const keyOf = (asked: Asked) => `${asked.file.token} ${asked.encoding ?? ""} ${asked.as_text}`;
