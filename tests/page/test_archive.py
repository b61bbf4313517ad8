"""Web archives: pages of response records, everything else skipped, a broken archive told in one line."""

import gzip
from io import BytesIO

import pytest
from click.testing import CliRunner
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from detente.cli import cli
from detente.model import Article
from detente.page import Failure, articles

PAGE = (
    "<!doctype html><html><head><title>Peru lifts onion ban</title></head><body><article><h1>Peru lifts onion ban</h1>"
    "<p>LIMA, March 3, 2021 - Peru lifted its ban on {word} onions on Wednesday, the farm ministry said.</p>"
    "<p>The ban had stood since January and had cost growers a season of sales.</p></article></body></html>"
)
HTML = "text/html"


def archive(*pages, compressed=True, kind="response", status="200 OK"):
    """An archive with a warcinfo record, and a request and a record of `kind` for each page."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=compressed)
    writer.write_record(writer.create_warcinfo_record("x.warc", {"software": "tests"}))
    for number, (content_type, body) in enumerate(pages):
        url = f"https://news.example/{number}"
        asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "news.example")], is_http_request=True)
        writer.write_record(writer.create_warc_record(url, "request", http_headers=asked))
        answered = StatusAndHeaders(status, [("Content-Type", content_type)], protocol="HTTP/1.1")
        day = {"WARC-Date": "2021-03-05T08:00:00Z"}
        writer.write_record(
            writer.create_warc_record(
                url, kind, payload=BytesIO(body), http_headers=answered, warc_headers_dict=day
            )
        )
    return out.getvalue()


def page(word="red", encoding="utf-8"):
    return PAGE.format(word=word).encode(encoding)


def found(tmp_path, data, name="x.warc.gz"):
    (tmp_path / name).write_bytes(data)
    return list(articles([tmp_path / name]))


@pytest.mark.parametrize(("compressed", "name"), [(True, "x.warc.gz"), (False, "x.warc"), (True, "saved")])
def test_a_response_is_a_page_with_its_address_and_the_day_it_was_got(tmp_path, compressed, name):
    (article,) = found(tmp_path, archive((HTML, page()), compressed=compressed), name)
    assert isinstance(article, Article)
    assert (article.title, article.url) == ("Peru lifts onion ban", "https://news.example/0")
    assert article.retrieved == "2021-03-05T08:00:00Z"
    assert article.published is not None and article.published.value == "2021-03-03"


def test_text_is_read_and_what_is_no_page_is_skipped(tmp_path):
    wire = b"Peru lifts onion ban\n\nLIMA, March 3, 2021 - Peru lifted its ban on onions on Wednesday."
    data = archive(
        ("image/png", b"\x89PNG"), ("text/plain; charset=utf-8", wire), ("application/json", b"{}")
    )
    (article,) = found(tmp_path, data)
    assert isinstance(article, Article)
    assert article.url == "https://news.example/1"


@pytest.mark.parametrize("more", [{"kind": "resource"}, {"status": "404 Not Found"}])
def test_an_archive_without_a_page_is_told(tmp_path, more):
    (failure,) = found(tmp_path, archive((HTML, page()), **more))
    assert isinstance(failure, Failure)
    assert failure.message == "holds no page: no response with HTML or text"


def test_the_charset_that_the_server_names_counts(tmp_path):
    (article,) = found(tmp_path, archive(("text/html; charset=iso-8859-2", page("łódź", "iso-8859-2"))))
    assert "łódź onions" in article.text


def test_a_page_compressed_by_the_server_is_read(tmp_path):
    out = BytesIO()
    writer = WARCWriter(out, gzip=True)
    headers = [("Content-Type", HTML), ("Content-Encoding", "gzip")]
    writer.write_record(
        writer.create_warc_record(
            "https://news.example/z",
            "response",
            payload=BytesIO(gzip.compress(page())),
            http_headers=StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1"),
        )
    )
    (article,) = found(tmp_path, out.getvalue())
    assert article.title == "Peru lifts onion ban"


def test_an_archive_compressed_as_a_whole_is_read(tmp_path):
    data = gzip.compress(archive((HTML, page()), (HTML, page("white")), compressed=False))
    assert [type(one) for one in found(tmp_path, data)] == [Article, Article]


def broken():
    """Archives that break in different ways after their first page."""
    one, two = archive((HTML, page())), archive((HTML, page()), (HTML, page("white")))
    plain = archive((HTML, page()), (HTML, page("white")), compressed=False)
    return {
        "cut off, compressed": two[: len(one) + 500],
        "cut off": plain[:-900],
        "other bytes behind": one + b"\x1f\x8b\x08\x00 nonsense" * 30,
        "no archive behind": archive((HTML, page()), compressed=False) + b"nonsense\r\n" * 30,
    }


@pytest.mark.parametrize("how", list(broken()))
def test_of_a_broken_archive_what_can_be_read_is_read_and_one_line_tells_the_rest(tmp_path, how):
    (tmp_path / "x.warc.gz").write_bytes(broken()[how])
    result = CliRunner().invoke(cli, ["read", str(tmp_path)], standalone_mode=False)
    assert result.exception is None
    assert result.return_value == 1
    assert '"title":"Peru lifts onion ban"' in result.stdout
    assert len(result.stderr.splitlines()) == 1
    assert "x.warc.gz: " in result.stderr


@pytest.mark.parametrize(
    "data", [b"", b"\x1f\x8b", b"WARC/1.0\r\n", b"WARC/1.0\r\nContent-Length: x\r\n\r\n", b"\x00" * 99]
)
def test_what_is_no_archive_is_one_failure(tmp_path, data):
    (failure,) = found(tmp_path, data)
    assert isinstance(failure, Failure)


def test_the_pages_of_an_archive_are_added_once(tmp_path):
    file, ledger = tmp_path / "x.warc.gz", tmp_path / "x.db"
    file.write_bytes(archive((HTML, page()), (HTML, page("white"))))
    printed = [
        CliRunner().invoke(cli, ["add", str(file), "--ledger", str(ledger)], standalone_mode=False)
        for _ in range(2)
    ]
    assert '"units": 2' in printed[0].stdout
    assert '"known": 2' in printed[1].stdout
