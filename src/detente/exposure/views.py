"""What the exposure answers, as records: products, items, options, and what it assumes."""

from dataclasses import dataclass, field
from datetime import date

from detente.exposure.network import Network
from detente.exposure.recovery import Wait
from detente.exposure.supply import Touched
from detente.exposure.transit import Lot


@dataclass(frozen=True, slots=True)
class Range:
    """A figure under the three assumptions, and percentiles over draws; None: not in the horizon.

    `p10_se`, `p50_se` and `p90_se` are standard errors of the percentiles, None where there are too few
    draws to tell, or where some of them do not lie in the horizon.
    """

    low: float | None
    base: float | None
    high: float | None
    p10: float | None = None
    p50: float | None = None
    p90: float | None = None
    p10_se: float | None = None
    p50_se: float | None = None
    p90_se: float | None = None


@dataclass(frozen=True, slots=True)
class RestCut:
    """What would be (base) if parts of no known origin were cut too: days, rate kept, revenue lost."""

    first_shortage_days: float | None
    surviving_rate: float
    lost_revenue: float


@dataclass(frozen=True, slots=True)
class ProductExposure:
    """What happens to one product. Days count from the day asked about; money in the network's currency.

    `least_days` is the day before which it runs short under no wait, by the shortest path; None where
    nothing can stop it, or where products are served in turn.
    `note` says why figures are missing: `no_bill_of_materials` (nothing is known of it, none are given) or
    `no_demand`. `if_rest_cut` is there where part of something disrupted is of no known origin.
    """

    product: str
    first_shortage_days: Range
    least_days: float | None
    surviving_rate: float | None
    dependent_revenue: float | None
    lost_revenue: Range
    lost_margin: Range
    binding_item: str | None
    binding_form: str | None
    binding_source: str | None
    path: tuple[str, ...]
    note: str | None = None
    if_rest_cut: RestCut | None = None

    @property
    def soonest(self) -> tuple[float, str]:
        """Sorts by the first shortage under base, or else high; by name where neither has one."""
        days = self.first_shortage_days
        known = [value for value in (days.base, days.high) if value is not None]
        return min(known, default=float("inf")), self.product


@dataclass(frozen=True, slots=True)
class SourceExposure:
    """One source of a disrupted item. Days count from the day asked about.

    `time_to_survive` is days until the first product runs short if this item stays cut for good for this
    part alone, None where none does in the horizon; `path` leads from that product to the part.
    `time_to_recover` is days until all of the part comes again: by an approval and the lead time
    (`time_to_recover_by_approval`), or earlier by what `recovers_by` says: `approval`, `other_sources` (their
    spare capacity) or `option` (named by `recovers_with`, taken on the day asked about). `gap` is survive
    less recover (base). `last_day` is the last on which an approval loses nothing, None where it is past or
    where nothing runs short.
    """

    source: str
    component: str
    share: float
    lead_time_days: float
    time_to_survive: float | None
    time_to_recover: Range
    time_to_recover_by_approval: Range
    recovers_by: str
    recovers_with: str | None
    gap: float | None
    path: tuple[str, ...]
    last_day: int | None


@dataclass(frozen=True, slots=True)
class ItemExposure:
    """A disrupted item: how long the stocks last without it against how long it stays away.

    `time_to_survive` is days from the day asked about until the first product runs short if only
    this item stays cut for good, None where none does in the horizon; `time_to_recover` days until
    that part of it comes again which is out longest before it does, the first of `by_source`, as are
    `time_to_recover_by_approval`, `recovers_by` and `recovers_with`. `value_of_approval` is
    the margin saved (base) if it were approved on the day, `mean_value_of_approval` the same on average over
    draws of the program, and `value_of_knowing` what choosing options after its date is known would earn more
    on average; None where they were not asked.
    """

    item: str
    form: str | None
    measure: str
    sources: tuple[str, ...]
    wait: Wait
    time_to_survive: float | None
    time_to_recover: Range
    value_of_approval: float
    mean_value_of_approval: float | None
    value_of_knowing: float | None
    touched: tuple[Touched, ...]
    by_source: tuple[SourceExposure, ...]

    @property
    def time_to_recover_by_approval(self) -> Range:
        """Days until it comes again by an approval alone."""
        return self.by_source[0].time_to_recover_by_approval

    @property
    def recovers_by(self) -> str:
        """What brings it again first (base): `approval`, `other_sources`, `option` or `end_of_measure`."""
        return self.by_source[0].recovers_by

    @property
    def recovers_with(self) -> str | None:
        """The option that does, if one does."""
        return self.by_source[0].recovers_with


@dataclass(frozen=True, slots=True)
class OptionExposure:
    """What an option of the table saves, and what it costs.

    `helps_from_days` is None where it never helps, as nothing is approved. In the base case by the
    simulation: `saved_margin` if taken today, the `last_day` on which it still helps
    (`last_day_high`: under the longest waits) and the last on which it still saves its cost (`pays_until`),
    days from the day asked about, None where there is none. On average over draws by the linear program, None
    where it was not asked: `mean_saved`, its standard error, the share of draws that it `helps_in`, whether
    it is `in_best_set`.
    """

    option: str
    component: str
    kind: str
    helps_from_days: float | None
    saved_margin: float
    cost: float
    last_day: int | None = None
    last_day_high: int | None = None
    pays_until: int | None = None
    mean_saved: float | None = None
    mean_saved_se: float | None = None
    helps_in: float | None = None
    in_best_set: bool | None = None

    @property
    def net(self) -> float:
        """Margin saved less the cost."""
        return self.saved_margin - self.cost

    @property
    def earns(self) -> float:
        """The same on average over the draws where they were asked, else in the base case."""
        return (self.saved_margin if self.mean_saved is None else self.mean_saved) - self.cost


@dataclass(frozen=True, slots=True)
class Together:
    """The set of options that earns most within a budget (None: any), on average over draws of the program.

    `lost` is the margin lost without options; no other set earns more than `gap` above this one.
    """

    budget: float | None
    options: tuple[str, ...]
    saved: float
    cost: float
    gap: float
    draws: int
    lost: float

    @property
    def net(self) -> float:
        """Margin saved less the cost."""
        return self.saved - self.cost


@dataclass(frozen=True, slots=True)
class Action:
    """Something worth doing, or not: an `option`, an `approval` to press for, a `date` to find out.

    `from_day` is when its goods come, `by_day` the last day for it: on which an option still helps, or by
    which an approval loses nothing. `reason` is one sentence.
    """

    kind: str
    name: str
    saved: float
    saved_se: float | None
    cost: float
    from_day: float | None
    by_day: float | None
    reason: str

    @property
    def net(self) -> float:
        """Margin saved less the cost."""
        return self.saved - self.cost


@dataclass(frozen=True, slots=True)
class Rule:
    """Margin lost in the base case by the rule of rationing, and at best, by the linear program."""

    lost: float
    at_best: float

    @property
    def rests(self) -> float:
        """What is lost by the rule alone."""
        return self.lost - self.at_best


@dataclass(frozen=True)
class Exposure:
    """The whole answer, with everything that it assumes in words."""

    on: date
    known: date
    destination: str
    currency: str
    horizon_days: int
    draws: int
    seed: int
    ration: str
    products: tuple[ProductExposure, ...]
    items: tuple[ItemExposure, ...]
    options: tuple[OptionExposure, ...]
    best_set: Together | None
    actions: tuple[Action, ...]
    touched: tuple[Touched, ...]
    assumptions: tuple[str, ...]
    network: Network = field(repr=False)
    without_measure: tuple[tuple[str, str | None, str], ...] = ()
    """Goods (item, form, country of export) that cross a border and that no measure is on."""
    covers_until: date | None = None
    """How far the ledger reaches; None for one that is empty."""
    lots: tuple[Lot, ...] = ()
    """The goods on the way, with what of each comes on top of what its source brings."""
    lp_draws: int = 0
    """Draws over which the linear program was asked; 0 for none."""
    rule: Rule | None = None
    """How much of the loss rests on the rule of rationing; None where the program was not asked."""
