/** A stretch of text, or one sign that cannot be seen. */
export interface Visible {
  text: string;
  /** Code point in hexadecimal, for signs that cannot be seen. */
  code: string | null;
}

/*
 * Signs that hide or turn text: controls, soft hyphen, zero width, marks and overrides of
 * direction, byte order mark, private use. Tabs and line ends are ordinary.
 */
const HIDDEN =
  // eslint-disable-next-line no-control-regex -- controls are what it looks for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ue000-\uf8ff\ufff9-\ufffb]/u;
const EACH = new RegExp(HIDDEN.source, "gu");

/** True for a text in which a sign cannot be seen; few have one, and they need no parts. */
export function hides(text: string): boolean {
  return HIDDEN.test(text);
}

/** Parts a text so that hidden signs can be shown; the parts joined are the text. */
export function visible(text: string): Visible[] {
  if (!hides(text)) return [{ text, code: null }];
  const parts: Visible[] = [];
  let from = 0;
  for (const found of text.matchAll(EACH)) {
    if (found.index > from) parts.push({ text: text.slice(from, found.index), code: null });
    const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    parts.push({ text: found[0], code });
    from = found.index + found[0].length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), code: null });
  return parts;
}
