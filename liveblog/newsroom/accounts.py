"""Signing in: accounts are made by administrators, nobody signs up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """allauth without its open door."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody may register."""
        return False
