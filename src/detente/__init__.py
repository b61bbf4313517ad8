"""Detente follows a trade dispute from the news to the bill of materials."""
