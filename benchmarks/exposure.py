"""How quick the exposure's engines are, beside their peers in the same run.

usage: python benchmarks/exposure.py [--growth] [--json] [--nodes 1000000] [--draws 10000]

Networks are made up (benchmarks/made_up.py). Each line is the least of three runs, kernels compiled; the
peers are stockpyl and Pyomo with HiGHS (dependency group `bench`; named as skipped where not installed).
Wall time is what counts, CPU seconds stand beside it: on a busy machine the two part. The memory is the
most that this process had after the survival kernel, made-up network and draws included. `--growth`
measures instead how time grows with nodes, draws and horizon, as a table, or as JSON for the picture.
"""

import argparse
import importlib.util
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import made_up
import numpy as np
import program
from numba import njit

from detente.exposure.answer import DRAWS, expose
from detente.exposure.network import Network, affected, build
from detente.exposure.plan import Plan
from detente.exposure.simulate import Totals, totals
from detente.exposure.survival import WIDTH, Graph, cores, shared, survive
from detente.exposure.tables import Tables, read_tables
from detente.exposure.worth import DRAWS as PROGRAM
from detente.ledger.fold import state_of
from detente.ledger.log import Log
from detente.lexicon import lexicon

MAKER = Path(__file__).parents[1] / "examples" / "korea-japan-2019"
STAGES, DAYS, RUNS = 10, 180, 3
TRIAD = 2**26
"""Doubles in each of the three arrays of the triad: half a gigabyte, more than the share of any cache."""


@dataclass(frozen=True)
class Line:
    """One figure: what it is of, ours, the peer's or None, its unit, the target and which way it goes."""

    what: str
    ours: float | None
    unit: str
    peer: float | None = None
    target: float | None = None
    more_is_better: bool = True
    note: str = ""
    needs_peer: bool = False
    """Whether the target is one of the ratio: without the peer it is neither met nor missed."""

    @property
    def words(self) -> str:
        """The line as it is printed."""
        told = [
            f"{self.what:46}",
            *(f"{'-' if v is None else f'{v:,.4g}':>12}" for v in (self.ours, self.peer)),
        ]
        told.append(f"{self.unit:14}")
        measured = self.ours
        if measured is not None and self.peer:
            measured = measured / self.peer
            told.append(f"{measured:,.4g} x")
        elif self.needs_peer:
            measured = None
        if self.target is not None and measured is not None:
            good = measured >= self.target if self.more_is_better else measured <= self.target
            sign = "at least" if self.more_is_better else "at most"
            told.append(f"{sign} {self.target:,.4g}: {'met' if good else 'MISSED'}")
        return " ".join([*told, self.note]).rstrip()


@dataclass(frozen=True)
class Spent:
    """Seconds of the quickest run on the wall and, of the one that took least of it, on the processor."""

    wall: float
    cpu: float


def least(work: Callable[[], object], before: Callable[[], object] = lambda: None, runs: int = RUNS) -> Spent:
    found = []
    for _ in range(runs):
        before()
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        found.append((time.perf_counter() - wall, time.process_time() - cpu))
    return Spent(min(wall for wall, _ in found), min(cpu for _, cpu in found))


def drawn(nodes: int, draws: int) -> tuple[Graph, np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """A graph, the day on which each node is cut (one bought part in twenty), and covers in blocks."""
    graph, rng = made_up.graph(nodes), np.random.default_rng(1)
    bought = np.diff(graph.start) == 0
    cut = np.where(bought & (rng.random(nodes) < 0.05), 0.0, np.inf).astype(np.float32)
    width = min(WIDTH, draws)
    covers = rng.random((-(-draws // width), nodes, width), dtype=np.float32)
    covers *= 40
    return graph, cut, covers


def survival(nodes: int, draws: int) -> tuple[Spent, int, int]:
    """Seconds, edges and bytes that the kernel reads and writes: each gather, each cover, each edge once."""
    graph, cut, covers = drawn(nodes, draws)
    fresh = covers.copy()
    survive(graph, cut, covers)
    spent = least(lambda: survive(graph, cut, covers), lambda: np.copyto(covers, fresh))
    edges, blocks = len(graph.inputs), len(covers)
    moved = 4 * draws * (edges + 2 * nodes) + blocks * (8 * edges + 12 * nodes)
    return spent, edges, moved


@njit(nogil=True)  # type: ignore[misc]
def _triad(a, b, c, begin, end):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    for at in range(begin, end):
        a[at] = b[at] + 3.0 * c[at]


def triad() -> float:
    """Bytes a second of a = b + 3 c on all cores, counted as STREAM does: two reads and a write."""
    a, b, c = np.zeros(TRIAD), np.ones(TRIAD), np.ones(TRIAD)
    work = lambda: shared(lambda first, last: _triad(a, b, c, first, last), TRIAD)  # noqa: E731
    work()
    return 24 * TRIAD / least(work).wall


def serial(stages: int = STAGES) -> Network:
    """A chain of stages with ten days of stock each, its only source in Japan."""
    names = [f"n{n}" for n in range(stages)]
    blank = {"lead_time_days": 0.0, "capacity_per_day": None, "item": None, "form": None, "licence": None}
    product = {"product": names[-1], "demand_per_day": 5.0, "price": 2.0, "margin": 1.0, "currency": "USD"}
    rows = {
        "products": (product,),
        "bom": tuple({"parent": b, "component": a, "quantity": 1.0} for a, b in pairwise(names)),
        "stock": tuple({"component": n, "on_hand": 50.0, "shelf_life_days": None} for n in names),
        "sources": (
            {"component": names[0], "supplier": "s", "ships_from": "JP", "share": 1.0, "caught": "yes"}
            | blank,
        ),
    }
    return build(Tables(rows, "KR"))


def chained() -> tuple[Callable[[], Totals], int]:
    """The chain in 64 draws: the source comes again on another day in each, after the stocks are gone.

    As they differ and are no more than a block, every node-day is stepped over.
    """
    network = serial()
    stop = DAYS - np.arange(64.0)[:, None]
    plan = Plan(DAYS, np.zeros((DAYS, STAGES)))
    return lambda: totals(network, plan, np.zeros_like(stop), stop), STAGES * 64 * DAYS


def simulated(network: Network, draws: int, days: int, seed: int = 0) -> tuple[Callable[[], Totals], int]:
    """A simulation in which every controlled source comes again on a day of its own group, and its node-days.

    Node-days are those of the nodes that a cut can reach, the others being left out.
    """
    rng = np.random.default_rng(seed)
    hit = [n for n, source in enumerate(network.sources) if source.ships_from == "JP"]
    groups = [made_up.ITEMS.index(network.sources[n].item or made_up.ITEMS[0]) for n in hit]
    start = np.full((draws, len(network.sources)), np.inf)
    stop = start.copy()
    waits = rng.triangular(45, 90, 180, (draws, len(made_up.ITEMS)))
    for number, group in zip(hit, groups, strict=True):
        start[:, number] = 0
        stop[:, number] = waits[:, group] + network.sources[number].lead_time_days
    plan = Plan(days, np.zeros((days, len(network.nodes))))
    active = len(affected(network, {network.sources[n].component for n in hit}))
    return lambda: totals(network, plan, start, stop), active * draws * days


def stockpyl() -> tuple[float, int] | None:
    """Node-periods a second of stockpyl on the chain, and the first period short; None where not installed.

    Base stock, no lead times, the first stage placing no orders from the first period on: the same question.
    """
    if importlib.util.find_spec("stockpyl") is None:
        return None
    from stockpyl.disruption_process import DisruptionProcess  # noqa: PLC0415 - may not be installed
    from stockpyl.sim import simulation  # noqa: PLC0415
    from stockpyl.supply_chain_network import serial_system  # noqa: PLC0415

    def make() -> Any:  # noqa: ANN401 - a class of stockpyl's
        order = list(range(STAGES))
        network = serial_system(
            STAGES, node_order_in_system=order, node_order_in_lists=order, demand_type="D", demand_list=5,
            policy_type="BS", base_stock_level=[50] * STAGES, shipment_lead_time=0,
            local_holding_cost=1, stockout_cost=10,
        )  # fmt: skip
        stopped = DisruptionProcess(
            random_process_type="E", disruption_type="OP", disruption_state_list=[True] * DAYS
        )
        network.nodes_by_index[0].disruption_process = stopped
        return network

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        networks = [make()]
        run = lambda: simulation(networks[-1], DAYS, rand_seed=0, progress_bar=False)  # noqa: E731
        spent = least(run, lambda: networks.append(make()), runs=2)
    last = networks[-1].nodes_by_index[STAGES - 1]
    levels = (next(iter(last.state_vars[day].inventory_level.values())) for day in range(DAYS))
    return STAGES * DAYS / spent.wall, next(day for day, level in enumerate(levels) if level < 0)


def maker(draws: int) -> tuple[Spent, float]:
    """The bundled maker on 8 August 2019: from its network and State to the answer, without the program.

    Beside it the wall seconds of the command line as it stands by default: start of Python, ledger, tables,
    its own number of draws, the linear program over draws, text.
    """
    network = build(read_tables(MAKER / "network"))
    with tempfile.TemporaryDirectory() as folder:
        ledger, day = Path(folder) / "x.db", date(2019, 8, 8)
        with Log.open(ledger, create=True) as log:
            log.add_chronology(MAKER / "chronology.jsonl")
            state = state_of(log, day, day)
        asked = [sys.executable, "-m", "detente", "expose", str(MAKER / "network"), "--ledger", str(ledger)]
        asked += ["--known", day.isoformat()]
        by_default = least(lambda: subprocess.run(asked, check=True, capture_output=True))
    expose(network, state, lexicon(), draws=10)
    return least(lambda: expose(network, state, lexicon(), draws=draws)), by_default.wall


def lines(nodes: int, draws: int) -> Iterator[Line]:
    """Every figure, one after the other, in one run."""
    spent, edges, moved = survival(nodes, 64)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    size = f"{nodes:,} nodes, {edges:,} edges"
    rate = edges * 64 / spent.wall
    yield Line("time to survive, 64 draws, edge-draws", rate, "a second", target=1e9, note=f"({size})")
    yield Line("  the same by CPU time, on one core", edges * 64 / spent.cpu, "a CPU second")
    yield Line("  memory at most", memory, "GB", target=2, more_is_better=False)
    whole = triad()
    note = "(gathers, covers and edges counted once)"
    yield Line(
        "  bytes moved, beside a STREAM-like triad", moved / spent.wall / 1e9, "GB/s", whole / 1e9, note=note
    )
    big, state = made_up.network(10_000), made_up.state()
    expose(big, state, lexicon(), draws=10)
    once = least(lambda: expose(big, state, lexicon(), draws=draws), runs=1)
    what = f"10,000 nodes, {draws:,} draws, {DAYS} days"
    cpu = f"({once.cpu:.3g} CPU s)"
    yield Line(f"expose, {what}", once.wall, "s", target=20, more_is_better=False, note=cpu)
    small, by_default = maker(draws)
    note = f"({small.cpu:.3g} CPU s; tables and State read, without the linear program)"
    yield Line(f"expose, the bundled maker, {draws:,} draws", small.wall, "s", target=1, more_is_better=False,
               note=note)  # fmt: skip
    note = f"(start, ledger and tables, {DRAWS:,} draws, {PROGRAM:,} of the linear program)"
    yield Line("  the command line as it stands by default", by_default, "s", note=note)
    run, node_days = chained()
    first = run().first
    peer = stockpyl()
    assert peer is None or (first == peer[1]).all(), "the two simulations do not agree"
    ours = node_days / least(run).wall
    note = "" if peer else "(stockpyl is not installed: skipped)"
    yield Line(
        "simulation, a chain of 10, node-days",
        ours,
        "a second",
        peer and peer[0],
        target=5000,
        note=note,
        needs_peer=True,
    )
    alike, different = simulated(big, 1000, DAYS)
    yield Line("  the same, 10,000 nodes, 1,000 draws", different / least(alike, runs=2).wall, "a second")
    yield from programs()


def programs() -> Iterator[Line]:
    """The linear program, beside Pyomo: benchmarks/program.py, in programs a second of CPU time."""
    found = program.measure(1700, 300)
    slow = found["pyomo_seconds"]
    note = "" if slow else "(Pyomo is not installed: skipped)"
    for key, what, target in (
        ("warm_seconds", "one linear program, 1,700 nodes, warm", 100),
        ("other_seconds", "  the harder case, another cut in every draw", None),
    ):
        seconds = found[key]
        assert seconds is not None
        peer = 1 / slow if slow else None
        yield Line(what, 1 / seconds, "a CPU second", peer, target=target, note=note, needs_peer=True)


def growth() -> Iterator[dict[str, float | str]]:
    """Seconds of each engine as one of nodes, draws and days grows and the others stay."""
    for nodes in (10_000, 100_000, 1_000_000):
        spent, _, _ = survival(nodes, 64)
        yield {"engine": "survival", "grows": "nodes", "nodes": nodes, "draws": 64, "seconds": spent.wall}
    for draws in (64, 256, 1024):
        spent, _, _ = survival(100_000, draws)
        yield {
            "engine": "survival",
            "grows": "draws",
            "nodes": 100_000,
            "draws": draws,
            "seconds": spent.wall,
        }
    cases = [("nodes", nodes, 1000, DAYS) for nodes in (100, 1000, 10_000)]
    cases += [("draws", 1000, draws, DAYS) for draws in (100, 1000, 10_000)]
    cases += [("days", 1000, 1000, days) for days in (90, 180, 360)]
    for grows, nodes, draws, days in cases:
        run, _ = simulated(made_up.network(nodes), draws, days)
        run()
        seconds = least(run).wall
        yield {"engine": "simulation", "grows": grows, "nodes": nodes, "draws": draws, "days": days,
               "seconds": seconds}  # fmt: skip


def main() -> None:
    given = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    given.add_argument("--growth", action="store_true")
    given.add_argument("--json", action="store_true")
    given.add_argument("--nodes", type=int, default=1_000_000)
    given.add_argument("--draws", type=int, default=10_000)
    asked = given.parse_args()
    if asked.growth:
        rows = list(growth())
        if asked.json:
            print(json.dumps(rows))
            return
        print(f"{'engine':12}{'nodes':>11}{'draws':>9}{'days':>7}{'seconds':>11}")
        for row in rows:
            days = row.get("days", "-")
            print(f"{row['engine']:12}{row['nodes']:>11,}{row['draws']:>9,}{days:>7}{row['seconds']:>11.3g}")
        return
    print(f"{cores()} cores; {os.getloadavg()[0]:.1f} processes wanted one in the last minute")
    print(f"{'':46} {'ours':>12} {'peer':>12}")
    for line in lines(asked.nodes, asked.draws):
        print(line.words, flush=True)


if __name__ == "__main__":
    main()
