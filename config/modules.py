"""Modules in one piece: what an entry imports is written into it, each in a scope of its own."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable

IMPORT = re.compile(r'^import (?:(?P<names>\{[^}]*\}) from )?"(?P<path>\.[^"]+)";\n', re.MULTILINE)
EXPORT = re.compile(
    r"^export (?P<kept>(?:async )?(?:class|function|const|let) (?P<name>\w+))", re.MULTILINE
)
ANY_EXPORT = re.compile(r"^export ", re.MULTILINE)
ANY_IMPORT = re.compile(r"^import |\bimport\(|\bimport\.meta\b", re.MULTILINE)
# Whole lines only: what stands behind code could as well stand in a string.
REMARKS = re.compile(r"^[ \t]*(?:/\*(?:(?!\*/).)*\*/|//[^\n]*)[ \t]*\n", re.MULTILINE | re.DOTALL)


class UnknownForm(ValueError):
    """A module uses a form of import or export that cannot be joined."""


def entries(names: Iterable[str], read: Callable[[str], str]) -> list[str]:
    """Of these modules, the ones that import others and that none of them imports."""
    imports = {
        name: {_target(name, found["path"]) for found in IMPORT.finditer(read(name))}
        for name in names
    }
    imported = set().union(*imports.values()) if imports else set()
    return [name for name, targets in imports.items() if targets and name not in imported]


def join(entry: str, read: Callable[[str], str]) -> str:
    """The module `entry` and all that it imports, as one; `read(name)` gives a module's text.

    Our modules import and export by name, at the start of a line, without renaming.
    Raises UnknownForm where one does not.
    """
    scopes: dict[str, str] = {}
    _visit(entry, read, scopes, ())
    return "".join(scopes.values())


def _visit(
    name: str, read: Callable[[str], str], scopes: dict[str, str], above: tuple[str, ...]
) -> None:
    if name in above:
        raise UnknownForm(f"{name} imports itself by way of {above[-1]}")
    if name in scopes:
        return
    text = read(name)
    for found in IMPORT.finditer(text):
        _visit(_target(name, found["path"]), read, scopes, (*above, name))
    scopes[name] = _scope(name, text)


def _scope(name: str, text: str) -> str:
    body = IMPORT.sub(lambda found: _borrow(name, found), text)
    exports = [found["name"] for found in EXPORT.finditer(body)]
    body = EXPORT.sub(lambda found: found["kept"], body)
    if ANY_EXPORT.search(body) or ANY_IMPORT.search(body):
        raise UnknownForm(f"{name} has an import or export that cannot be joined")
    body = REMARKS.sub("", body)
    returned = f"return{{{','.join(exports)}}};" if exports else ""
    return f"const {_variable(name)}=(()=>{{\n{body}{returned}}})();\n"


def _borrow(name: str, found: re.Match[str]) -> str:
    names = found["names"]
    if names is None:
        return ""
    if " as " in names:
        raise UnknownForm(f"{name} renames what it imports")
    return f"const {names}={_variable(_target(name, found['path']))};\n"


def _target(name: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))


def _variable(name: str) -> str:
    return re.sub(r"\W", "_", name.removesuffix(".js"))
