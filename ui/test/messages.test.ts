import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { en } from "../src/i18n/en";
import { speak, t } from "../src/i18n/index.svelte";
import { zh } from "../src/i18n/zh";

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return ["generated", "recorded", "i18n"].includes(entry.name) ? [] : sources(path);
    return /\.(ts|svelte)$/.test(entry.name) ? [path] : [];
  });
}

const files = [...sources("src"), "src/i18n/format.ts"];
const code = files.map((path) => readFileSync(path, "utf8")).join("\n");
const keys = Object.keys(zh);

describe("messages", () => {
  it("are complete in both languages", () => {
    expect(Object.keys(en).sort()).toEqual([...keys].sort());
    for (const [key, text] of [...Object.entries(zh), ...Object.entries(en)]) expect(text, key).not.toBe("");
  });

  it("fill the same places in both languages", () => {
    const places = (text: string) =>
      [...new Set([...text.matchAll(/\{(\w+)[}|]/g)].map((match) => match[1]))].sort();
    for (const key of keys) {
      expect(places(en[key as keyof typeof zh]), key).toEqual(places(zh[key as keyof typeof zh]));
    }
  });

  it("are all used", () => {
    const whole = new Set([...code.matchAll(/"([\w]+(?:\.[\w]+)+)"/g)].map((match) => match[1]));
    const begun = [...code.matchAll(/`(\w+\.(?:\w+\.)*\w*)\$\{/g)].map((match) => match[1] ?? "");
    const unused = keys.filter((key) => !whole.has(key) && !begun.some((start) => key.startsWith(start)));
    expect(unused).toEqual([]);
  });

  it("exist wherever they are asked for", () => {
    const asked = [...code.matchAll(/\bt\(\s*"([^"]+)"/g)].map((match) => match[1] ?? "");
    expect(asked.length).toBeGreaterThan(100);
    expect(asked.filter((key) => !keys.includes(key))).toEqual([]);
  });

  it("choose the word for one and for many", () => {
    speak("en");
    expect(t("matrix.rows", { n: 1 })).toBe("1 row");
    expect(t("matrix.rows", { n: 2 })).toBe("2 rows");
    speak("zh");
    expect(t("matrix.rows", { n: 1 })).toBe("1 条");
  });

  it("stand in the tables only, not in components", () => {
    const strays = files
      .filter((path) => path.endsWith(".svelte"))
      .filter((path) =>
        /[\u4e00-\u9fff]/.test(
          readFileSync(path, "utf8").replace(/<!--[\s\S]*?-->|\/\*[\s\S]*?\*\/|\/\/.*/g, ""),
        ),
      );
    expect(strays).toEqual([]);
  });
});
