UPDATE document
SET title = ?2, region = ?3, region_code = ?4, province = ?5, level = ?6,
    period_from = ?7, period_to = ?8, reader = ?9,
    units = ?10, tasks = ?11, indicators = ?12, targets = ?13, warnings = ?14
WHERE id = ?1
