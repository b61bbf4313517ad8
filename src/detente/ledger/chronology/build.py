"""A row of a chronology as units for the log: one a source, each with what that source says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from detente.ledger.chronology.claims import Claims, claims_of
from detente.ledger.chronology.counts import counted
from detente.ledger.chronology.names import Names
from detente.ledger.chronology.roles import Role, is_in, roles, table
from detente.ledger.chronology.rows import Row, RowSource
from detente.ledger.chronology.terms import act_of, items_of, terms_of
from detente.ledger.chronology.values import application, since
from detente.ledger.known import Known, of_url
from detente.ledger.units import Unit, canonical, digest, identified
from detente.model import Assertion, Kind, Mention, Problem, Status, When

READER = "chronology 4"
"""Name and version of this import: raised when the same row would be understood otherwise."""

_IGNORED = frozenset({"date", "date_precision", "notes", "tier", "earliest_source_date_seen", "support"})
"""Fields of a row that say nothing new: a digest of the others, or the author's remarks."""


@dataclass(frozen=True, slots=True)
class Published:
    """When the sources of the whole chronology were published, by address."""

    sources: Mapping[str, RowSource]

    @classmethod
    def of(cls, rows: list[Row]) -> "Published":
        """From every row, so that a source named only in a conflict has its date from another row."""
        found: dict[str, RowSource] = {}
        for source in (source for row in rows for source in row.sources):
            if source.url not in found or (source.published and not found[source.url].published):
                found[source.url] = source
        return cls(found)

    def known(self, url: str, source: RowSource | None) -> tuple[Known | None, str | None]:
        """The interval of a source and where it comes from: its row, another row, or its address."""
        for one in (source, self.sources.get(url)):
            if one and one.published:
                return Known.of(one.published), "given"
        found = of_url(url)
        return (found, "url") if found else (None, None)


@dataclass(frozen=True, slots=True)
class Draft:
    """An assertion in the making, with the text that may be shown for it."""

    assertion: Assertion
    quote: str


class RowReader:
    """Reads one row; `today` stands for sources without a date, known only from their record time."""

    def __init__(self, row: Row, names: Names, published: Published, today: date) -> None:
        self.row, self.names, self.published, self.today = row, names, published, today
        self.type = table().types[row.type]
        self.kind = self.type.kind_of(row)
        self.roles, self.unknown = roles(row)
        self.agreement, self.case = names.agreement(row)
        self.measure = Mention(f"measure:{row.measure}", row.measure) if row.measure else None

    def units(self) -> list[Unit]:
        """A unit for each source of the row, those named only beside a competing value included."""
        listed = {source.url: source for source in self.row.sources}
        beside = [url for c in self.row.conflicts for value in c.values for url in value.sources]
        content = canonical(self.row.model_dump(mode="json")).encode("utf-8", "surrogatepass")
        found = [self._unit(url, listed.get(url), content) for url in dict.fromkeys([*listed, *beside])]
        return [replace(found[0], problems=(*self._problems(), *found[0].problems)), *found[1:]]

    def _problems(self) -> Iterator[Problem]:
        for name in self.unknown:
            yield Problem(
                "unknown-role", f"{self.row.id}: no meaning for a date called {name!r}; it was left out"
            )
        for name in self.row.model_extra or {}:
            if name not in _IGNORED:
                yield Problem(
                    "unknown-field", f"{self.row.id}: no meaning for the field {name!r}; it was left out"
                )

    def _unit(self, url: str, source: RowSource | None, content: bytes) -> Unit:
        known, basis = self.published.known(url, source)
        described = source or self.published.sources.get(url)
        claims = claims_of(self.row, url, source, self.names)
        drafts = list(self._drafts(claims, known, listed=source is not None))
        assertions = identified((d.assertion for d in drafts), "chronology", self.row.id, digest(url))
        return Unit(
            origin="chronology",
            key=self.row.id,
            url=url,
            publisher=described.publisher if described else None,
            language=described.lang if described else None,
            reader=READER,
            content=content,
            known=known,
            basis=basis,
            assertions=assertions,
            quotes=tuple(d.quote for d in drafts),
            problems=tuple(_source_problems(url, source, known)),
        )

    def _drafts(self, claims: Claims, known: Known | None, *, listed: bool) -> Iterator[Draft]:
        by = known.last if known else self.today
        told = listed and self._told(by)
        own = list(self._own_drafts(claims, by, listed=listed, told=told))
        yield from own
        for role, value, metadata in self._dated(claims, by, listed=listed):
            if role.kind is not None and not role.own:
                yield self._draft(role, value, by, claims, told=told, metadata=metadata)
        for value in (value for _, value, _ in self._dated(claims, by, listed=listed) if value):
            if self.kind is Kind.LICENCE_APPROVED and (filed := application(value, self.row.year)):
                yield self._about(Kind.LICENCE_APPLIED, filed, by, claims, told=told, quote=value, own=False)
        if claims.other and not own:
            yield self._claimed(claims)
        found = counted(self.row, self.names, claims, listed=listed, told=told, when=self._own_when())
        for assertion, quote in found:
            shown = self._quote(told=told) if quote is None else quote
            yield Draft(self._with_status(assertion, by), shown)

    def _own_drafts(self, claims: Claims, by: date, *, listed: bool, told: bool) -> Iterator[Draft]:
        """What the source says of the row's own act: by its dates, or as another kind, or undated."""
        for kind, said in claims.kinds:
            yield self._about(kind, self._own_when() if listed else None, by, claims, told=told, quote=said)
        if claims.kinds or (self.kind is Kind.LICENCE_COUNTED and {"counts", "total"} & set(self.row.extra)):
            return
        dated = False
        for role, value, metadata in self._dated(claims, by, listed=listed):
            if role.own:
                dated = dated or not metadata
                yield self._draft(role, value, by, claims, told=told, metadata=metadata)
        typed = claims.items or claims.form or claims.place
        if not dated and (listed or typed):
            yield self._about(self.kind, None, by, claims, told=told)

    def _claimed(self, claims: Claims) -> Draft:
        """What a source only says about the row: the paper says it, none of the row's actors."""
        assertion = Assertion(
            kind=Kind.STATEMENT_MADE,
            status=Status.OCCURRED,
            agreement=self.agreement,
            case=self.case,
            measure=self.measure,
            terms={"claims": dict(claims.other)},
        )
        return Draft(assertion, claims.quote)

    def _dated(self, claims: Claims, by: date, *, listed: bool) -> Iterator[tuple[Role, str | None, bool]]:
        """The dates that the source gives: the row's own where it is listed and says nothing else."""
        if listed:
            yield from (
                (role, None, False)
                for role in self.roles
                if not claims.replaced(role.name) and not self._other_side(role, by)
            )
        for said in claims.dates.values():
            yield from said

    def _other_side(self, role: Role, by: date) -> bool:
        """Whether an act was planned for one day and came on another, and the source tells of the other.

        Before the day of the outcome a source knows of the plan alone; from then on it tells of the outcome.
        """
        mine = [one for one in self.roles if one.own and one.kind is role.kind]
        outcomes = [one for one in mine if one.status is not Status.PLANNED]
        if not role.own or not outcomes or len(outcomes) == len(mine):
            return False
        came = any(one.when.earliest <= by for one in outcomes)
        return came is (role.status is Status.PLANNED)

    def _told(self, by: date) -> bool:
        """Whether all that the row tells had happened by then, but for what it foretells itself."""
        firm = [
            role
            for role in self.roles
            if role.kind is not None and role.status is None and role.name not in self.type.foretold
        ]
        return all(role.when.latest <= by for role in firm)

    def _turned(self, kind: Kind) -> Kind:
        """The day on which a terminating act takes effect is the end of the measure."""
        return (
            Kind.MEASURE_WITHDRAWN
            if kind is Kind.MEASURE_EFFECTIVE and act_of(self.row) == "terminating"
            else kind
        )

    def _own_when(self) -> When | None:
        return next((role.when for role in self.roles if role.own), None)

    def _quote(self, *, told: bool) -> str:
        return self.row.summary if told else ""

    def _draft(
        self, role: Role, value: str | None, by: date, claims: Claims, *, told: bool, metadata: bool
    ) -> Draft:
        """One dated role. The text shown is the source's own value where it differs from the row's."""
        assert role.kind is not None
        same = value is None or any(role.name == r.name and role.when == r.when for r in self.roles)
        shown = self._quote(told=told and same)
        if value is not None and not same and value != role.when.value:
            shown = value
        draft = self._about(
            self._turned(role.kind),
            role.when,
            by,
            claims,
            told=told,
            quote=shown,
            status=role.status,
            own=role.own,
        )
        terms = dict(draft.assertion.terms)
        if metadata:
            terms["date_from"] = "metadata"
        if value is not None and value != role.when.value:
            terms["said"] = value
        return replace(draft, assertion=replace(draft.assertion, terms=terms))

    def _about(
        self,
        kind: Kind,
        when: When | None,
        by: date,
        claims: Claims,
        *,
        told: bool,
        quote: str | None = None,
        status: Status | None = None,
        own: bool = True,
    ) -> Draft:
        actors, targets = self.names.sides(self.row, kind)
        terms: dict[str, Any] = terms_of(self.row, kind, self.names, told=told)
        reported = {r.name: r.when.value for r in self.roles if r.kind is None and r.when.latest <= by}
        if reported and own and told:
            terms["reported"] = reported
        plans = [r.when.value for r in self.roles if r.own and self._other_side(r, by)]
        if plans and own and told:
            terms["planned_for"] = plans[0]
        if claims.other and own:
            terms["claims"] = dict(claims.other)
        items = claims.items if claims.items and own else items_of(self.row, self.names, told=told)
        if claims.form and own:
            items = tuple(replace(item, form=claims.form) for item in items)
        approved = told and kind is Kind.LICENCE_APPROVED
        assertion = Assertion(
            kind=kind,
            status=status or Status.OCCURRED,
            when=when,
            actors=actors,
            targets=targets,
            items=items,
            agreement=self.agreement,
            case=self.case,
            measure=self.measure,
            place=claims.place
            if own and claims.place
            else (self.names.place(self.row.place) if self.row.place and told else None),
            ordinal=self.row.extra.get("ordinal_for_item") if approved else None,
            since=since(self.row.summary, self.row.year) if approved else None,
            speaker=actors[0] if actors and is_in(kind, "spoken") else None,
            terms=terms,
        )
        return Draft(self._with_status(assertion, by), self._quote(told=told) if quote is None else quote)

    def _with_status(self, assertion: Assertion, by: date) -> Assertion:
        """A source cannot report what has not happened: a later date is a plan."""
        ahead = assertion.when is not None and assertion.when.earliest > by
        if ahead and assertion.status is Status.OCCURRED:
            return replace(assertion, status=Status.PLANNED)
        return assertion


def _source_problems(url: str, source: RowSource | None, known: Known | None) -> Iterator[Problem]:
    if known is None:
        yield Problem("no-date", f"{url}: no date of publication; known only from the day it was added")
    if source and source.page_metadata_date_wrong:
        wrong = source.page_metadata_date_wrong
        said = f"{url}: its metadata say {wrong}, which is wrong; {source.published} is used"
        yield Problem("metadata-date-wrong", said)
