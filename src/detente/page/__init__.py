"""Bytes or plain text to Article."""

from detente.page.files import Failure, articles
from detente.page.read import read_page, read_row

__all__ = ["Failure", "articles", "read_page", "read_row"]
