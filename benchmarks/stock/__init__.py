"""Small projects to compare with, written as their frameworks' tutorials write them."""
