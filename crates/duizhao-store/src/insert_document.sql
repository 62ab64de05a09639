INSERT INTO document (
    plan, version, title, region, region_code, province, level, period_from, period_to,
    file, path, media_type, encoding, sha256, imported_at, reader,
    units, tasks, indicators, targets, warnings, notes
) VALUES (
    ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,
    ?10, ?11, ?12, ?13, ?14, ?15, ?16,
    ?17, ?18, ?19, ?20, ?21, ?22
)
