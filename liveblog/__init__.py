"""A live-blog publishing system: one Django app made of packages, imports only go down."""
