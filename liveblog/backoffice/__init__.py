"""The back office: Django's admin on the newsroom's verbs: load, ask `access`, call a verb."""
