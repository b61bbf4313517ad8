"""The JSON of licence books."""

from detente.ledger.shapes.common import Json, range_json, sources_json, step_json, when_json
from detente.ledger.views import Count, Licence, LicenceBook, Pace, State


def _pace(pace: Pace | None) -> Json | None:
    """The days between approvals; null where fewer than three are dated."""
    if pace is None:
        return None
    return {"approvals": pace.approvals, "days_between": range_json((pace.at_least, pace.at_most))}


def _licence(licence: Licence) -> Json:
    return {
        "item": licence.item,
        "form": licence.form,
        "outcome": licence.outcome,
        "when": when_json(licence.when),
        "exporter": licence.exporter,
        "consignee": licence.consignee,
        "ordinal": licence.ordinal,
        "since": licence.since,
        "own": licence.own,
        "kind": licence.kind,
        "until": when_json(licence.until),
        "quantity": licence.quantity,
        "filed": when_json(licence.filed),
        "queried": [when_json(one) for one in licence.queried],
        **{
            done: when_json(licence.when) if licence.outcome == done else None
            for done in ("approved", "denied", "returned")
        },
        "shipped": [when_json(one) for one in licence.shipped],
        "processing_days": range_json(licence.processing),
        "steps": [step_json(one) for one in licence.steps],
        "sources": sources_json(licence.supports),
    }


def _count(count: Count) -> Json:
    first = count.supports[0] if count.supports else None
    return {
        "count": count.count,
        "as_of": when_json(count.as_of),
        "source": (first.publisher or first.url or first.source) if first else None,
        "sources": sources_json(count.supports),
    }


def book_json(book: LicenceBook) -> Json:
    """A licence book. A bound that no source gives is null."""
    return {
        "item": book.item,
        "form": book.form,
        "approved": {"at_least": book.at_least, "at_most": book.at_most},
        "denied": book.denied,
        "returned": book.returned,
        "pending": book.pending,
        "first": when_json(book.first),
        "last": when_json(book.last),
        "since": book.since,
        "reported": [_count(one) for one in book.reported],
        "consistent": book.consistent,
        "single": [_licence(one) for one in book.approved],
        "own": [_licence(one) for one in book.own],
        "other": [_licence(one) for one in book.other],
        "outcomes": [
            {
                "outcome": x.outcome,
                "count": x.count,
                "as_of": when_json(x.as_of),
                "sources": sources_json(x.supports),
            }
            for x in book.outcomes
        ],
        "pace": _pace(book.pace),
    }


def licences_json(state: State) -> list[Json]:
    """Every licence book: of an item in any form, and of each form of it that is named."""
    return [book_json(one) for one in state.licences]
