"""Full text search over posts: an index of SQLite's (FTS5) or of PostgreSQL's (GIN).

The migration `0002_post_search` makes both. SQLite knows no word stems, so that longer words also
find what begins with them; PostgreSQL finds German and English stems, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from liveblog.text.search_words import Term, plain

SQLITE = "SELECT rowid FROM liveblog_post_search WHERE liveblog_post_search MATCH %s"
POSTGRES = (
    "SELECT id FROM liveblog_post WHERE liveblog_search_words(headline, body, correction) @@ "
)
Rows = TypeVar("Rows", bound=QuerySet)
STEMS = ("pg_catalog.german", "pg_catalog.english")


def matching(rows: Rows, terms: Sequence[Term], vendor: str) -> Rows:
    """Those of `rows` that hold all terms and none of the excluded ones."""
    ids = _in_postgres if vendor == "postgresql" else _in_sqlite
    for term in terms:
        found = ids(term)
        rows = rows.exclude(pk__in=found) if term.excluded else rows.filter(pk__in=found)
    return rows


def _in_sqlite(term: Term) -> RawSQL:
    phrase = f'"{" ".join(term.words)}"' + ("*" if term.begins else "")
    return RawSQL(SQLITE, [phrase])  # noqa: S611 - constant SQL, the words are a parameter


def _in_postgres(term: Term) -> RawSQL:
    """As typed, and a single word by its stems; a stop word has none and is found as typed."""
    words = [plain(word) for word in term.words]
    queries = ["to_tsquery('pg_catalog.simple', %s)"]
    params = [" <-> ".join(words) + (":*" if term.begins else "")]
    if len(words) == 1:
        queries += ["plainto_tsquery(%s::regconfig, %s)" for _ in STEMS]
        params += [value for stem in STEMS for value in (stem, words[0])]
    return RawSQL(f"{POSTGRES}({' || '.join(queries)})", params)  # noqa: S611 - as above
