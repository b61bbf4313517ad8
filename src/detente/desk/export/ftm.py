"""The state as FollowTheMoney entities, one JSON object each, for tools of investigators.

| here | schema |
|---|---|
| a government, a body | PublicBody |
| a company; an organisation, a group of states; a person | Company; Organization; Person |
| a measure, an event of the timeline, a deadline | Event |
| a single licence approved, denied or returned | License |
| a proceeding with its parties | CourtCase, CourtCaseParty |
| a source, and what it says of any of these | Article, Documentation |

Ids are made of ours so that the same thing has the same id in every export. FollowTheMoney's dates are
prefixes of ISO 8601: a stretch of days becomes its first and last. Agreements have no schema of theirs; the
events about them are here.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Any

from detente.ledger.shapes import Json
from detente.ledger.views import (
    Deadline,
    Event,
    Licence,
    Measure,
    Proceeding,
    State,
    Support,
)
from detente.ledger.wording import cited
from detente.lexicon import Lexicon
from detente.model import When

SCHEMATA = {
    "country": "PublicBody",
    "body": "PublicBody",
    "company": "Company",
    "person": "Person",
}
"""Our kinds of parties and theirs; every other kind is an Organization."""
_PREFIX = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_NOT_NAMED = "licensing authority, not named"
"""License asks for one; what the ledger knows of a licence is the goods, the outcome and the parties."""
_COURTS = {"wto": "World Trade Organization"}


def entities(state: State, lexicon: Lexicon) -> Iterator[Json]:
    """Every entity once, those that others refer to before them."""
    writer = _Writer(lexicon)
    for measure in state.measures:
        writer.measure(measure)
    for event in {e.id: e for e in (*state.timeline, *state.talks, *state.calls)}.values():
        writer.event(event)
    for deadline in state.deadlines:
        writer.deadline(deadline)
    for licence in dict.fromkeys(one for book in state.licences for one in (*book.approved, *book.own)):
        writer.licence(licence)
    for proceeding in state.proceedings:
        writer.proceeding(proceeding)
    yield from writer.found.values()


def entity_id(*parts: str) -> str:
    """An id in letters and digits: `detente-` and a hash of what it names."""
    return "detente-" + hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


class _Writer:
    """Collects entities by id, in the order in which they are first needed."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.found: dict[str, Json] = {}

    def add(self, id_: str, schema: str, **properties: object) -> str:
        """One entity; a property may be a text, several, or nothing. The id, for those that refer to it."""
        if id_ not in self.found:
            told = {name: _values(value) for name, value in properties.items()}
            kept = {name: values for name, values in told.items() if values}
            self.found[id_] = {"id": id_, "schema": schema, "properties": kept}
        return id_

    def party(self, named: str) -> str:
        """The entity of a party, by our id or by its name where it has none."""
        entry = self.lexicon.get(named)
        kind = entry.kind if entry else named.partition(":")[0] if ":" in named else ""
        name = entry.name if entry else named.rpartition(":")[2] or named
        country = self.lexicon.country_of(named)
        return self.add(
            entity_id("party", named),
            SCHEMATA.get(kind, "Organization"),
            name=f"Government of {name}" if kind == "country" else name,
            alias=[text for text in (entry.names if entry else ()) if text != name],
            country=country.lower() if country and country.isalpha() else None,
        )

    def parties(self, named: Iterable[str]) -> list[str]:
        """The entities of parties, each once."""
        return [self.party(one) for one in dict.fromkeys(named) if one.strip()]

    def names(self, ids: Iterable[str]) -> list[str]:
        """Goods by their names."""
        found = []
        for one in ids:
            item, _, form = one.partition("#")
            found.append(self.lexicon.name(item) + (f" ({form})" if form else ""))
        return found

    def evidence(self, id_: str, supports: Iterable[Support]) -> None:
        """The sources of an entity, each with its sentence."""
        for support in dict.fromkeys(supports):
            source = self.add(
                entity_id("source", support.source),
                "Article",
                title=support.publisher or support.url or support.source,
                publisher=support.publisher,
                sourceUrl=_url(support.url),
                publishedAt=_source_day(support),
            )
            self.add(
                entity_id("said", support.assertion, support.source, id_),
                "Documentation",
                document=source,
                entity=id_,
                role="evidence",
                summary=cited(support),
                date=_source_day(support),
                publisher=support.publisher,
                sourceUrl=_url(support.url),
                recordId=support.assertion,
            )

    def measure(self, one: Measure) -> None:
        start, end = one.effective, one.ended
        id_ = self.add(
            entity_id("measure", one.id),
            "Event",
            name=one.name or one.id,
            recordId=one.id,
            program="trade measure",
            description=f"state: {one.state}",
            startDate=_date(start, first=True),
            endDate=_date(end, first=False),
            organizer=self.parties([one.actor] if one.actor else []),
            involved=self.parties(one.targets),
            country=self.countries([one.actor] if one.actor else []),
            keywords=self.names(one.items),
        )
        self.evidence(id_, one.supports)

    def event(self, one: Event) -> None:
        id_ = self.add(
            entity_id("event", one.id),
            "Event",
            name=one.text or one.kind.replace("_", " "),
            recordId=one.id,
            program=one.kind,
            description=f"status: {one.status}",
            **_stretch(one.when),
            organizer=self.parties(one.actors),
            involved=self.parties(one.targets),
            country=self.countries(one.actors),
            keywords=self.names(one.items),
        )
        self.evidence(id_, one.supports)

    def deadline(self, one: Deadline) -> None:
        confirmed = "computed, unconfirmed" if one.basis == "computed" else "as a source says"
        id_ = self.add(
            entity_id("deadline", one.id),
            "Event",
            name=one.what,
            recordId=one.id,
            program="deadline",
            description=f"state: {one.state}; {confirmed}",
            **_stretch(one.when),
            organizer=self.parties(one.who),
            country=self.countries(one.who),
        )
        self.evidence(id_, one.supports)

    def licence(self, one: Licence) -> None:
        goods = self.names([one.item + (f"#{one.form}" if one.form else "")])[0]
        authority = self.add(entity_id("authority", "unknown"), "PublicBody", name=_NOT_NAMED)
        parties = [(role, p) for role, p in (("exporter", one.exporter), ("consignee", one.consignee)) if p]
        first = one.supports[0].assertion if one.supports else ""
        id_ = self.add(
            entity_id("licence", one.item, one.form or "", one.outcome, str(one.when), first),
            "License",
            name=f"licence for {goods}, {one.outcome}" + (f" {one.when.value}" if one.when else ""),
            authority=authority,
            type="export licence",
            status=one.outcome,
            commodities=goods,
            contractDate=_date(one.when, first=True),
            description=[f"{role}: {self.lexicon.name(party)}" for role, party in parties],
        )
        self.evidence(id_, one.supports)

    def proceeding(self, one: Proceeding) -> None:
        number = one.id.rpartition("/")[2].upper()
        filed = next((s.when for s in one.steps if s.kind == "complaint_filed" and s.when), None)
        closed = next((s.when for s in one.steps if s.kind == "proceeding_withdrawn" and s.when), None)
        id_ = self.add(
            entity_id("case", one.id),
            "CourtCase",
            name=one.name,
            caseNumber=number,
            court=_COURTS.get(one.id.partition(":")[2].partition("/")[0]),
            status=one.state,
            fileDate=_date(filed, first=True),
            closeDate=_date(closed, first=False),
        )
        for role, named in (("complainant", one.complainant), ("respondent", one.respondent)):
            if named:
                self.add(
                    entity_id("case party", one.id, role, named),
                    "CourtCaseParty",
                    case=id_,
                    party=self.party(named),
                    role=role,
                )
        self.evidence(id_, (support for step in one.steps for support in step.supports))

    def countries(self, named: Iterable[str]) -> list[str]:
        """The countries that parties act for, as FollowTheMoney writes them."""
        found = (self.lexicon.country_of(one) for one in named)
        return list(dict.fromkeys(code.lower() for code in found if code and code.isalpha()))


def _values(value: object) -> list[str]:
    given: list[Any] = list(value) if isinstance(value, list | tuple) else [value]
    told = (str(one).encode("utf-8", "replace").decode().strip() for one in given if one is not None)
    return list(dict.fromkeys(text for text in told if text))


def _date(when: When | None, *, first: bool) -> str | None:
    """A date as a prefix of ISO 8601; of a stretch its first or last day."""
    if when is None:
        return None
    if _PREFIX.fullmatch(when.value):
        return when.value
    return (when.earliest if first else when.latest).isoformat()


def _stretch(when: When | None) -> dict[str, str | None]:
    """A day as `date`, a stretch of days as `startDate` and `endDate`."""
    if when is None or _PREFIX.fullmatch(when.value):
        return {"date": when.value if when else None}
    return {"startDate": when.earliest.isoformat(), "endDate": when.latest.isoformat()}


def _source_day(support: Support) -> str | None:
    if support.known_from is None:
        return None
    return _date(When.between(support.known_from, support.known_by), first=False)


def _url(url: str | None) -> str | None:
    return url if url and re.match(r"https?://[^\s/]+", url) else None
