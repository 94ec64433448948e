"""Real servers that are killed, stopped and starved; every reader's numbers are checked."""
