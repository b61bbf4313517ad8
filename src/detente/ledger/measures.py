"""The view of a measure: its stages, what state it is in, which licences apply under it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from detente.ledger.acts import Act
from detente.ledger.chains import BEFORE_DECISION, STAGES, Chain, records_of
from detente.ledger.choose import values
from detente.ledger.groups import restricts
from detente.ledger.identify import group_of
from detente.ledger.licensing import amendment, by_row, licences_under
from detente.ledger.parts import freed_items, quantity
from detente.ledger.suspended import held_again, last_day_in_force
from detente.ledger.views import Dated, Freed, LegalAct, Measure
from detente.lexicon import Lexicon
from detente.model import When


def measure(chain: Chain, acts: Sequence[Act], on: date, lexicon: Lexicon) -> Measure:
    """The view of a measure on a day; `acts` hold all licences approved, for those under it."""
    stages = {stage: tuple(v.dated for v in found) for stage in STAGES if (found := chain.values(stage))}
    if "withdrawn" not in stages and (last := last_day_in_force(chain)) is not None:
        stages["withdrawn"] = (last,)
    ending = {
        stage: tuple(v.dated for v in values(records_of(chain.ending[stage]), chain.actor))
        for stage in STAGES
        if stage in chain.ending and stage != "withdrawn"
    }
    items = _items(chain)
    parts = {one.id for one in (*chain.freeing, *chain.easing)}
    whole = [one for one in chain.acts if one.id not in parts]
    targets = tuple(dict.fromkeys(code for one in whole for code in one.target_countries))
    group = group_of(chain.acts)
    amendments = tuple(amendment(one) for one in by_row(chain.amending))
    base = Measure(
        id=chain.id,
        name="",
        actor=chain.actor,
        targets=targets,
        items=items,
        stages=stages,
        state="announced",
        effective=_first(stages.get("effective")),
        ended=_first(stages.get("withdrawn")),
        generating=_legal_act(chain.making, chain.actor),
        terminating=_legal_act(chain.ending, chain.actor),
        group=group,
        standard_days=_standard_days(chain),
        supports=tuple(dict.fromkeys(s for one in chain.acts for s in one.supports)),
        ending=ending,
        amendments=amendments,
        freed=tuple(
            Freed(one.target_countries, freed_items(one), one.when, one.text, one.supports, quantity(one))
            for one in chain.freeing
        ),
        everywhere=any(value == "all" for one in chain.acts for value, _ in one.term("destinations")),
    )
    base = replace(base, again=held_again(chain) if base.ended else None)
    base = replace(base, state=state_on(base, on))
    base = replace(base, ended=end_on(base, on))
    licence, coming = licences_under(base, chain, acts, on)
    return replace(base, name=_name(base, chain, licence, lexicon), licence=licence, coming=coming)


_TELLING = ("promulgated", "decided", "withdrawn", "effective")
"""The stages that tell best which act it is, the best first."""


def _legal_act(stages: Mapping[str, Sequence[Act]], actor: str | None) -> LegalAct | None:
    """The act that goes through these stages; None where there are none."""
    told = {stage: stages[stage] for stage in STAGES if stages.get(stage)}
    if not told:
        return None
    best = next((stage for stage in _TELLING if stage in told), next(iter(told)))
    acts = [one for found in told.values() for one in found]
    return LegalAct(
        {stage: tuple(v.dated for v in values(records_of(found), actor)) for stage, found in told.items()},
        next((s.quote for dated in told[best][0].dates[:1] for s in dated.supports), told[best][0].text),
        tuple(dict.fromkeys(s for one in acts for s in one.supports)),
    )


def _first(dates: tuple[Dated, ...] | None) -> When | None:
    return dates[0].when if dates else None


def _items(chain: Chain) -> tuple[str, ...]:
    """The items of the act that makes the measure, in a form where one is named."""
    stages = [one for found in chain.making.values() for one in found] or list(chain.acts)
    return tuple(dict.fromkeys(item for one in stages for item in written_items(one)))


def written_items(one: Act) -> tuple[str, ...]:
    """The items of an act, each written `item:x#form` where a source names a form with it."""
    found: dict[str, None] = {}
    for record in one.records:
        for mention in record.assertion.items:
            if mention.form and mention.id:
                found[f"{mention.id}#{mention.form}"] = None
                continue
            for item in one.lexicon.expand(mention.id) if mention.id else (mention.name,):
                found[item] = None
    return tuple(found)


def state_on(found: Measure, on: date) -> str:
    """In force is a stock: it needs a day of effect that some source gives, and no end before.

    Within an end as vague as a year or a month it cannot be told. A suspension with a last day ends by
    itself: after it the measure holds again, by the words that suspended it, unless a source extends that.
    """
    if found.ended is not None and on >= found.ended.latest:
        return "withdrawn" if end_on(found, on) else "in_force"
    if found.effective is not None and on < found.effective.earliest:
        return "scheduled"
    if found.ended is not None and on >= found.ended.earliest:
        return "undeterminable"
    if found.effective is not None:
        return "in_force" if on >= found.effective.latest else "undeterminable"
    begun = found.stages.keys() - {"withdrawn", "amended"}
    if begun and begun <= BEFORE_DECISION and "comment_opened" in begun:
        return "announced"
    first = min((d.when.earliest for stage in begun for d in found.stages[stage][:1]), default=None)
    return "announced" if first is not None and on < first else "undeterminable"


def end_on(found: Measure, on: date) -> When | None:
    """The end that counts on the day: none once the measure holds again."""
    return None if found.again is not None and on >= found.again.latest else found.ended


def _standard_days(chain: Chain) -> int | None:
    told = [
        value for found in chain.making.values() for one in found for value, _ in one.term("standard_days")
    ]
    numbers = [int(value) for value in told if isinstance(value, int | str) and str(value).isdigit()]
    return max(dict.fromkeys(numbers), key=numbers.count) if numbers else None


def _name(found: Measure, chain: Chain, licence: Mapping[str, tuple[str, ...]], lexicon: Lexicon) -> str:
    """A name for people, made of what the measure does."""
    known = lexicon.get(found.id)
    if known:
        return known.name
    to = ", ".join(lexicon.name(code) for code in found.targets)
    actor = lexicon.name(found.actor) if found.actor else "unknown actor"
    if found.group and restricts(found.group, lexicon):
        return f"additions to the {lexicon.name(found.group)}" + (f", {to}" if to else "") + f" ({actor})"
    if found.group:
        return f"removal of {to or 'a country'} from {lexicon.name(found.group)} ({actor})"
    things = _things(found.items, lexicon)
    plain = {item.partition("#")[0] for item in found.items}
    for kind, said in (("prohibited", "ban on exports of"), ("individual", "individual licensing of")):
        if plain and all(kind in licence.get(item, ()) for item in plain):
            return f"{said} {things}" + (f" to {to}" if to else "") + f" ({actor})"
    told = [m for one in chain.acts for r in one.records if (m := r.assertion.measure)]
    titled = next((f"“{m.name}”" for m in told if m.name != (m.id or "").partition(":")[2]), "")
    named = titled or (_slug_words(found.id) if told else "")
    if not (found.items or found.targets or found.everywhere):
        return f"measure of {actor}" + (f" on {named}" if named else "") + ", items not known"
    about = things or named or "trade"
    kinds = (
        str(value) for found in chain.making.values() for one in found for value, _ in one.term("instrument")
    )
    what = next((f"{kind[:1].lower()}{kind[1:]}" for kind in kinds if kind), "measure")
    return f"{what} of {actor} on {about}" + (f" ({to})" if to else "")


def _things(items: Sequence[str], lexicon: Lexicon) -> str:
    """The items by name; those that make up a group of the lexicon by its name."""
    for entry in lexicon.entries.values():
        if entry.kind == "item_group" and len(items) > 1 and set(entry.members) == set(items):
            return f"the {entry.name}"
    forms: dict[str, list[str]] = {}
    for item in items:
        name, _, form = item.partition("#")
        forms.setdefault(name, []).append(form)
    return ", ".join(_item_name(item, told, lexicon) for item, told in forms.items())


def _slug_words(id_: str) -> str:
    """`measure:kr-coal-ash-inspection` as words, without the countries at its head."""
    words = [w for w in id_.partition(":")[2].split("-") if w]
    while len(words) > 1 and len(words[0]) == len("kr"):
        words.pop(0)
    return " ".join(words)


def _item_name(item: str, forms: Sequence[str], lexicon: Lexicon) -> str:
    """An item with the forms that are named; in any form where it is also named without one."""
    return lexicon.name(item) + (f" ({', '.join(forms)})" if all(forms) else "")
