"""The text layer of a PDF, page by page. A scan has none, and says so."""

from detente.errors import UnreadableError
from detente.model import Problem
from detente.page.decode import normalised

PAGE_END = "\f"
"""What ends each page in the text, as `pdftotext` has it; `Article.pages` counts by it."""
_HEAD = 1024
"""Bytes within which the mark of a PDF stands (PDF 1.7, annex H)."""


def is_pdf(data: bytes) -> bool:
    """Whether the bytes are a PDF."""
    return b"%PDF-" in data[:_HEAD] and data.lstrip()[:1] != b"<"


def pdf_pages(data: bytes) -> list[str]:
    """The text of each page, empty for one without a text layer.

    Raises UnreadableError for a PDF that is damaged or locked.
    """
    import pypdfium2  # noqa: PLC0415 - loads a library

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise UnreadableError(
            "is a PDF that " + ("asks for a password" if locked else "is damaged")
        ) from error
    try:
        return [_page(document, number) for number in range(len(document))]
    finally:
        document.close()


def _page(document: object, number: int) -> str:
    page = document[number]  # type: ignore[index]
    layer = page.get_textpage()
    try:
        found = normalised(layer.get_text_range()).replace("\x00", "").replace("\ufffe", "-")
        return "\n".join(line.rstrip() for line in found.split("\n")).strip("\n")
    finally:
        layer.close()
        page.close()


def pdf_text(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """The text of all pages, each ended by `PAGE_END`, and the pages that have none.

    Raises UnreadableError for a scan: `detente register` enters by hand what it says.
    """
    pages = pdf_pages(data)
    without = [number for number, text in enumerate(pages, 1) if not text.strip()]
    if len(without) == len(pages):
        raise UnreadableError("is a scan without a text layer; `detente register` enters what it says")
    text = "".join(f"{page}\n{PAGE_END}\n" for page in pages)
    if not without:
        return text, ()
    told = ", ".join(map(str, without))
    return text, (Problem("page-without-text", f"pages without a text layer were not read: {told}"),)
