import { mount } from "svelte";
import App from "./App.svelte";
import type { Backend } from "./api/backend";
import { tauriBackend } from "./api/tauri";
import { App as State } from "./state/app.svelte";
import "./styles/tokens.css";
import "./styles/workbench.css";
import "./styles/dots.css";
import "./styles/marks.css";

/** The shell's backend in the window; recordings in a browser, where the build holds them. */
async function backend(): Promise<Backend> {
  if (import.meta.env.MODE === "production" || "__TAURI_INTERNALS__" in window) return tauriBackend;
  const { mockBackend } = await import("./api/mock");
  const wanted = new URLSearchParams(location.search);
  return mockBackend({ filled: wanted.has("filled") });
}

const target = document.getElementById("app");
if (target) {
  void backend().then((chosen) => {
    const app = new State(chosen);
    if (import.meta.env.MODE !== "production") Object.assign(window, { duizhao: app });
    mount(App, { target, props: { app } });
  });
}
