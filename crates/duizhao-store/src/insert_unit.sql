INSERT INTO unit (document, position, path, kind, title, text, places)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
