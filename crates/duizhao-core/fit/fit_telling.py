#!/usr/bin/env python3
"""Fits what a term tells (`lexicon/telling.toml`) and the coefficients of `align/judge.rs`.

    cargo run --release -p duizhao-core --example align_features -- seeds/*.txt > features.tsv
    python3 crates/duizhao-core/fit/fit_telling.py features.tsv STEM=ID... TRUTH.json... [--strict] [--write]

STEM=ID says which plan of the truth each source file is; TRUTH.json is of the shape of
tests/gold/own/*.json. Needs numpy and torch (2.15 was used); ten minutes on two cores, fifteen with --strict.

The signals are those of `align/pair.rs`, made from weights that can be learned: every term that three
plans use has a factor exp(d), d held near 0 (ridge), found together with the coefficients of both
verdicts by gradient descent (Adam) on the log loss of all pairs of commitments. What is printed as
"left out" is judged by fits that never saw the truth of that pair of plans, or of any pair with that plan.
"""
import argparse
import json
import pathlib
import sys
from collections import defaultdict
from itertools import combinations

import numpy as np
import torch

STEP = 0.1  # factors are written in steps of exp(0.1)
RIDGE, ROUNDS, PLANS, UNITS = 1.0, 40, 3, 4
MOST = 1.0  # no factor beyond exp(1) either way
RELATED_FROM, CLAIMED_FROM = 0.45, 0.2  # as in `align/judge.rs`
LEXICON = pathlib.Path(__file__).parents[1] / "lexicon" / "telling.toml"
PLACES = {line.split("\t")[-1].strip() for line in open(LEXICON.with_name("divisions.tsv"), encoding="utf-8") if line[0] != "#"}
PLACES |= {name[:-1] for name in PLACES if name.endswith("省")}
PROVINCE_ENDS = {name[-2:] for name in PLACES if name.endswith("省")}


def read_features(path):
    """plans by stem: vocabulary, weights at large, units with their parts as term numbers; words by key"""
    plans, words, plan = {}, {}, None
    numbers = lambda text: [int(x) for x in text.split()]
    for line in open(path, encoding="utf-8"):
        tag, *rest = line.rstrip("\n").split("\t")
        if tag == "plan":
            plan = plans[rest[0]] = {"keys": [], "large": [], "units": []}
        elif tag == "word":
            words[int(rest[0])] = rest[1]
        elif tag == "term":
            plan["keys"].append(int(rest[0]))
            plan["large"].append(float(rest[1]))
        elif tag == "unit":
            unit = {"id": rest[0], "letters": int(rest[1]), "kind": rest[2], "row": rest[2] == "annex_row", "kin": int(rest[3]), "sentence": [], "clause": []}
            plan["units"].append(unit)
        elif tag == "text":
            unit["text"] = [(int(t), float(c)) for t, c in (x.split(":") for x in rest[0].split())]
        elif tag == "heading":
            unit["heading"] = numbers(rest[0])
        else:
            unit[tag].append(numbers(rest[0]))
    return plans, words


def read_truth(paths, names):
    """by pair of plans, by pair of units: equivalent, partial or disputed"""
    rank, truth = {"partial": 1, "disputed": 2, "equivalent": 3}, defaultdict(dict)
    for path in paths:
        for group in json.load(open(path, encoding="utf-8"))["groups"]:
            members = sorted({(names[p], u) for p, units in group["members"].items() if p in names for u in units})
            for (p, u), (q, v) in combinations(members, 2):
                strength, known = group["strength"], truth[p, q].get((u, v))
                if p != q and rank[strength] > rank.get(known, 0):
                    truth[p, q][u, v] = strength
    return {pair: found for pair, found in truth.items() if found}


class Terms:
    """All terms of all plans, numbered; which of them have a factor of their own"""

    def __init__(self, plans, words):
        self.at, self.large, self.keys = {}, [], []
        for plan in plans.values():
            for key, large in zip(plan["keys"], plan["large"]):
                if key not in self.at:
                    self.at[key] = len(self.keys)
                    self.keys.append(key)
                    self.large.append(large)
        self.large = np.array(self.large)
        used, held = np.zeros(len(self.keys), int), np.zeros(len(self.keys), int)
        for plan in plans.values():
            ids = plan["ids"] = np.array([self.at[key] for key in plan["keys"]])
            used[ids] += 1
            plan["held"] = np.zeros(len(self.keys))
            for unit in plan["units"]:
                plan["held"][[ids[t] for t, _ in unit["text"]]] += 1
            held += plan["held"].astype(int)
        self.words = words
        chinese = np.array([self.is_chinese(self.text(at)[0] or "") for at in range(len(held))])
        self.free = np.where((used >= PLANS) & (held >= UNITS) & chinese)[0]
        slot = np.full(len(self.keys), len(self.free))
        slot[self.free] = np.arange(len(self.free))
        self.slot = torch.tensor(slot)

    @staticmethod
    def is_chinese(text):
        return len(text) > 1 and text not in PLACES and text not in PROVINCE_ENDS and all("一" <= c <= "鿿" for c in text)

    def text(self, at):
        """(text, is a word) of a term"""
        key = self.keys[at]
        if key >> 63:
            return self.words.get(key), True
        return (chr(key >> 21) if key >> 21 else "") + chr(key & ((1 << 21) - 1)), False


def sparse(rows, columns):
    at = [(r, t) for r, row in enumerate(rows) for t, _ in row]
    values = [float(c) for row in rows for _, c in row]
    index = np.array(at, dtype=np.int64).reshape(-1, 2).T
    return torch.sparse_coo_tensor(index, torch.tensor(values), (len(rows), columns), check_invariants=False).coalesce()


PARTS = ("text", "heading", "sentence", "clause")


def prepare(plan, columns):
    """matrices of a plan's parts by terms, the unit of each part, and who stands in one section"""
    ids, units = plan["ids"], plan["units"]
    once = lambda row: [(ids[t], 1.0) for t in row]
    rows = {"text": [[(ids[t], c) for t, c in u["text"]] for u in units], "heading": [once(u["heading"]) for u in units]}
    plan["of"] = {}
    for part in ("sentence", "clause"):
        held = [(at, once(row)) for at, u in enumerate(units) for row in u[part] if row]
        rows[part], plan["of"][part] = [row for _, row in held], torch.tensor([at for at, _ in held])
    plan["matrix"] = {part: sparse(rows[part], columns) for part in PARTS}
    plan["squares"] = {part: torch.sparse_coo_tensor(m.indices(), m.values() ** 2, m.shape) for part, m in plan["matrix"].items()}
    kin = torch.tensor([u["kin"] for u in units])
    plan["same"] = (kin[:, None] == kin[None, :]).float().fill_diagonal_(0)
    plan["letters"] = torch.tensor([float(u["letters"]) for u in units])
    plan["row"] = torch.tensor([u["row"] for u in units])


class PlanPair:
    """What is fixed about two plans: weights before factors, lengths, the truth"""

    def __init__(self, a, b, terms, truth):
        self.a, self.b, self.terms = a, b, terms
        units = len(a["units"]) + len(b["units"])
        held = a["held"] + b["held"]
        common = held > max(units // 3, 12)
        rarity = np.log((units + 1) / (held + 0.5)) * terms.large
        self.weight = torch.tensor(np.where(common, 0, rarity), dtype=torch.float32)
        self.shared = torch.tensor(np.where((a["held"] > 0) & (b["held"] > 0) & ~common)[0])
        cut = lambda m: m.to_dense()[:, self.shared].contiguous()
        self.dense = {part: (cut(a["matrix"][part]), cut(b["matrix"][part])) for part in PARTS}
        one, other = a["letters"][:, None], b["letters"][None, :]
        alike = torch.minimum(one, other) / torch.maximum(one, other).clamp_min(1)
        self.length = torch.where(a["row"][:, None] == b["row"][None, :], alike, torch.tensor(0.8))
        self.first_shorter = one <= other
        at = [{u["id"]: k for k, u in enumerate(plan["units"])} for plan in (a, b)]
        self.related = torch.zeros(len(a["units"]), len(b["units"]))
        self.equivalent, self.counted = self.related.clone(), torch.ones_like(self.related)
        for (u, v), strength in truth.items():
            cell = at[0].get(u), at[1].get(v)
            if None not in cell:
                self.related[cell] = 1
                self.equivalent[cell] = strength == "equivalent"
                self.counted[cell] = strength != "disputed"

    def cosines(self, part, squares):
        norm = lambda plan: torch.sparse.mm(plan["squares"][part], squares[:, None])[:, 0].clamp_min(1e-9).sqrt()
        one, other = self.dense[part]
        return (one * squares[self.shared]) @ other.T / (norm(self.a)[:, None] * norm(self.b)[None, :])

    def lead(self, part, squares):
        """the best pair of parts from its weaker side; the best of each part in each unit of the other plan"""
        grid, of_a, of_b = self.cosines(part, squares), self.a["of"][part], self.b["of"][part]
        best = lambda rows, of, n: torch.zeros(n, rows.shape[1]).scatter_reduce(0, of[:, None].expand_as(rows), rows, "amax")
        units = len(self.a["units"]), len(self.b["units"])
        in_b, in_a = best(grid.T, of_b, units[1]).T, best(grid, of_a, units[0]).T
        beside = lambda rows, grid_best: rows * rows / grid_best.clamp_min(1e-6)[:, None]
        from_a = best(beside(in_b, grid.max(1).values), of_a, units[0])
        from_b = best(beside(in_a, grid.max(0).values), of_b, units[1]).T
        return torch.minimum(from_a, from_b), in_b, in_a

    def signals(self, factors):
        """units × units × (5, 4): what the two verdicts are made of"""
        weight = self.weight * torch.exp(torch.cat([factors, torch.zeros(1)])[self.terms.slot])
        squares = weight * weight
        text, heading = self.cosines("text", squares), self.cosines("heading", squares)
        ratio_a = text / text.max(1, keepdim=True).values.clamp_min(1e-6)
        ratio_b = text / text.max(0, keepdim=True).values.clamp_min(1e-6)
        leading = text * (ratio_a * ratio_b).clamp_min(1e-9).sqrt()
        short = torch.where(self.first_shorter, ratio_a, ratio_b)
        sentence, in_b, in_a = self.lead("sentence", squares)
        clause, _, _ = self.lead("clause", squares)
        covered = torch.minimum(self.covered(self.a, in_b, weight), self.covered(self.b, in_a, weight).T)
        rival_b = (leading[:, None, :] * self.b["same"][None]).amax(-1)
        rival_a = (leading.T[:, None, :] * self.a["same"][None]).amax(-1).T
        log_leading = torch.log(leading + 0.01)
        related = [log_leading, sentence, clause, torch.log(short + 0.05), torch.log(covered + 0.03)]
        equivalent = [log_leading, heading, self.length, torch.maximum(rival_a, rival_b)]
        return torch.stack(related, -1), torch.stack(equivalent, -1)

    def covered(self, plan, rows, weight):
        of, units = plan["of"]["sentence"], len(plan["units"])
        own = torch.sparse.mm(plan["matrix"]["sentence"], weight[:, None])[:, 0]
        held = torch.zeros(units, rows.shape[1]).index_add(0, of, rows * own[:, None])
        return held / torch.zeros(units).index_add(0, of, own).clamp_min(1e-6)[:, None]


START = [0.39, 2.28, 10.9, 2.65, 1.47, -1.55], [2.51, 3.80, 3.70, 4.73, -7.11]


def verdicts(pair, model):
    (related, equivalent), (r, e) = pair.signals(model["factors"]), model["judge"]
    return related @ r[1:] + r[0], equivalent @ e[1:] + e[0]


def loss_of(pair, model):
    loss = torch.nn.functional.binary_cross_entropy_with_logits
    both = zip(verdicts(pair, model), (pair.related, pair.equivalent))
    return sum(loss(said, true, weight=pair.counted, reduction="sum") for said, true in both)


def fit(pairs, terms, factors=None):
    """factors and coefficients; coefficients alone where the factors are given"""
    learned = factors is None
    factors = torch.zeros(len(terms.free), requires_grad=True) if learned else factors
    judge = [torch.tensor(start, requires_grad=True) for start in START]
    descent = torch.optim.Adam(judge + ([factors] if learned else []), lr=0.05)
    model = {"factors": factors, "judge": judge}
    for _ in range(ROUNDS if learned else 4 * ROUNDS):
        descent.zero_grad()
        for pair in pairs:
            loss_of(pair, model).backward()
        if learned:
            (RIDGE * (factors**2).sum()).backward()
        descent.step()
        if learned:
            factors.data.clamp_(-MOST, MOST)
        for group in descent.param_groups:
            group["lr"] *= 0.97 if learned else 0.99
    return {"factors": factors.detach(), "judge": [j.detach() for j in judge]}


def logistic(pairs_of_columns):
    """coefficients of a logistic function, by Newton's method: (columns with a leading 1, truth)"""
    x = np.concatenate([x for x, _ in pairs_of_columns])
    y = np.concatenate([y for _, y in pairs_of_columns])
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + 1e-6 * np.eye(len(w))
        step = np.linalg.solve(hessian, x.T @ (y - p) - 1e-6 * w)
        w += step
        if abs(step).max() < 1e-9:
            break
    return w


sigmoid = lambda z: 1 / (1 + np.exp(-z))


def third_plans(beliefs, names):
    """by pair: plans that answer, and how far they join two units (as `align/links.rs` has it)"""
    held = {pair: (r >= 0.08) | (e >= 0.08) for pair, (r, e) in beliefs.items()}
    beliefs = {pair: (r * held[pair], e * held[pair]) for pair, (r, e) in beliefs.items()}
    toward = lambda p, q: beliefs[p, q] if (p, q) in beliefs else tuple(m.T for m in beliefs[q, p])
    known = lambda p, q: (p, q) in beliefs or (q, p) in beliefs
    out = {}
    for p, q in beliefs:
        count, related, equivalent = (np.zeros_like(beliefs[p, q][0]) for _ in range(3))
        for third in names:
            if third in (p, q) or not (known(p, third) and known(q, third)):
                continue
            (ra, ea), (rb, eb) = toward(p, third), toward(q, third)
            sure = (ra >= 0.5).any(1)[:, None] | (rb >= 0.5).any(1)[None, :]
            join = lambda one, other: (one[:, None, :] * other[None]).max(-1)
            count += sure
            related += sure * np.maximum(join(ea, rb), join(ra, eb))
            equivalent += sure * join(ea, eb)
        out[p, q] = count, related / np.maximum(count, 1), equivalent / np.maximum(count, 1), held[p, q]
    return out


def rivals(beliefs, plans):
    """by pair: what `align/claims.rs` hears beside a belief: both are tasks, and the greatest claim of another on either"""
    out = {}
    for (p, q), (related, equivalent) in beliefs.items():
        task = [np.array([unit["kind"] not in ("box_item", "annex_row") for unit in plans[x]["units"]]) for x in (p, q)]
        claims = equivalent * ((related >= RELATED_FROM) | (equivalent >= CLAIMED_FROM))
        out[p, q] = np.outer(*task).astype(float), np.maximum(second(claims), second(claims.T).T)
    return out


def second(claims):
    """by cell, the greatest of the others in its row"""
    ordered = np.sort(claims, axis=1)
    most = ordered[:, -1:]
    return np.where(claims == most, ordered[:, -2:-1], most)


def best_f1(said, true):
    order = np.argsort(-said, kind="stable")
    hits = np.cumsum(true[order])
    f1 = 2 * hits / (np.arange(1, len(said) + 1) + true.sum())
    at = f1.argmax()
    return f"{f1[at]:.3f} from {said[order][at]:.2f}"


def report(name, beliefs, pairs):
    flat = lambda which: np.concatenate([beliefs[k][which][pairs[k].counted.numpy() > 0] for k in beliefs])
    true = lambda get: np.concatenate([get(pairs[k]).numpy()[pairs[k].counted.numpy() > 0] for k in beliefs])
    print(f"{name}: related {best_f1(flat(0), true(lambda p: p.related))}, equivalent {best_f1(flat(1), true(lambda p: p.equivalent))}", flush=True)


def left_out(pairs, terms, seen):
    """logits of every pair by a fit that never saw what `seen(left, other)` is false for"""
    out = {}
    for left, pair in pairs.items():
        model = fit([other for key, other in pairs.items() if seen(left, key)], terms)
        with torch.no_grad():
            out[left] = tuple(z.double().numpy() for z in verdicts(pair, model))
        print(f"  {left[0]} {left[1]}", file=sys.stderr, flush=True)
    return out


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument("features")
    ask.add_argument("names", nargs="+", help="STEM=ID, then truth files")
    ask.add_argument("--write", action="store_true", help="write lexicon/telling.toml")
    ask.add_argument("--strict", action="store_true", help="also leave out every plan in turn")
    asked = ask.parse_args()
    names = {x.split("=")[1]: x.split("=")[0] for x in asked.names if "=" in x}
    plans, words = read_features(asked.features)
    terms = Terms(plans, words)
    for plan in plans.values():
        prepare(plan, len(terms.keys))
    truth = read_truth([x for x in asked.names if "=" not in x], names)
    pairs = {k: PlanPair(plans[k[0]], plans[k[1]], terms, t) for k, t in sorted(truth.items())}
    print(f"{len(terms.free)} terms, {len(pairs)} pairs of plans, {sum(int(p.related.sum()) for p in pairs.values())} related units")

    logits = left_out(pairs, terms, lambda left, key: key != left)
    ones = lambda z: np.stack([np.ones(z.size), z.ravel()], 1)
    scale = [logistic([(ones(z[w]), t.numpy().ravel()) for z, t in ((logits[k], (p.related, p.equivalent)[w]) for k, p in pairs.items())]) for w in (0, 1)]
    print("belief beside what the fit says of its own pairs (shift, slope):", *scale)
    logits = {k: tuple(s[0] + s[1] * z for s, z in zip(scale, both)) for k, both in logits.items()}
    beliefs = {k: tuple(map(sigmoid, both)) for k, both in logits.items()}
    report("pair left out, two plans alone", beliefs, pairs)
    third, joined = third_plans(beliefs, list(plans)), []
    for which in (0, 1):
        columns = []
        for k, (count, *say, held) in third.items():
            rows = held & (count > 0)
            x = np.stack([np.ones(rows.sum()), logits[k][which][rows], say[which][rows]], 1)
            columns.append((x, (pairs[k].related, pairs[k].equivalent)[which].numpy()[rows]))
        joined.append(logistic(columns))
    print("third plans (shift, own, said):", *joined)
    heard = {}
    for k, (count, *say, held) in third.items():
        hear = lambda w: np.where(count > 0, sigmoid(joined[w][0] + joined[w][1] * logits[k][w] + joined[w][2] * say[w]), beliefs[k][w]) * held
        heard[k] = hear(0), hear(1)
    report("pair left out, third plans heard", heard, pairs)
    columns = {}
    for k, (tasks, claimed) in rivals(heard, plans).items():
        own = np.clip(heard[k][1], 1e-4, 1 - 1e-4)
        rows = own > 0.03
        x = np.stack([np.ones(rows.sum()), np.log(own / (1 - own))[rows], tasks[rows], claimed[rows]], 1)
        columns[k] = rows, x, pairs[k].equivalent.numpy()[rows]
    print("rivals (shift, own, both are tasks, claimed):", logistic([(x, y) for _, x, y in columns.values()]))
    for k, (rows, x, _) in columns.items():
        # Fitted on the other pairs, as everything before it.
        settled = np.zeros_like(heard[k][1])
        settled[rows] = sigmoid(x @ logistic([(x, y) for other, (_, x, y) in columns.items() if other != k]))
        heard[k] = heard[k][0], settled
    report("pair left out, rivals heard", heard, pairs)
    for k in heard:
        report("  " + " ".join(k), {k: heard[k]}, pairs)
    if asked.strict:
        for plan in sorted(plans):
            inside = {k: p for k, p in pairs.items() if plan in k}
            model = fit([p for k, p in pairs.items() if plan not in k], terms)
            none = fit([p for k, p in pairs.items() if plan not in k], terms, torch.zeros(len(terms.free)))
            for name, m in (("with", model), ("without", none)):
                with torch.no_grad():
                    said = {k: tuple(sigmoid(z.double().numpy()) for z in verdicts(p, m)) for k, p in inside.items()}
                report(f"plan {plan} left out, two plans alone, {name} factors", said, pairs)

    model = fit(list(pairs.values()), terms)
    steps = torch.round(model["factors"] / STEP)
    model = fit(list(pairs.values()), terms, steps * STEP)
    for name, judge, (shift, slope) in zip(("related", "equivalent"), model["judge"], scale):
        judge = slope * judge.numpy()
        judge[0] += shift
        print(name, [round(float(x), 2) for x in judge])
    if asked.write:
        write(steps.numpy().astype(int), terms)


def write(steps, terms):
    by_step = defaultdict(lambda: ([], []))
    for at, step in zip(terms.free, steps):
        text, word = terms.text(at)
        if step and text:
            by_step[step][0 if word else 1].append(text)
    out = [HEAD]
    for step in sorted(by_step):
        words, pairs = (sorted(found) for found in by_step[step])
        out.append(f"[[step]]\nfactor = {np.exp(step * STEP):.3f}\nwords = {listed(words)}\npairs = {listed(pairs)}\n")
    LEXICON.write_text("\n".join(out), encoding="utf-8")


def listed(texts):
    lines, line = [], ""
    for text in texts:
        item = json.dumps(text, ensure_ascii=False) + ","
        if len(line) + len(item) > 70:
            lines.append(line)
            line = ""
        line += (" " if line else "") + item
    lines += [line] if line else []
    return "[" + "".join(f"\n    {line}" for line in lines) + ("\n]" if lines else "]")


HEAD = """# What a term tells about the work of a commitment, beside what its rarity says.
#
# 1 where a term is not listed. Words are those of the segmenter, pairs are of neighbouring characters.
# Made by fit/fit_telling.py from pairs of plans that people and readers have aligned; only terms that at
# least three plans use. docs/alignment.md says how well it does on plans it was not made from.
"""

if __name__ == "__main__":
    main()
