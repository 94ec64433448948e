"""The newsroom's verbs: the only writer of the domain.

Each verb is one transaction. What it changes in public is one `Change` with the blog's next number
(`recording.py`). Verbs know nothing of requests or HTML and do not ask who may: the edges ask
`liveblog.access` first, and name the `Actor` for the record. Errors are those of `errors.py`.
"""
