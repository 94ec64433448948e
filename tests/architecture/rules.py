"""The architecture as rules over source text. Each returns its breaches as `file:line: reason`."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Higher may import lower, never the other way round, and never a sibling of the same height.
HEIGHTS = {
    "limits": 0, "policies": 0, "checks": 0, "apps": 0,
    "text": 1,
    "models": 2,
    "migrations": 3,
    "access": 4, "media": 4,
    "templatetags": 5,
    "live": 6,
    "publishing": 7,
    "reader": 8, "newsroom": 8, "api": 8, "distribution": 8, "backoffice": 8, "management": 8,
    "config": 9,
}  # fmt: skip
FOUNDATION = 0  # these know each other

ALWAYS_WRITE = frozenset(
    prefix + verb
    for prefix in ("", "a")
    for verb in ("create", "bulk_create", "bulk_update", "get_or_create", "update_or_create")
)
WRITE_ON_QUERYSETS = frozenset({"update", "delete", "aupdate", "adelete"})
QUERYSET_STEPS = frozenset({"filter", "exclude", "all", "select_for_update", "public", "after"})
WRITERS = ("publishing", "migrations")


@dataclass(frozen=True)
class Source:
    """One parsed file of the product."""

    path: Path
    module: str
    tree: ast.Module

    @property
    def layer(self) -> str:
        """`config`, or the name of the package or file inside `liveblog`."""
        return layer_of(self.module)

    def at(self, node: ast.AST, reason: str) -> str:
        """A breach at this node."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}: {reason}"


def sources(root: Path) -> Iterator[Source]:
    """Every Python file of `config/` and `liveblog/` under `root`."""
    for top in ("config", "liveblog"):
        for path in sorted((root / top).rglob("*.py")):
            relative = path.relative_to(root)
            parts = relative.with_suffix("").parts
            module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            yield Source(relative, module, ast.parse(path.read_text(encoding="utf-8")))


def layer_of(module: str) -> str:
    """The layer that a dotted name belongs to; empty outside and for `liveblog` itself."""
    top, _, rest = module.partition(".")
    return top if top == "config" else rest.partition(".")[0] if top == "liveblog" else ""


def wrong_arrows(root: Path) -> list[str]:
    """Imports that do not go down."""
    return [
        source.at(node, f"{source.layer} must not import {target}")
        for source in sources(root)
        for node, target in imported_layers(source)
        if not _goes_down(source.layer, target)
    ]


def unknown_layers(root: Path) -> list[str]:
    """Packages and files that have no place in the layers."""
    found = {source.layer for source in sources(root)} - {""}
    return sorted(found - HEIGHTS.keys())


def hidden_imports(root: Path) -> list[str]:
    """Imports inside functions, where they would hide a circle."""
    return [
        source.at(inner, "import inside a function")
        for source in sources(root)
        for outer in ast.walk(source.tree)
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(outer)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]


def environment_readers(root: Path) -> list[str]:
    """Uses of `os.environ` and `os.getenv` outside `config/env.py`."""
    return [
        source.at(node, "only config/env.py reads the environment")
        for source in sources(root)
        if source.path != Path("config/env.py")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv")
        if isinstance(node.value, ast.Name) and node.value.id == "os"
    ]


def stray_writes(root: Path) -> list[str]:
    """Domain rows written outside `publishing/`."""
    return [
        source.at(node, "only publishing writes the domain")
        for source in sources(root)
        if source.layer not in WRITERS
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and _writes(node) and not _asks_publishing(node, source)
    ]


def stray_doorbells(root: Path) -> list[str]:
    """Calls of `ring(…)` outside `publishing/recording.py`."""
    return [
        source.at(node, "only publishing/recording.py rings the doorbell")
        for source in sources(root)
        if source.path != Path("liveblog/publishing/recording.py")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and _called(node) == "ring"
    ]


def imported_layers(source: Source) -> Iterator[tuple[ast.AST, str]]:
    """The layers that a file imports, each with the statement."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(source, node)
            names = [f"{base}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from ((node, layer) for layer in {layer_of(name) for name in names} if layer)


def _goes_down(importer: str, imported: str) -> bool:
    if importer == imported:
        return True
    above, below = HEIGHTS.get(importer, -1), HEIGHTS.get(imported, 99)
    return above > below or above == below == FOUNDATION


def _absolute(source: Source, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = source.module.split(".")
    if source.path.name != "__init__.py":
        package = package[:-1]
    package = package[: len(package) - (node.level - 1)]
    return ".".join([*package, node.module] if node.module else package)


def _called(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _writes(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    verb, owner = call.func.attr, call.func.value
    if verb in ALWAYS_WRITE:
        return True
    if verb in WRITE_ON_QUERYSETS and _is_queryset(owner):
        return True
    if verb in ("delete", "adelete"):
        return not call.args  # storages and caches take a name
    return verb in ("save", "asave") and _saves_a_row(call, owner)


def _asks_publishing(call: ast.Call, source: Source) -> bool:
    # `tokens.create(…)` after `from liveblog.publishing import tokens`.
    verbs = {
        alias.asname or alias.name
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and _absolute(source, node) == "liveblog.publishing"
        for alias in node.names
    }
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    return isinstance(owner, ast.Name) and owner.id in verbs


def _saves_a_row(call: ast.Call, owner: ast.expr) -> bool:
    # `super().save` belongs to a model or form; a picture's save names its file.
    inherited = isinstance(owner, ast.Call) and _called(owner) == "super"
    unsaved = any(
        keyword.arg == "commit"
        and isinstance(keyword.value, ast.Constant)
        and not keyword.value.value
        for keyword in call.keywords
    )
    return not (call.args or inherited or unsaved)


def _is_queryset(owner: ast.expr) -> bool:
    return any(
        isinstance(node, ast.Attribute) and (node.attr == "objects" or node.attr in QUERYSET_STEPS)
        for node in ast.walk(owner)
    )
