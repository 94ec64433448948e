"""The command line, and what it shares. Thin: it loads, calls verbs, and says what happened."""
