"""The project's command line itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import manage


def test_ctrl_c_in_a_command_ends_without_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(argv: list[str]) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(manage, "execute_from_command_line", interrupted)
    with pytest.raises(SystemExit) as end:
        manage.main()
    assert end.value.code == manage.INTERRUPTED


def test_settings_named_on_the_command_line_are_heeded(tmp_path: Path) -> None:
    (tmp_path / "shop.py").write_text("from config.settings import *\nTIME_ZONE = 'Asia/Tokyo'\n")
    options = ["--settings", "shop", "--pythonpath", str(tmp_path)]
    said = subprocess.run(
        [sys.executable, "manage.py", "diffsettings", *options],
        cwd=Path(manage.__file__).parent,
        env={**os.environ, "DEBUG": "1"} | {"DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "TIME_ZONE = 'Asia/Tokyo'" in said


def test_an_option_without_its_value_is_left_to_the_command() -> None:
    manage.take_default_options(["check", "--settings"])
