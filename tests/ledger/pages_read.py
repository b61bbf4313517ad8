"""Small pages written for the tests, read by the real reader and added to a real ledger."""

from datetime import UTC, date, datetime
from functools import lru_cache

from detente.ledger.fold import fold
from detente.ledger.log import Log
from detente.lexicon import lexicon
from detente.page import read_page
from detente.reading import read_article

PAGE = """<!doctype html><html lang="en"><head><title>{title}</title>
<link rel="canonical" href="{url}"><meta property="og:site_name" content="{site}">
<meta property="article:published_time" content="{published}"></head>
<body><article><h1>{title}</h1>{body}</article></body></html>"""


def html(site: str, published: str, title: str, *paragraphs: str, url: str = "") -> bytes:
    """A page of a publisher with its date in the metadata."""
    address = url or f"https://{site.lower().replace(' ', '')}.example/{title.lower().replace(' ', '-')}"
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return PAGE.format(title=title, url=address, site=site, published=published, body=body).encode()


@lru_cache(maxsize=256)
def reading(page: bytes):
    """What the reader reads off a page; kept, since parsing is slow."""
    return read_article(read_page(page))


def records_of(folder, *pages: bytes):
    """The log's records of some pages."""
    with Log.open(folder / "pages.db", create=True, clock=lambda: datetime(2026, 1, 1, tzinfo=UTC)) as log:
        for page in pages:
            log.add(reading(page), page)
        return list(log.assertions())


def state_of_pages(folder, *pages: bytes, on: str = "2026-01-02"):
    """The state that some pages add up to."""
    day = date.fromisoformat(on)
    return fold(records_of(folder, *pages), day, day, lexicon())
