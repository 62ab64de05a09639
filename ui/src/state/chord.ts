/**
 * Key chords by place on the keyboard (`KeyJ`, `Mod+KeyK`, `Shift+Slash`), so that letters
 * work whatever the input method makes of them.
 */
export interface Chord {
  code: string;
  mod: boolean;
  alt: boolean;
  shift: boolean;
}

/** What of a keyboard event matters here. */
export type Pressed = Pick<KeyboardEvent, "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** Reads `Mod+Shift+KeyZ`. */
export function chord(text: string): Chord {
  const parts = text.split("+");
  const code = parts.pop() ?? "";
  return { code, mod: parts.includes("Mod"), alt: parts.includes("Alt"), shift: parts.includes("Shift") };
}

/** Whether an event is the chord. */
export function matches(event: Pressed, wanted: Chord): boolean {
  return (
    event.code === wanted.code &&
    (event.ctrlKey || event.metaKey) === wanted.mod &&
    event.altKey === wanted.alt &&
    event.shiftKey === wanted.shift
  );
}

const onMac = () => /mac|iphone|ipad/i.test(globalThis.navigator?.platform ?? "");

const CAPS: Record<string, string> = {
  ArrowDown: "↓",
  ArrowUp: "↑",
  ArrowLeft: "←",
  ArrowRight: "→",
  Enter: "↵",
  Space: "␣",
  Escape: "Esc",
  Backspace: "⌫",
  Delete: "Del",
  Slash: "/",
  Comma: ",",
  BracketLeft: "[",
  BracketRight: "]",
  PageDown: "PgDn",
  PageUp: "PgUp",
};

/** What stands on the key cap: `j`, `Ctrl K` or `⌘K`, `?`. */
export function cap(text: string, mac = onMac()): string {
  const { code, mod, alt, shift } = chord(text);
  if (code === "Slash" && shift) return "?";
  const bare = CAPS[code] ?? code.replace(/^Key|^Digit/, "");
  const key = mod || alt ? bare : /^Key/.test(code) && !shift ? bare.toLowerCase() : bare;
  const before = mac
    ? [alt && "⌥", shift && "⇧", mod && "⌘"].filter(Boolean).join("")
    : [mod && "Ctrl ", alt && "Alt ", shift && "⇧"].filter(Boolean).join("");
  return before + key;
}

/** Whether an element takes text, so that letters are its own. */
export function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return (
    target instanceof HTMLInputElement && !["checkbox", "radio", "button", "range"].includes(target.type)
  );
}

/** Whether an element acts on Enter and Space itself. */
export function actsItself(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("button, a[href], summary, [role=option]") !== null;
}

/** Chords that edit text: a text field keeps them for itself. */
const EDITS = ["KeyA", "KeyC", "KeyV", "KeyX", "KeyY", "KeyZ", "Home", "End", "ArrowLeft", "ArrowRight"];

/** Whether a chord may fire while a text field has the focus: only what neither types nor edits. */
export function firesInText(wanted: Chord): boolean {
  if ((wanted.mod || wanted.alt) && EDITS.includes(wanted.code)) return false;
  return wanted.mod || wanted.alt || /^F\d+$/.test(wanted.code);
}
