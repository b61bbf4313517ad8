"""Article to assertions."""
