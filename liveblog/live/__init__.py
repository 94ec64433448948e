"""How an update reaches every reader: doorbell, hub, frames, readers. Reads, never writes."""
