import { en } from "./en";
import { zh, type MessageKey, type Messages } from "./zh";

export type { MessageKey } from "./zh";
export type Language = "zh" | "en";

const TABLES: Record<Language, Messages> = { zh, en };

let present = $state<Language>("zh");

/** The language the page speaks now. */
export function language(): Language {
  return present;
}

/** Changes the language of the whole page at once. */
export function speak(to: Language): void {
  present = to;
}

/** The words for a key, with `{name}` filled in. `{n|row|rows}` picks the word for one or many. */
export function t(key: MessageKey, values: Record<string, string | number> = {}): string {
  const words = TABLES[present][key];
  if (!words.includes("{")) return words;
  return words
    .replace(/\{(\w+)\|([^|}]*)\|([^}]*)\}/g, (_, name: string, one: string, many: string) =>
      Number(values[name]) === 1 ? one : many,
    )
    .replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** Words that the core says in both languages; verbatim words of plans in them stay as they are. */
export function say(words: Record<Language, string>): string {
  return words[present];
}

/** Whether a word is a key of the table; for keys that are put together. */
export function known(key: string): key is MessageKey {
  return key in zh;
}

/** The words for a key that is put together, or the fallback when there is none. */
export function tOr(key: string, fallback: string): string {
  return known(key) ? t(key) : fallback;
}
