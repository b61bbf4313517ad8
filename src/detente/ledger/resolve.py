"""The same act in many sources is one act; different acts stay apart.

1. Assertions of one row of a chronology with the same kind are one act, whatever dates its sources
   give: that is what a row means. So are a sentence of a page and what a later edition makes of it.
2. Acts of different rows and pages are joined where the rule of their family says so: compatible
   parties, items, form, agreement or case, and a compatible time.
3. An act that fits several others joins the nearest only, so that a vague date ("in August") never
   glues two dated acts together.

4. What a person judged to be the same or different (`links`) overrides all of this.

Everything is taken in a canonical order, so the result is the same in any order of arrival.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from detente.ledger import parties
from detente.ledger.acts import Act, act, family, modality
from detente.ledger.choose import canonical
from detente.ledger.edited import edited_together
from detente.ledger.links import NONE, Links
from detente.ledger.records import Logged
from detente.ledger.same import NEAR, ONCE, SAID, gap_of_windows, is_headline, named_case, retold, same
from detente.lexicon import Lexicon
from detente.model import Kind

FAR = timedelta(days=max(NEAR.values()))
"""Beyond this no rule of `same` joins two dated acts."""


def nodes(records: Iterable[Logged], lexicon: Lexicon, links: Links = NONE) -> list[Act]:
    """The acts of single rows and pages, before they are compared with each other."""
    grouped: dict[tuple[object, ...], list[Logged]] = {}
    for record in records:
        grouped.setdefault(_node_key(record, lexicon), []).append(record)
    groups = edited_together(grouped.values())
    if not links.apart:
        return [act(group, lexicon) for group in groups]
    parts = (links.split(sorted(group, key=canonical)) for group in groups)
    return [act(part, lexicon) for split in parts for part in split]


def _node_key(record: Logged, lexicon: Lexicon) -> tuple[object, ...]:
    said = record.assertion
    key: tuple[object, ...] = (record.key, family(said.kind), modality(said.status))
    if record.origin != "chronology":
        return (*key, record.source.id, said.id, record.record)
    if said.kind is Kind.LICENCE_COUNTED:
        return (*key, parties.items(said.items, lexicon), tuple(parties.forms(record)), said.count)
    return key


def resolve(given: Iterable[Act], links: Links = NONE) -> list[Act]:
    """Join acts that are the same, by the rules and by what persons judged; by date, undated ones last."""
    buckets: dict[tuple[object, ...], list[Act]] = {}
    for node in given:
        buckets.setdefault((_family(node), node.modality, *_subject(node)), []).append(node)
    found = sorted((one for bucket in buckets.values() for one in _join(bucket, links)), key=by_day)
    if not links.same:
        return found
    return sorted((_one(group) for group in links.linked(found)), key=by_day)


def by_day(one: Act) -> tuple[object, ...]:
    """The order of a timeline."""
    when = one.when
    return (when is None, when.earliest if when else None, when.latest if when else None, one.kind, one.id) \
        if when else (True, one.kind, one.id)  # fmt: skip


def _family(node: Act) -> str:
    """What a node is compared with: leaving a country group is the effect of a measure."""
    back = {"added", "restored"} & {str(value) for value, _ in node.term("change")}
    return (
        "measure_effective" if node.kind is Kind.GROUP_CHANGED and node.measure and not back else node.family
    )


def _subject(node: Act) -> tuple[object, ...]:
    """What must be equal for two acts to be the same: keeps the comparisons few."""
    name = node.family
    if name.startswith("measure") or name == "group_changed":
        return (node.measure,)
    if name.startswith("agreement"):
        return (node.agreement,)
    return ()


def _join(bucket: list[Act], links: Links) -> list[Act]:
    if len(bucket) == 1:
        return bucket
    clusters: list[list[Act]] = []
    spans: list[tuple[date, date] | None] = []
    for node in sorted(bucket, key=_firmest):
        span = _span(node)
        near = [
            (_distance(node, cluster), i)
            for i, cluster in enumerate(clusters)
            if not _far(span, spans[i])
            and _fits(node, cluster)
            and not any(links.part(node, member) for member in cluster)
        ]
        if near:
            at = min(near)[1]
            clusters[at].append(node)
            spans[at] = _wider(spans[at], span)
        else:
            clusters.append([node])
            spans.append(span)
    return [_one(cluster) for cluster in clusters]


def _fits(node: Act, cluster: list[Act]) -> bool:
    """Whether a node is the same act as some of a cluster; a headline stands for one licence of its story."""
    tied = [member for member in cluster if same(node, member)]
    if not tied or is_headline(node) or not all(retold(node, member) for member in tied):
        return bool(tied)
    return not any(member.keys & node.keys and not is_headline(member) for member in cluster)


def _one(cluster: list[Act]) -> Act:
    """The act that several nodes are."""
    first = cluster[0]
    if len(cluster) == 1:
        return first
    about = next((n.about for n in cluster if n.about), None)
    return act([r for n in cluster for r in n.records], first.lexicon, first.measure, about)


def _span(node: Act) -> tuple[date, date] | None:
    """First and last day that can matter: of all dates given, of the reports where these may count.

    None, near to everything, for what has no date and for a step that a case has once.
    """
    if not node.values or (named_case(node) and node.kind in ONCE):
        return None
    days = [(value.when.earliest, value.when.latest) for value in node.values]
    if node.family == "talks":
        days += [(r.source.known_by, r.source.known_by) for r in node.records if r.source.dated]
    return min(first for first, _ in days), max(last for _, last in days)


def _wider(a: tuple[date, date] | None, b: tuple[date, date] | None) -> tuple[date, date] | None:
    """The span of both; None, near to everything, where one has no date."""
    return (min(a[0], b[0]), max(a[1], b[1])) if a and b else None


def _far(a: tuple[date, date] | None, b: tuple[date, date] | None) -> bool:
    """Whether no rule can join them: saves the comparison, decides nothing else."""
    return a is not None and b is not None and max(a[0], b[0]) - min(a[1], b[1]) > FAR


def _firmest(node: Act) -> tuple[object, ...]:
    """Exact dates first, so that vague ones find them; then rows with the most sources.

    What a headline says somebody asked for comes last: it joins one of the story's appeals, not all.
    """
    first = node.records[0]
    days = node.when.days if node.when else 10**6
    when = node.when.earliest.isoformat() if node.when else ""
    return (
        node.family in SAID and is_headline(node),
        days,
        -len(node.records),
        when,
        first.source.known_by,
        first.key,
        first.source.id,
        first.assertion.id,
    )


def _distance(node: Act, cluster: list[Act]) -> tuple[int, int, int, int]:
    """How near a cluster is: in days, then by ordinal, by form, by how many tell of it."""
    gaps = [g for member in cluster if (g := gap_of_windows(node, member)) is not None]
    shared = any(node.ordinals & member.ordinals for member in cluster)
    forms = {form for member in cluster for form in member.forms}
    other = bool(node.forms) and not forms & set(node.forms)
    return (min(gaps, default=10**6), 0 if shared else 1, int(other), -len(cluster))
