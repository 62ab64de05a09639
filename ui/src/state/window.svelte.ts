import type { App } from "./app.svelte";

/** Time a change of place may take before it is kept; typing and moving do not write each time. */
const REST = 400;

/** Lets the registry hear every key of the window; overlays keep their own. */
export function listenToKeys(app: App): () => void {
  const onkeydown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || app.overlay) return;
    if (app.commands.press(event, event.target)) event.preventDefault();
  };
  // A file dropped beside the target must not replace the page.
  const ondrag = (event: DragEvent) => event.preventDefault();
  window.addEventListener("keydown", onkeydown);
  window.addEventListener("dragover", ondrag);
  window.addEventListener("drop", ondrag);
  return () => {
    window.removeEventListener("keydown", onkeydown);
    window.removeEventListener("dragover", ondrag);
    window.removeEventListener("drop", ondrag);
  };
}

/** Asks whether files changed whenever the window gets the focus back. */
export function watchFiles(app: App): () => void {
  const onfocus = () => void app.library.lookAtFiles();
  window.addEventListener("focus", onfocus);
  return () => window.removeEventListener("focus", onfocus);
}

/** Keeps place, filters and columns in the library; called in an effect, so it hears changes. */
export function keepMemory(app: App): (() => void) | undefined {
  if (!app.started) return undefined;
  const state = JSON.stringify(app.snapshot());
  const timer = setTimeout(() => void app.backend.remember(state).catch(() => undefined), REST);
  return () => clearTimeout(timer);
}

/** Below this many letter widths (rem) the page stacks what otherwise stands side by side. */
const NARROW = 60;

/** Marks the document as narrow: a small window, or large text in an ordinary one. */
export function watchRoom(app: App): () => void {
  const root = document.documentElement;
  const measure = () => {
    const rem = parseFloat(getComputedStyle(root).fontSize) || 16;
    app.narrow = window.innerWidth / rem < NARROW;
    if (app.narrow) root.dataset.room = "narrow";
    else delete root.dataset.room;
  };
  measure();
  window.addEventListener("resize", measure);
  return () => window.removeEventListener("resize", measure);
}
