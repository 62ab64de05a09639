import { describe, expect, it, vi } from "vitest";
import { mockBackend } from "../src/api/mock";
import { App } from "../src/state/app.svelte";
import { cap, chord, matches, type Pressed } from "../src/state/chord";
import { COMMANDS, HINTS } from "../src/state/registry";
import { VIEWS } from "../src/state/view";

const press = (code: string, held: Partial<Pressed> = {}): Pressed => ({
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

async function started(): Promise<App> {
  const app = new App(mockBackend({ filled: true }));
  await app.start();
  app.go("matrix");
  await app.matrix.ensure();
  return app;
}

describe("chords", () => {
  it("match by place, whatever the input method makes of the key", () => {
    expect(matches(press("KeyJ"), chord("KeyJ"))).toBe(true);
    expect(matches(press("KeyJ", { shiftKey: true }), chord("KeyJ"))).toBe(false);
    expect(matches(press("KeyK", { metaKey: true }), chord("Mod+KeyK"))).toBe(true);
  });

  it("are named as on the keyboard", () => {
    expect(cap("KeyJ", false)).toBe("j");
    expect(cap("Mod+KeyK", false)).toBe("Ctrl K");
    expect(cap("Mod+KeyK", true)).toBe("⌘K");
    expect(cap("Shift+Slash", false)).toBe("?");
    expect(cap("Shift+KeyV", false)).toBe("⇧V");
  });
});

describe("registry", () => {
  it("gives no two commands the same key in the same view", async () => {
    const app = await started();
    for (const view of VIEWS) {
      app.view = view;
      const taken = new Map<string, string>();
      for (const command of COMMANDS.filter((one) => app.commands.refusal(one) !== "why.notHere")) {
        for (const keys of command.keys) {
          expect(taken.get(keys), `${keys} in ${view}: ${command.id}`).toBeUndefined();
          taken.set(keys, command.id);
        }
      }
    }
  });

  it("has every command that the status bar reminds of", () => {
    const ids = COMMANDS.map((command) => command.id);
    for (const view of VIEWS)
      for (const hint of HINTS[view]) expect(ids).toEqual(expect.arrayContaining([...hint.ids]));
  });

  it("moves by letters outside text fields and leaves them alone inside", async () => {
    const app = await started();
    const first = app.matrix.row;
    const field = document.createElement("input");
    expect(app.commands.press(press("KeyJ"), field)).toBe(false);
    expect(app.matrix.row).toBe(first);
    expect(app.commands.press(press("KeyJ"), document.body)).toBe(true);
    expect(app.matrix.row).not.toBe(first);
    expect(app.commands.press(press("KeyK", { ctrlKey: true }), field)).toBe(true);
    expect(app.overlay).toBe("palette");
  });

  it("leaves Enter to a button that has the focus", async () => {
    const app = await started();
    const button = document.createElement("button");
    expect(app.commands.press(press("Enter"), button)).toBe(false);
    expect(app.view).toBe("matrix");
    expect(app.commands.press(press("Enter"), document.body)).toBe(true);
    expect(app.view).toBe("synopsis");
  });

  it("says why a command cannot run", async () => {
    const app = await started();
    expect(app.commands.button("undo").disabled).toBe(true);
    expect(app.commands.button("undo").title).toContain("没有可撤销的");
    const undo = vi.spyOn(app.backend, "undo");
    app.commands.run("undo");
    expect(undo).not.toHaveBeenCalled();
  });
});
