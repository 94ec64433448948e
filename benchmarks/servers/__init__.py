"""The servers measured, one file each; all answer `POST` for a message and sockets for readers."""
