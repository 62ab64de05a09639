/** An element's id for something the core names: ids may hold spaces, references to them may not. */
export function domId(kind: string, ...names: (string | number)[]): string {
  return [kind, ...names].join("-").replace(/\s/g, "_");
}
