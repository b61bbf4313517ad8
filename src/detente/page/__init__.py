"""Bytes or plain text to Article."""
