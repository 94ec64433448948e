"""What templates can ask for: one library per noun."""
