"""What `make bench` runs: the live blog beside nginx + nchan, stock Channels and the bare floor."""
