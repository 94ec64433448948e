"""Random public names, so that no address tells how many rows exist."""

import secrets

# Lower case only: PostgreSQL collations, SQLite and JavaScript then sort it alike. No vowels, no
# look-alikes: an address spells no word and survives being read aloud.
ALPHABET = "23456789bcdfghjkmnpqrstvwxyz"


def random_id(length: int) -> str:
    """Return `length` random characters of ALPHABET; 8 of them are 3.8e11 possibilities."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def post_id() -> str:
    return random_id(8)


def share_code() -> str:
    return random_id(7)


def epoch_id() -> str:
    return random_id(12)
