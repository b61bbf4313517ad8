"""A page shown with what was read off it: for the terminal and as HTML.

Every time, name, quotation and assertion is marked where it stands and explained under its
paragraph. A mark is a pair of brackets, of its own shape for each layer, and a label; colour only
adds to that, so that nothing is lost where there is none.
"""

from detente.reading.explain.html import html_parts, render_html
from detente.reading.explain.terminal import render

__all__ = ["html_parts", "render", "render_html"]
