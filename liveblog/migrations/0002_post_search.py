"""An index over the words of posts, kept by the database itself.

A later migration that makes SQLite rebuild the table of posts drops its triggers: it must make
them again, and the tests of search say so.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

WORDS = ("headline", "body", "correction")
PLAIN = ", ".join(f"replace({{row}}{word}, 'ß', 'ss')" for word in WORDS)
COLUMNS = ", ".join(WORDS)

SQLITE = [
    f"""CREATE VIRTUAL TABLE liveblog_post_search USING fts5(
        {COLUMNS}, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4')""",
    f"""INSERT INTO liveblog_post_search(rowid, {COLUMNS})
        SELECT id, {PLAIN.format(row="")} FROM liveblog_post""",  # noqa: S608 - our own names
    f"""CREATE TRIGGER liveblog_post_search_added AFTER INSERT ON liveblog_post BEGIN
        INSERT INTO liveblog_post_search(rowid, {COLUMNS})
        VALUES (new.id, {PLAIN.format(row="new.")}); END""",  # noqa: S608
    f"""CREATE TRIGGER liveblog_post_search_changed AFTER UPDATE OF {COLUMNS} ON liveblog_post BEGIN
        DELETE FROM liveblog_post_search WHERE rowid = old.id;
        INSERT INTO liveblog_post_search(rowid, {COLUMNS})
        VALUES (new.id, {PLAIN.format(row="new.")}); END""",  # noqa: S608
    """CREATE TRIGGER liveblog_post_search_deleted AFTER DELETE ON liveblog_post BEGIN
        DELETE FROM liveblog_post_search WHERE rowid = old.id; END""",
]
SQLITE_AWAY = [
    *(f"DROP TRIGGER liveblog_post_search_{when}" for when in ("added", "changed", "deleted")),
    "DROP TABLE liveblog_post_search",
]

# Accents taken off, ß spread, and no sign left that would make one word of a host, a path or a
# number. Expensive: the planner must rather use the index than call it for every row.
POSTGRES = [
    r"""CREATE FUNCTION liveblog_search_words(headline text, body text, correction text)
        RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10000 AS $words$
        SELECT to_tsvector('pg_catalog.german', plain) || to_tsvector('pg_catalog.english', plain)
            || to_tsvector('pg_catalog.simple', plain)
        FROM (SELECT lower(replace(replace(normalize(regexp_replace(normalize(
            translate(headline || ' ' || body || ' ' || correction,
                $signs$!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~$signs$, repeat(' ', 32)),
            NFD), '[\u0300-\u036f]+', '', 'g'), NFC), 'ß', 'ss'), 'ẞ', 'ss')) AS plain) AS folded
        $words$""",
    """CREATE INDEX liveblog_post_search ON liveblog_post
        USING gin (liveblog_search_words(headline, body, correction))""",
]
POSTGRES_AWAY = [
    "DROP INDEX liveblog_post_search",
    "DROP FUNCTION liveblog_search_words(text, text, text)",
]


def make(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    _run(editor, SQLITE, POSTGRES)


def take_away(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    _run(editor, SQLITE_AWAY, POSTGRES_AWAY)


def _run(editor: BaseDatabaseSchemaEditor, sqlite: list[str], postgres: list[str]) -> None:
    for statement in sqlite if editor.connection.vendor == "sqlite" else postgres:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("liveblog", "0001_initial")]

    operations = [migrations.RunPython(make, take_away)]
