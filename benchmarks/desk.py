"""The account with which a browser signs in at the desk that is measured."""

DESK_NAME = "desk"
DESK_PASSWORD = "only-for-benchmarks"
