"""How an update reaches every reader."""
