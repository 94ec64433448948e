"""The programs written in C, compiled into a temporary folder when first wanted."""

from __future__ import annotations

import atexit
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

SOURCES = Path(__file__).parent / "c"


@cache
def folder() -> Path:
    """A folder of this run's own, gone at its end."""
    path = Path(tempfile.mkdtemp(prefix="liveblog-bench-"))
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    return path


@cache
def program(name: str) -> str:
    """The path of the compiled `c/<name>.c`. Raises CalledProcessError."""
    target = folder() / name
    command = ["cc", "-O2", "-o", str(target), str(SOURCES / f"{name}.c")]
    subprocess.run([*command, "-lz"] if _has_zlib() else command, check=True)
    return str(target)


@cache
def _has_zlib() -> bool:
    return Path("/usr/include/zlib.h").exists()
