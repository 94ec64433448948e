"""A sign-in that ran out while somebody was writing."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from liveblog.models import LiveBlog
from tests.journeys.newsroom import Reporter, fill_in
from tests.journeys.phone.desk import bodies

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_sign_in_that_ran_out_keeps_everything(reporter: Reporter, user: User) -> None:
    Session.objects.all().delete()
    reporter.write("Still here.")
    reporter.hand_over()
    reporter.sign_in_again(user)
    reporter.wait_until_sent()
    assert bodies() == ["Still here."]


def test_signing_in_in_another_tab_is_enough(
    reporter: Reporter, blog: LiveBlog, user: User
) -> None:
    Session.objects.all().delete()
    reporter.write("Still here.")
    reporter.hand_over()
    expect(reporter.page.locator("[data-outbox-said] a")).to_be_visible()
    other = reporter.context.new_page()
    other.goto(f"{reporter.home}/newsroom/")
    fill_in(other, user)
    other.wait_for_url("**/newsroom/")
    other.close()
    reporter.page.evaluate("window.dispatchEvent(new Event('focus'))")
    reporter.wait_until_sent()
    assert bodies() == ["Still here."]
