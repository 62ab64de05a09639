import type { MessageKey } from "../i18n/index.svelte";
import { t } from "../i18n/index.svelte";
import type { App } from "./app.svelte";
import { actsItself, cap, chord, firesInText, matches, takesText, type Pressed } from "./chord";
import { COMMANDS, MENUS, type Command } from "./registry";
import type { MenuGroup } from "../api/types";

/** A button's words and deed. */
export interface Button {
  label: string;
  caps: readonly string[];
  title: string;
  disabled: boolean;
  onpress: () => void;
}

const hasMarked = () => (document.getSelection()?.toString() ?? "") !== "";

/** The one registry: buttons, palette, keys, key help and tests all read it. */
export class Commands {
  readonly all: readonly Command[] = COMMANDS;
  #app: App;
  #byId = new Map(COMMANDS.map((command) => [command.id, command]));
  #chords = COMMANDS.flatMap((command) => command.keys.map((keys) => ({ command, chord: chord(keys) })));

  constructor(app: App) {
    this.#app = app;
  }

  get(id: string): Command {
    const command = this.#byId.get(id);
    if (!command) throw new Error(`no such command: ${id}`);
    return command;
  }

  /** Why a command cannot run now; null when it can. */
  refusal(command: Command): MessageKey | null {
    return command.refuses?.(this.#app) ?? null;
  }

  /** Key caps of a command. */
  caps(command: Command): string[] {
    return command.keys.map((keys) => cap(keys));
  }

  /** Title with key, or why it cannot run: for tooltips. */
  tooltip(command: Command): string {
    const refusal = this.refusal(command);
    if (refusal) return `${t(command.title)} · ${t(refusal)}`;
    const [first] = this.caps(command);
    return first ? `${t(command.title)} (${first})` : t(command.title);
  }

  /** What a button of a command shows and does; spread it over an `ActionButton`. */
  button(id: string): Button {
    const command = this.get(id);
    return {
      label: t(command.title),
      caps: this.caps(command).slice(0, 1),
      title: this.tooltip(command),
      disabled: this.refusal(command) !== null,
      onpress: () => this.run(id),
    };
  }

  /** The menus of the window: every command that is no mere move, with its key. */
  menus(): MenuGroup[] {
    return MENUS.map((menu) => ({
      title: t(menu.title),
      entries: this.all
        .filter((command) => menu.groups.includes(command.group) && !command.move)
        .map((command) => {
          const [key] = this.caps(command);
          return { id: command.id, title: key ? `${t(command.title)}    ${key}` : t(command.title) };
        }),
    }));
  }

  /** Runs a command if it can run. */
  run(id: string): void {
    const command = this.get(id);
    if (this.refusal(command) === null) command.run(this.#app);
  }

  /** Runs the command of a key; true when there was one. */
  press(event: Pressed, target: EventTarget | null): boolean {
    for (const { command, chord: wanted } of this.#chords) {
      if (!matches(event, wanted)) continue;
      if (takesText(target) && !firesInText(wanted)) continue;
      if (["Enter", "Space"].includes(wanted.code) && actsItself(target)) continue;
      // Words marked with the mouse are copied by the system.
      if (wanted.mod && wanted.code === "KeyC" && hasMarked()) continue;
      if (this.refusal(command) !== null) continue;
      command.run(this.#app);
      return true;
    }
    return false;
  }
}
