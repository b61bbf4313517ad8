"""A state made by hand, with a page and a chronology row behind it, for the tests of the desk."""

from datetime import date

from detente.ledger.views import (
    Agreement,
    Competing,
    Conflict,
    Dated,
    Deadline,
    Event,
    Licence,
    LicenceBook,
    Measure,
    Proceeding,
    State,
    Step,
    Support,
)
from detente.lexicon import Entry, Lexicon
from detente.model import Article, Published, Span, When

TEXT = (
    "Envoy meets firms\nJapan put resist & acid under <licences> on 4 July. Seoul must decide by 24 August.\n"
)
PAGE = Article(
    id="p1",
    text=TEXT,
    body=(Span(18, len(TEXT) - 1),),
    url="https://news.example/1",
    publisher="Example News",
    title="Envoy meets firms",
    published=Published("2019-08-21T10:03", "text"),
)
LEXICON = Lexicon(
    [
        Entry("JP", "country", "Japan", reference="r"),
        Entry("KR", "country", "Korea", reference="r"),
        Entry("item:photoresist", "item", "photoresist", reference="r"),
    ]
)


def said(start, end):
    return Support(
        "a1",
        "s1",
        "Example News",
        "https://news.example/1",
        date(2019, 8, 21),
        date(2019, 8, 21),
        TEXT[start:end],
        "p1",
        start,
        end,
    )


LAW = said(18, 61)
DUE = said(62, len(TEXT) - 1)
OVER = said(30, 70)
ROW = Support(
    "a9", "s9", "Gazette <official>", None, date(2019, 7, 1), date(2019, 7, 1), "Announced & published."
)


def state():
    measure = Measure(
        id="measure:x",
        name="individual licences",
        actor="JP",
        targets=("KR",),
        items=("item:photoresist",),
        stages={
            "announced": (Dated(When("2019-07-01"), False, (ROW,)),),
            "effective": (Dated(When("2019-07-04"), False, (LAW,)),),
        },
        state="in_force",
        effective=When("2019-07-04"),
        ended=None,
        licence={"item:photoresist": ("individual",)},
    )
    licence = Licence(
        "item:photoresist", None, "approved", When("2019-08-19"), None, None, 2, "2019-07-04", (OVER,)
    )
    deadline = Deadline(
        "deadline:pact", "decision on the pact", ("KR",), When("2019-08-24", "Asia/Seoul"), "Asia/Seoul", "source", "open", 3, False,
        date(2019, 8, 23), (DUE,),
    )  # fmt: skip
    computed = Deadline(
        "deadline:term",
        "the term ends",
        ("KR",),
        When("2019-11-22"),
        None,
        "computed",
        "open",
        93,
        True,
        date(2019, 11, 22),
        (),
    )
    event = Event(
        "e1",
        "measure_effective",
        "occurred",
        When("2019-07-04"),
        ("JP",),
        ("KR",),
        "licences take effect",
        (LAW,),
    )
    plan = Event(
        "e2", "agreement_decision_due", "due", When("2019-08-24"), ("KR",), (), "decision due", (DUE,)
    )
    conflict = Conflict(
        "c1", "measure:x", "announced", "stage", (Competing("2019-07-01", (ROW,)), Competing("2019-07-04", (LAW,))),
        "settled", "2019-07-01", "two sources against one", "Announced and effective are mixed up.",
    )  # fmt: skip
    return State(
        on=date(2019, 8, 21),
        known=date(2019, 8, 21),
        measures=(measure,),
        licences=(LicenceBook("item:photoresist", None, (licence,), 2, 2, 0, 0, 0, "2019-07-04", (), True),),
        agreements=(
            Agreement(
                "agreement:pact",
                "The Pact",
                ("KR", "JP"),
                "none",
                None,
                When("2019-08-24"),
                When("2019-11-22"),
                None,
                "",
                ("term_ends",),
                (DUE,),
            ),
        ),
        proceedings=(
            Proceeding(
                "case:1",
                "Case 1",
                "KR",
                "JP",
                "suspended",
                (Step("panel_requested", None, "occurred", "a step", (ROW,)),),
            ),
        ),
        deadlines=(deadline, computed),
        talks=(plan,),
        calls=(),
        timeline=(event, plan),
        conflicts=(conflict,),
        covers_until=date(2019, 8, 21),
    )
