import type { Backend } from "../api/backend";
import type { Settings } from "../api/types";
import { speak, type Language } from "../i18n/index.svelte";

const DEFAULTS: Settings = { language: "system", theme: "system", text_percent: 100, plan_font: "serif" };

/** What the reader has set; applied to the document at once and kept by the core. */
export class SettingsState {
  present = $state.raw<Settings>(DEFAULTS);
  #backend: Backend;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  async start(): Promise<void> {
    this.present = await this.#backend.settings().catch(() => DEFAULTS);
    this.apply();
  }

  change(part: Partial<Settings>): void {
    this.present = { ...this.present, ...part };
    this.apply();
    void this.#backend.saveSettings(this.present).catch(() => undefined);
  }

  /** The theme that is shown now, whether set or the system's. */
  get dark(): boolean {
    if (this.present.theme !== "system") return this.present.theme === "dark";
    return globalThis.matchMedia?.("(prefers-color-scheme: dark)").matches ?? false;
  }

  switchTheme(): void {
    this.change({ theme: this.dark ? "light" : "dark" });
  }

  switchLanguage(): void {
    this.change({ language: this.language === "zh" ? "en" : "zh" });
  }

  get language(): Language {
    const set = this.present.language;
    if (set === "zh" || set === "en") return set;
    // Chinese first: the readers of these plans read Chinese, whatever their system says.
    return "zh";
  }

  private apply(): void {
    const root = document.documentElement;
    speak(this.language);
    root.lang = this.language === "zh" ? "zh-CN" : "en";
    if (this.present.theme === "system") root.removeAttribute("data-theme");
    else root.setAttribute("data-theme", this.present.theme);
    root.style.fontSize = this.present.text_percent === 100 ? "" : `${this.present.text_percent}%`;
    if (this.present.plan_font === "sans") root.style.setProperty("--font-plan", "var(--font-ui)");
    else root.style.removeProperty("--font-plan");
  }
}
