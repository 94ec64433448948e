"""Picture files: taken in, cut to widths, stored; and the cards drawn for sharing."""
