"""Assertions: what one source says was done, is planned, asked for, possible or denied.

The stages, in order: match the frames of every block, fill the arguments, set status and date,
take from earlier sentences what a definite noun stands for ("the restrictions"), derive dates
from dated events, merge what is said twice.
"""

from detente.reading.assertions.find import find_assertions

__all__ = ["find_assertions"]
