"""L1: page + frames == fresh page, whatever happens on the way. The oracle is the page itself."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from liveblog.live import catchup, readership, reading
from liveblog.reader import stretches
from tests.live.machine import LiveBlogMachine

PATIENT = settings(
    deadline=None, suppress_health_check=list(HealthCheck), database=None, print_blob=False
)


@pytest.fixture
def narrow_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Floors and resets after a few posts instead of after hundreds."""
    monkeypatch.setattr(stretches, "PAGE_POSTS", 4)
    for module in (catchup, readership, reading):
        monkeypatch.setattr(module, "CATCH_UP_POSTS", 6)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("narrow_limits")
def test_every_page_becomes_what_a_fresh_one_is() -> None:
    profile = settings(PATIENT, max_examples=4, stateful_step_count=40, derandomize=True)
    run_state_machine_as_test(LiveBlogMachine, settings=profile)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("narrow_limits")
def test_every_page_becomes_what_a_fresh_one_is_by_any_way() -> None:
    profile = settings(PATIENT, max_examples=60, stateful_step_count=60)
    run_state_machine_as_test(LiveBlogMachine, settings=profile)
