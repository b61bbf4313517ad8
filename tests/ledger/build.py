"""Logged assertions made by hand, in as few words as a test needs."""

import hashlib
from datetime import date

from detente.ledger.fold import fold
from detente.ledger.records import Logged, Source
from detente.lexicon import lexicon
from detente.model import Assertion, Kind, Mention, Status, When

NAMES = {"photoresist", "hydrogen-fluoride", "fluorinated-polyimide"}


def party(text: str) -> Mention:
    return Mention(text, text)


def item(text: str) -> Mention:
    name, _, form = text.partition("#")
    id_ = name if ":" in name else f"item:{name}"
    return Mention(id_, name, form=form or None)


def source(name="Agency", published="2019-07-01", *, trust=4, dated=True, country=None, **more) -> Source:
    day = date.fromisoformat(published)
    known_from = day if dated else None
    return Source(f"s:{name}:{published}", name, f"https://{name.lower()}.example/{published}", trust, known_from, day,
                  dated, country, **more)  # fmt: skip


def said(kind, when=None, *, by="Agency", published=None, status="occurred", key=None, trust=4, quote="",
         actors=("JP",), targets=("KR",), items=(), measure=None, agreement=None, case=None, origin="chronology",
         dated=True, country=None, id_=None, **more) -> Logged:  # fmt: skip
    day = published or (when or "2019-07-01").partition("/")[0]
    where = source(by, day, trust=trust, dated=dated, country=country)
    whole = (kind, when, by, day, status, key, actors, items, measure, quote, sorted(more.items(), key=str))
    name = id_ or hashlib.sha256(repr(whole).encode()).hexdigest()[:12]
    assertion = Assertion(
        kind=Kind(kind),
        status=Status(status),
        id=name,
        when=When(when) if when else None,
        actors=tuple(map(party, actors)),
        targets=tuple(map(party, targets)),
        items=tuple(map(item, items)),
        measure=Mention(measure if measure.startswith("measure:") else None, measure) if measure else None,
        agreement=party(agreement) if agreement else None,
        case=party(case) if case else None,
        **more,
    )
    return Logged(0, assertion, where, origin, key or name, quote)


def page(kind, when=None, *, key="page-1", by="Paper", published="2019-08-21", trust=5, **more) -> Logged:
    return said(kind, when, by=by, published=published, key=key, trust=trust, origin="page", **more)


def state(*records, on="2019-08-21", known=None):
    day = date.fromisoformat(on)
    return fold(records, day, date.fromisoformat(known) if known else day, lexicon())


THREE = ("photoresist", "hydrogen-fluoride", "fluorinated-polyimide")
M3, MA = "measure:three", "measure:group-a"

THREE_ITEMS = (
    said("measure_announced", "2019-07-01", by="Reuters", key="r1", items=THREE, measure=M3,
         quote="Three materials bound for Korea need one licence per contract from 4 July.",
         terms={"licence_after": "individual", "standard_days": 90}),
    said("measure_effective", "2019-07-04", by="Reuters", published="2019-07-01", status="planned", key="r1", items=THREE, measure=M3),
    said("measure_effective", "2019-07-04", by="Yomiuri", published="2019-07-04", key="r2", items=THREE, measure=M3,
         quote="Individual licensing takes effect."),
)  # fmt: skip
GROUP_A = (
    said("measure_comment_opened", "2019-07-01", by="Mynavi", key="r3", measure=MA,
         quote="Public comment on removing Korea from the preferential list."),
    said("measure_decided", "2019-08-02", by="Taiwan News", key="r4", measure=MA,
         quote="Cabinet approves the order removing Korea from the preferential list."),
    said("measure_effective", "2019-08-28", by="Taiwan News", published="2019-08-02", status="planned", key="r4", measure=MA),
    said("measure_promulgated", "2019-08-07", by="KBS", key="r5", measure=MA, quote="The order is gazetted."),
    said("measure_effective", "2019-08-28", by="KBS", published="2019-08-07", status="planned", key="r5", measure=MA),
)  # fmt: skip
APPROVALS = (
    said("licence_approved", "2019-08-07", by="KBS", published="2019-08-08", key="r6", items=("photoresist",), measure=M3,
         ordinal=1, quote="First licence for photoresist."),
    said("licence_approved", "2019-08-19", by="JoongAng", published="2019-08-20", key="r7", items=("photoresist",), measure=M3,
         ordinal=2, quote="Second licence for photoresist."),
)  # fmt: skip
