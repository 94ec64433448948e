"""`/api/v1/`: the newsroom's verbs over HTTP, one router per resource.

A call passes a door (`doors.py`: who, how often, carrying what), fetches through what the caller
may reach (`callers.py`), asks `liveblog.access`, calls one verb of `liveblog.publishing` and
answers with a schema. Whatever goes wrong becomes one form of answer in `problems.py`.
"""
