"""The project's command line itself."""

from __future__ import annotations

import pytest

import manage


def test_ctrl_c_in_a_command_ends_without_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(argv: list[str]) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(manage, "execute_from_command_line", interrupted)
    with pytest.raises(SystemExit) as end:
        manage.main()
    assert end.value.code == manage.INTERRUPTED
