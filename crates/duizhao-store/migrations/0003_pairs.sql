-- The pairs are made of characters evened out already, so that the tokenizer need not look each
-- one up in the tables of Unicode. The index is filled after this step, from the units.
DROP TABLE unit_pairs;
CREATE VIRTUAL TABLE unit_pairs USING fts5 (
    pairs, content = '', contentless_delete = 1, detail = none, tokenize = "ascii"
);
