"""Pages for when something is wrong."""

import pytest
from django.template.loader import render_to_string
from django.test import Client, override_settings


@override_settings(DEBUG=False)
def test_not_found_is_a_page_of_the_paper(client: Client) -> None:
    response = client.get("/nothing/here")
    assert response.status_code == 404
    assert b'class="notice"' in response.content
    assert not response.cookies


@pytest.mark.parametrize("code", [400, 403, 404, 429, 500, 503])
def test_every_error_page_needs_nothing(code: int) -> None:
    page = render_to_string(f"errors/{code}.html")
    assert f'<p class="label">{code}</p>' in page
    assert 'href="/"' in page
