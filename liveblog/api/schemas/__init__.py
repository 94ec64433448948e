"""What goes over the wire: every field by name, nothing that is not named."""
