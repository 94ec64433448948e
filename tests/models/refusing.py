"""Asks the database itself: past every verb and every check in Python."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, transaction


@contextmanager
def database_refuses(constraint: str) -> Iterator[None]:
    """The statement inside breaks this constraint; SQLite names columns where it is unique."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        yield
    said = str(caught.value)
    assert constraint in said or said.startswith("UNIQUE constraint failed")
