"""The inner loops, compiled by numba. Imported only when a question is worked out; each has a plain twin."""
