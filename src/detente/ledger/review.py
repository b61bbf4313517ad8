"""What a person should look at, and why: the queue of the desk, computed and never stored.

Something leaves the queue when a verdict speaks of it (`confirm` if it is right as it is), and comes back
when what it rests on changes: other values in a conflict, other words in a source.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.ledger.decisions import Decisions, Index, quote_hash
from detente.ledger.records import Logged
from detente.ledger.units import address
from detente.ledger.verdicts import LINKS, Action, Verdict
from detente.ledger.views import Conflict, State, Support
from detente.model import Article

UNSURE = 0.5
"""Confidence below which a person should look at what a reader read."""

REASONS = {
    "text_changed": "a verdict's quoted text is not in the source any more",
    "conflict": "sources cannot all be right, and the order of trust does not settle it",
    "source_changed": "a page says other words than when it was first added",
    "unsure_link": "somebody was not sure whether two reports are of one event",
    "low_confidence": "the reader was not sure",
}
"""Why something is in the queue, the most urgent first."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at: `subject` is the id that a verdict on it names, `mark` what it rests on now."""

    why: str
    subject: str
    text: str
    mark: str
    supports: tuple[Support, ...] = ()


def review(
    state: State,
    records: Sequence[Logged],
    decisions: Decisions,
    articles: Mapping[str, Article],
) -> list[Item]:
    """The queue on the known day of the state; `records` are all of the log, `articles` pages by snapshot."""
    gone = decisions.retracted
    told = [r for r in records if r.source.known_by <= state.known and not {r.source.id, r.snapshot} & gone]
    found = [
        *_lost(records, decisions),
        *_changed_under(told, decisions, articles),
        *map(_conflict, (c for c in state.conflicts if c.state == "contested")),
        *_changed(told, articles),
        *_links(told, decisions),
        *_doubtful(told),
    ]
    seen = {(v.subject, v.quote) for v in decisions.verdicts if v.action is Action.CONFIRM}
    decided = {v.subject for v in decisions.verdicts if v.action not in {Action.CONFIRM, *LINKS}}
    return [
        item
        for item in dict.fromkeys(found)
        if (item.subject, item.mark) not in seen
        and not (item.why == "low_confidence" and item.subject in decided)
    ]


def _lost(records: Sequence[Logged], decisions: Decisions) -> Iterator[Item]:
    for verdict in decisions.lost(records):
        said = f"gone since {verdict.person} decided to {verdict.action}: {_quote(verdict)}"
        yield Item("text_changed", f"verdict:{verdict.record}", said, "gone")


def _changed_under(
    records: Sequence[Logged], decisions: Decisions, articles: Mapping[str, Article]
) -> Iterator[Item]:
    """Verdicts on a page of which there is another version without the quoted words."""
    index, versions = Index(records), _versions(articles)
    for verdict in decisions.verdicts:
        for record in index.by_id.get(verdict.subject, ()):
            others = versions.get(address(record.source.url), []) if record.source.url else []
            without = [
                id_ for id_ in others if id_ != record.snapshot and record.quote not in articles[id_].text
            ]
            if without and record.snapshot and record.quote:
                said = (
                    f"“{record.quote}” is not in another version of the page, and {verdict.person} decided to"
                )
                yield Item(
                    "text_changed",
                    f"verdict:{verdict.record}",
                    f"{said} {verdict.action}",
                    ",".join(sorted(without)),
                    (record.support,),
                )


def _quote(verdict: Verdict) -> str:
    return str(verdict.value.get("quote", "")) if isinstance(verdict.value, dict) else ""


def _versions(articles: Mapping[str, Article]) -> dict[str, list[str]]:
    """Snapshots by the address of their page."""
    found: dict[str, list[str]] = {}
    for snapshot, article in articles.items():
        if article.url:
            found.setdefault(address(article.url), []).append(snapshot)
    return found


def _conflict(one: Conflict) -> Item:
    supports = tuple(dict.fromkeys(s for value in one.values for s in value.supports))
    return Item("conflict", one.id, one.explanation, conflict_mark(one), supports)


def conflict_mark(one: Conflict) -> str:
    """What a look at a conflict rests on: its values."""
    return quote_hash("\n".join(sorted(value.value for value in one.values)))


def _changed(records: Iterable[Logged], articles: Mapping[str, Article]) -> Iterator[Item]:
    known = {r.snapshot for r in records}
    for place, snapshots in _versions(articles).items():
        texts = {articles[id_].sha256 for id_ in snapshots if id_ in known}
        if len(texts) > 1:
            supports = tuple({r.snapshot: r.support for r in records if r.snapshot in snapshots}.values())
            mark = quote_hash(",".join(sorted(texts)))
            yield Item("source_changed", place, f"{place} was added with {len(texts)} texts", mark, supports)


def _links(records: Sequence[Logged], decisions: Decisions) -> Iterator[Item]:
    index = Index(records)
    for verdict in decisions.verdicts:
        if verdict.action is Action.UNSURE:
            ends = (*index.by_id.get(verdict.subject, ()), *index.by_id.get(verdict.other or "", ()))
            said = f"{verdict.person} was not sure that these are one event: {verdict.reason}"
            yield Item("unsure_link", f"verdict:{verdict.record}", said, "", tuple(r.support for r in ends))


def _doubtful(records: Iterable[Logged]) -> Iterator[Item]:
    for record in records:
        if record.assertion.confidence < UNSURE:
            kind = record.assertion.kind.replace("_", " ")
            said = f"{kind}, read with confidence {record.assertion.confidence:.2f}"
            yield Item(
                "low_confidence", record.assertion.id, said, quote_hash(record.quote), (record.support,)
            )
