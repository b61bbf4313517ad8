"""The head of a page: what it is, from whom, from when."""

from detente.model import Published, Reading


def head(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Label and value of each line known, in the order to show; title and deck not among them."""
    article = reading.article
    lines = [
        ("by", ", ".join(article.byline)),
        ("published", _day(article.published)),
        ("updated", _day(article.updated)),
        ("retrieved", article.retrieved or ""),
        ("publisher", article.publisher or ""),
        ("url", article.url or ""),
        ("language", article.language or ""),
        ("read by", reading.reader),
    ]
    return tuple((label, value) for label, value in lines if value)


def _day(published: Published | None) -> str:
    return f"{published.value} (from the {published.basis})" if published else ""
