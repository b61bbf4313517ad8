"""The order of trust, from publisher and address."""

import pytest

from detente.ledger.trust import official_of, trust_of
from detente.lexicon import Entry, Lexicon


@pytest.mark.parametrize(
    ("publisher", "url", "tier", "country"),
    [
        ("US GPO", "https://www.govinfo.gov/content/x.xml", 1, "US"),
        ("Treaty text, an archive", "https://archive.example/x", 1, None),
        ("METI", "https://www.meti.go.jp/english/x.html", 2, "JP"),
        ("MOFA Korea", "https://www.mofa.go.kr/eng/x", 2, "KR"),
        ("Yonhap", "https://en.example/view", 4, None),
        ("Korea Herald/Yonhap", None, 4, None),
        ("A blog citing Reuters", None, 5, None),
        ("Hankyoreh, reposted", None, 5, None),
        ("Japan Times (opinion)", None, 5, None),
        ("US Embassy Tokyo media summary", "https://jmh.usembassy.gov/x", 5, None),
        ("NHK via a portal (machine-translated)", None, 6, None),
        ("Reapply Weekly", None, 5, None),
        ("Asahi", "https://www.asahi.com/ajw/articles/1", 5, None),
        (None, None, 5, None),
        ("Paper", "https://go.jp.example/x", 5, None),
    ],
)
def test_a_source_stands_on_the_tier_of_the_first_rule_that_fits(publisher, url, tier, country):
    assert (trust_of(publisher, url), official_of(publisher, url)) == (tier, country)


def test_a_company_is_trusted_on_its_own_goods():
    known = Lexicon([Entry("company:chips", "company", "Chips Works", reference="test")])
    assert trust_of("Chips Works", None, known) == 3
