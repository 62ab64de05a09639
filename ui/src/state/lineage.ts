import type { LibraryView, PlanCard } from "../api/types";

/** A document in the lineage: a plan of the library, or one that is only cited. */
export interface LineageNode {
  key: string;
  plan: PlanCard | null;
  title: string;
  number: string | null;
  /** Plans of the library that cite it. */
  citedBy: number;
  below: LineageNode[];
}

const BOOK = /《([^》]+)》/;

/** A title without the notice around it: 国务院关于印发X的通知 → X. */
export function bareTitle(title: string): string {
  return (BOOK.exec(title)?.[1] ?? title)
    .replace(/^.*关于印发/, "")
    .replace(/的通知$/, "")
    .replace(/[《》〈〉]/g, "");
}

const rank = (title: string): number => {
  if (/省|自治区/.test(title)) return 1;
  return /[市州县区]/.test(title) ? 2 : 0;
};

/**
 * The parents that the plans cite, as a forest: each plan hangs below the nearest parent it
 * cites, and that parent below the next higher one that the same plan cites.
 */
export function lineageTree(library: LibraryView): LineageNode[] {
  const nodes = new Map<string, LineageNode>();
  const placed = new Set<string>();
  const roots: LineageNode[] = [];
  const nodeOf = (key: string, make: () => Omit<LineageNode, "key" | "below" | "citedBy">) => {
    const known = nodes.get(key);
    if (known) return known;
    const node: LineageNode = { key, citedBy: 0, below: [], ...make() };
    nodes.set(key, node);
    return node;
  };
  const hang = (node: LineageNode, parent: LineageNode | undefined) => {
    if (placed.has(node.key)) return;
    placed.add(node.key);
    (parent?.below ?? roots).push(node);
  };
  const planNode = (plan: PlanCard) =>
    nodeOf(plan.id, () => ({ plan, title: plan.title, number: plan.doc_number }));

  for (const plan of library.plans) {
    const chain = library.lineage
      .filter((edge) => edge.plan === plan.id && edge.relation === "parent")
      .map((edge) => {
        const cited = library.plans.find((card) => card.id === edge.cited && card.id !== plan.id);
        if (cited) return planNode(cited);
        const title = bareTitle(edge.title);
        return nodeOf(title, () => ({ plan: null, title, number: edge.doc_number }));
      })
      .sort((a, b) => rank(a.title) - rank(b.title));
    let above: LineageNode | undefined;
    for (const node of chain) {
      node.citedBy += 1;
      hang(node, above);
      above = node;
    }
    hang(planNode(plan), above);
  }
  return roots;
}
