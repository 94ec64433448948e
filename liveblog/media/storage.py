"""Pictures on disk or in an object store: all files of one, or none."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterable
from contextlib import suppress
from typing import Final

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage

from liveblog.media.intake import Picture
from liveblog.media.variants import file_path

log = logging.getLogger(__name__)

TOKEN_BYTES: Final = 16  # 128 bits: addresses of unpublished pictures cannot be guessed


def store(picture: Picture) -> str:
    """Writes every file under a new random token and returns it.

    Where one cannot be written, those before it are removed and the storage's error is raised.
    """
    # Hexadecimal, since some file systems do not tell upper from lower case.
    token = secrets.token_hex(TOKEN_BYTES)
    try:
        for name, content in picture.files.items():
            _write(file_path(token, name), content)
    except BaseException:  # a cancelled request leaves no files behind either
        _remove_quietly(token, picture.files)
        raise
    return token


def remove(token: str, names: Iterable[str]) -> None:
    """Deletes the named files; those already gone are no error, others are the storage's."""
    for name in names:
        default_storage.delete(file_path(token, name))
    if isinstance(default_storage, FileSystemStorage):
        # The folder too; it refuses while something else lies in it.
        with suppress(OSError):
            default_storage.delete(file_path(token, "").rstrip("/"))


def _write(path: str, content: bytes) -> None:
    written = default_storage.save(path, ContentFile(content))
    if written != path:
        # A storage that renames would leave a file that no address leads to.
        default_storage.delete(written)
        raise FileExistsError(path)


def _remove_quietly(token: str, names: Iterable[str]) -> None:
    """A second failure must not hide the first: it is logged, with what stays behind."""
    for name in names:
        try:
            remove(token, [name])
        except Exception:
            log.exception("a picture file stays behind: %s", file_path(token, name))
