"""One time-to-recover program of 1,700 nodes, warm in HiGHS, beside the same rebuilt in Pyomo with HiGHS.

usage: python benchmarks/program.py [--nodes 1700] [--draws 300] [--json]

A made-up network, a twentieth of its bought parts cut. The draws are days that the cut may
last, the shortest first; told apart, as it is harder, another cut in every draw. Both solve the same draws
in one run, and their optima must be the same. Pyomo is in the dependency group `bench` and is named as
skipped where it is not installed. Time is CPU time of one thread.
"""

import argparse
import importlib.util
import json
import time
from collections.abc import Iterator, Sequence

import made_up
import numpy as np

from detente.exposure.network import Floats, Network
from detente.exposure.program import Recover, Stretch

REBUILT = 4
"""Draws of each kind that Pyomo is asked: each builds the whole model."""
TARGET = 100


def cut(network: Network, rng: np.random.Generator) -> Floats:
    """The rate by node where a twentieth of the bought parts are cut, wholly or in part."""
    bought = np.unique([source.component for source in network.sources])
    rate = np.ones((len(network.nodes), 1))
    some = rng.choice(bought, size=max(1, len(bought) // 20), replace=False)
    rate[some, 0] = rng.choice([0.0, 0.3, 0.6], len(some))
    return rate


def draws_of(network: Network, count: int, seed: int = 1) -> tuple[list[Stretch], list[Stretch]]:
    """Draws of the days of one disruption, the shortest first, and as many other disruptions."""
    rng = np.random.default_rng(seed)
    rate, days = cut(network, rng), rng.uniform(10, 120, count)
    one = [Stretch(np.array([length]), rate, network.stock) for length in np.sort(days)]
    others = [Stretch(np.array([length]), cut(network, rng), network.stock) for length in days]
    return one, others


def warm(network: Network, draws: Sequence[Stretch]) -> tuple[float, float, list[float]]:
    """Seconds of the first solve with its build, seconds of each later one, and all optima."""
    begin = time.process_time()
    program = Recover(network, {source.component for source in network.sources})
    found = [program.solve(draws[0]).margin]
    first = time.process_time()
    found += [program.solve(draw).margin for draw in draws[1:]]
    return first - begin, (time.process_time() - first) / (len(draws) - 1), found


def rebuilt(network: Network, draws: Sequence[Stretch]) -> tuple[float, list[float]] | None:
    """Seconds of each draw built and solved anew in Pyomo, and the optima; None where Pyomo is missing."""
    if importlib.util.find_spec("pyomo") is None:
        return None
    import pyomo.environ as pyo  # noqa: PLC0415 - may not be installed

    parents: dict[int, list[tuple[int, float]]] = {}
    for node, needs in enumerate(network.needs):
        for child, quantity in needs:
            parents.setdefault(child, []).append((node, quantity))
    sold = {product.node: product for product in network.products}

    def one(draw: Stretch) -> float:
        days, most = float(draw.days[0]), draw.rate[:, 0] * network.use * float(draw.days[0])
        model = pyo.ConcreteModel()
        nodes = range(len(network.nodes))
        model.made = pyo.Var(nodes, bounds=lambda _, n: (0, float(most[n])))
        model.lost = pyo.Var(list(sold), bounds=lambda _, n: (0, sold[n].demand_per_day * days))
        model.margin = pyo.Objective(expr=sum(one.margin * model.lost[n] for n, one in sold.items()))

        def balance(made: pyo.ConcreteModel, node: int) -> object:
            taken = sum(quantity * made.made[user] for user, quantity in parents.get(node, ()))
            if node in sold:
                taken += sold[node].demand_per_day * days - made.lost[node]
            return taken <= float(draw.stock[node]) + made.made[node]

        model.balance = pyo.Constraint(nodes, rule=balance)
        pyo.SolverFactory("appsi_highs").solve(model)
        return float(pyo.value(model.margin))

    one(draws[0])
    begin = time.process_time()
    found = [one(draw) for draw in draws]
    return (time.process_time() - begin) / len(draws), found


def measure(nodes: int, count: int) -> dict[str, float | None]:
    """All figures of one run; raises AssertionError where the two do not find the same optimum."""
    network = made_up.network(nodes)
    one, others = draws_of(network, max(REBUILT, count))
    cold, each, ours = warm(network, one)
    other = warm(network, others)
    some = [*range(0, len(one), len(one) // REBUILT)][:REBUILT]
    peer = rebuilt(network, [one[n] for n in some] + [others[n] for n in some])
    if peer:
        same = [ours[n] for n in some] + [other[2][n] for n in some]
        assert np.allclose(peer[1], same, rtol=1e-6), "the two programs do not agree"
    return {
        "nodes": len(network.nodes),
        "draws": len(one),
        "cold_seconds": cold,
        "warm_seconds": each,
        "other_seconds": other[1],
        "pyomo_seconds": peer[0] if peer else None,
        "ratio": peer[0] / each if peer else None,
        "other_ratio": peer[0] / other[1] if peer else None,
        "target": TARGET,
    }


def told(found: dict[str, float | None]) -> Iterator[str]:
    """The figures as lines."""
    yield f"time-to-recover program, {found['nodes']:,} nodes, one period, {found['draws']} draws"
    yield "CPU seconds a solve"
    yield f"  ours, built and solved once        {found['cold_seconds']:.4f}"
    yield f"  ours, warm, draws of the days      {found['warm_seconds']:.5f}"
    yield f"  ours, warm, another cut each time  {found['other_seconds']:.5f}"
    if found["ratio"] is None:
        yield "  Pyomo is not installed: skipped (pip install --group bench)"
        return
    yield f"  rebuilt in Pyomo with HiGHS        {found['pyomo_seconds']:.4f}"
    yield f"  ratio {found['ratio']:.0f} (target {TARGET}); another cut each time {found['other_ratio']:.0f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--nodes", type=int, default=1700)
    parser.add_argument("--draws", type=int, default=300)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    found = measure(asked.nodes, asked.draws)
    print(json.dumps(found) if asked.json else "\n".join(told(found)))


if __name__ == "__main__":
    main()
