"""The explanation of a product's figures as text."""

from detente.desk.approved import first_words, sentences
from detente.desk.touched import best, quoted
from detente.desk.words import money, range_words, rate_words, words
from detente.exposure.explain import Chain, Coming, Explained, Link
from detente.exposure.recovery import Wait
from detente.exposure.views import Range
from detente.lexicon import Lexicon

_NAMES = {
    "first_shortage_days": "first short after days",
    "surviving_rate": "goes on",
    "dependent_revenue": "revenue that hangs on it",
    "lost_revenue": "revenue lost",
    "lost_margin": "margin lost",
}


def render_explained(found: Explained, lexicon: Lexicon) -> str:
    """The figures with how each comes about, then each chain from the product to the sentence."""
    product = found.product
    lines = [f"{product.product} ({found.row})"]
    if product.note:
        lines.append(f"  no figures: {product.note.replace('_', ' ')}")
    for figure, how in found.how:
        lines += [f"  {_NAMES[figure]}: {_value(figure, found)}", f"    {how}"]
    for chain in found.chains:
        lines += ["", *_chain(chain, lexicon)]
    return "\n".join(lines)


def _value(figure: str, found: Explained) -> str:
    value = getattr(found.product, figure)
    if figure == "first_shortage_days":
        return range_words(value, "none")
    if figure == "surviving_rate":
        return rate_words(value)
    if isinstance(value, Range):
        return " / ".join(money(end) for end in (value.low, value.base, value.high))
    return money(value)


def _chain(chain: Chain, lexicon: Lexicon) -> list[str]:
    one = chain.touched
    form = f" ({one.form})" if one.form else ""
    binds = "binds" if chain.binds else "also"
    lines = [f"  {binds}: {lexicon.name(one.item)}{form}, {chain.supplier} ({chain.ships_from})"]
    lines += [f"    {'' if n == 0 else '> '}{_link(link)}" for n, link in enumerate(chain.links)]
    lines.append(
        f"    source: {chain.share:.0%} of it, {chain.lead_time_days:g} days on the way ({chain.source}); "
        f"{chain.goes_on:.0%} comes from elsewhere"
        + (f", {chain.not_known:.0%} is of no known origin" if chain.not_known else "")
    )
    since = f"since {words(one.since)}" if one.since else "from a day that no source gives"
    until = f" until {words(one.until)}" if one.until else ""
    lines.append(f"    measure: {one.measure.name} ({one.measure.id}), {since}{until}")
    lines += [f"    sentence: {quoted(support)}" for support in best(one.supports)]
    if chain.wait:
        wait = chain.wait
        if wait.prohibited:
            return [*lines, f"    prohibited: {wait.reasons[1]}"]
        lines.append(f"    wait: {wait.low} / {wait.base} / {wait.high} days from control to approval")
        lines += [f"      low: {wait.reasons[0]}", *_rests_on(wait, lexicon)]
        lines += [
            f"      {name}: {reason}" for name, reason in zip(("base", "high"), wait.reasons[1:], strict=True)
        ]
    return lines


def _rests_on(wait: Wait, lexicon: Lexicon) -> list[str]:
    """The approval that the low case takes its days from, with its sentence."""
    seen = wait.low_rests_on
    if seen is None or not seen.approvals:
        return []
    told = [f"          {quoted(support)}" for support in sentences(seen.approvals[0], lexicon)]
    return [f"        that is {first_words(seen, lexicon)}", *told]


def _coming(one: Coming) -> str:
    less = "" if one.counted == one.quantity else f", {one.counted:,.10g} of them counted ({one.why})"
    return f"{one.quantity:,.10g} arrive on {one.arrives} ({one.place}){less}"


def _link(link: Link) -> str:
    cover = "not used" if link.cover_days is None else f"{link.cover_days:.1f} days"
    counted = f" ({link.counted_in})" if link.counted_in else ", not counted in stock"
    taken = "" if link.taken is None else f", {link.taken:g} a unit ({link.taken_from})"
    way = "".join(f"; {_coming(one)}" for one in link.arriving)
    figures = f"{link.use_per_day:,.6g} a day, {link.on_hand:,.10g} on hand, {cover}{counted}"
    return f"{link.name}{taken}: {figures}{way}"
