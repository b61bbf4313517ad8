"""The append-only log, and the state that is computed from it."""
