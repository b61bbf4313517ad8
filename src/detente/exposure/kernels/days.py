"""Stocks day by day over many draws: the inner loops of `detente.exposure.simulate`.

Every innermost loop runs over the draws of a block and writes one array, so that the compiler makes it run
on vectors. All nodes are numbered among those that a cut can reach, parts before parents. Arguments are
the tuples of `detente.exposure.layout`:

- bom: (begin, child, quantity)
- ranks, the classes of rationing one after the other: (begin, node, use, 1 / use, units sold, full use /
  use, use of the classes before)
- hits, the nodes that are bought in part or whole: (number of the hit by node or -1, 1 / full use, begin,
  source, share, rate added by day, share that is made of components, -1 where the sources make it of them)
- state, nodes x width: (units on hand, share of use that comes and later units made, share that the node
  can meet, units needed), the share of full use that still comes, hits x width, and the share of the use of
  a class that its own line makes, hits x width
- kept, nodes x width, for more than one class: (last day on which something below is cut, the share of use
  that may come from stock until then)
"""

import numpy as np
from numba import njit


@njit(nogil=True, cache=True)
def _rates(day, hits, start, stop, inflow):
    """The share of full use that each hit node's sources bring on a day."""
    _, part, begin, source, share, extra, own = hits
    for hit in range(len(part)):
        row = inflow[hit]
        row[:] = 1.0 - max(0.0, own[hit])
        for at in range(begin[hit], begin[hit + 1]):
            first, free, mine = start[source[at]], stop[source[at]], share[at]
            for draw in range(len(row)):
                row[draw] -= mine if (first[draw] <= day) & (day < free[draw]) else 0.0
        more = extra[day, hit]
        for draw in range(len(row)):
            row[draw] = max(0.0, min(1.0, row[draw] + more))


@njit(nogil=True, cache=True)
def _up(day, rank, bom, ranks, hits, state, kept, flags):
    """Parts before parents: what comes, what each node of a class can meet, and what of it is sold."""
    begin, child, _ = bom
    rank_begin, rank_node, _, inverse, sold, ratio, before = ranks
    have, supplied, able, needed, inflow, house = state
    calm, short = flags
    width = have.shape[1]
    for at in range(rank_begin[rank], rank_begin[rank + 1]):
        node = rank_node[at]
        comes, can, asks, here = supplied[node], able[node], needed[node], have[node]
        hit = hits[0][node]
        calm[node] = hit < 0
        for edge in range(begin[node], begin[node + 1]):
            calm[node] &= not short[child[edge]]
        if calm[node]:
            if short[node]:
                can[:] = 1.0
            short[node] = False
            asks[:] = sold[at]
            continue
        comes[:] = 1.0
        for edge in range(begin[node], begin[node + 1]):
            if short[child[edge]]:
                other = able[child[edge]]
                for draw in range(width):
                    comes[draw] = min(comes[draw], other[draw])
        if hit >= 0:
            row, times, line, mine = inflow[hit], ratio[at], house[hit], hits[6][hit]
            if mine < 0:
                for draw in range(width):
                    comes[draw] = min(comes[draw], row[draw] * times)
            else:
                for draw in range(width):
                    line[draw] = mine * comes[draw]
                    comes[draw] = min(1.0, line[draw] + min(1.0, row[draw] * times))
        each, less = inverse[at], 0
        if before[at] > 0:
            until, drain, others = kept[0][node], kept[1][node], before[at]
            for draw in range(width):
                can[draw] = max(0.0, here[draw] - others * drain[draw] * max(0.0, until[draw] - day - 1))
            for draw in range(width):
                can[draw] = min(1.0, comes[draw] + can[draw] * each)
        else:
            for draw in range(width):
                can[draw] = min(1.0, comes[draw] + here[draw] * each)
        for draw in range(width):
            less |= can[draw] < 1.0
        short[node] = less > 0
        sells = sold[at]
        for draw in range(width):
            asks[draw] = can[draw] * sells


@njit(nogil=True, cache=True)
def _down(rank, bom, ranks, hits, state, flags):
    """Parents before parts: what a class really makes and draws from stock, and what is left for the next."""
    begin, child, quantity = bom
    rank_begin, rank_node, rank_use, _, _, _, before = ranks
    have, supplied, _, needed, inflow, house = state
    width = have.shape[1]
    for at in range(rank_begin[rank + 1] - 1, rank_begin[rank] - 1, -1):
        node = rank_node[at]
        made, asks, here = supplied[node], needed[node], have[node]
        if flags[0][node]:
            made = asks
        else:
            use = rank_use[at]
            for draw in range(width):
                made[draw] = min(made[draw] * use, asks[draw])
            for draw in range(width):
                here[draw] = max(0.0, here[draw] - (asks[draw] - made[draw]))
        hit = hits[0][node]
        if hit >= 0:
            row, times, line, mine = inflow[hit], hits[1][hit], house[hit], hits[6][hit]
            if mine <= 0:
                for draw in range(width):
                    row[draw] = max(0.0, row[draw] - made[draw] * times)
            else:
                # bought before any is made: the class's part of the usual, and all that is brought more
                usual, rest = (1.0 - mine) * rank_use[at], (1.0 - mine) * (1.0 / times - before[at])
                for draw in range(width):
                    all_bought = row[draw] / times
                    beside = min(all_bought, usual + max(0.0, all_bought - rest))
                    own = min(made[draw], line[draw] * rank_use[at], max(0.0, made[draw] - beside))
                    row[draw] = max(0.0, row[draw] - (made[draw] - own) * times)
                    made[draw] = own
            if mine == 0.0:
                continue
        for edge in range(begin[node], begin[node + 1]):
            other, times = needed[child[edge]], quantity[edge]
            for draw in range(width):
                other[draw] += times * made[draw]


@njit(nogil=True, cache=True)
def _keep(bom, hits, start, stop, kept):
    """What the classes before may need of each node: the last day with a cut below, and how much is cut."""
    begin, child, _ = bom
    hit_of, _, hit_begin, source, share, _, own = hits
    for node in range(len(hit_of)):
        until, drain = kept[0][node], kept[1][node]
        until[:] = 0.0
        drain[:] = 0.0
        for edge in range(begin[node], begin[node + 1]):
            for draw in range(len(until)):
                until[draw] = max(until[draw], kept[0][child[edge], draw])
                drain[draw] = max(drain[draw], kept[1][child[edge], draw])
        if hit_of[node] >= 0:
            drain *= abs(own[hit_of[node]])
        if hit_of[node] >= 0:
            for at in range(hit_begin[hit_of[node]], hit_begin[hit_of[node] + 1]):
                for draw in range(len(until)):
                    if start[source[at], draw] < stop[source[at], draw]:
                        until[draw] = max(until[draw], stop[source[at], draw])
                        drain[draw] = min(1.0, drain[draw] + share[at])


@njit(nogil=True, cache=True)
def _tell(since, able, node, first, lost):
    """Add up the days lost of one node, and note the first; `since` is days from the day asked about."""
    can = able[node]
    for draw in range(len(can)):
        lost[draw] += 1.0 - can[draw]
    for draw in range(len(can)):
        first[draw] = since if (can[draw] < 1.0 - 1e-9) & (first[draw] > since) else first[draw]


@njit(nogil=True, cache=True)
def _morning(day, arriving, perishable, fresh, have):
    """What has spoilt goes: all but what came within its shelf life. What arrives comes."""
    for at in range(len(perishable)):
        here, keeps = have[perishable[at]], fresh[day, at]
        for draw in range(len(here)):
            here[draw] = min(here[draw], keeps)
    for node in range(len(have)):
        if arriving[day, node] > 0:
            have[node, :] += arriving[day, node]


@njit(nogil=True, cache=True)
def simulate(clock, lay, cuts, spine, out, begin, end):
    """Step through all days, for the blocks `begin` to `end` of draws.

    `clock` is (first day with a cut, day asked about); `lay` (bom, ranks, hits, units that arrive by day
    and node, units at first, nodes that spoil, units of those that came and keep by day); `cuts` (start,
    stop: whole days, blocks x sources x width; the days to step, from and to, by block). `spine` is the
    draw in which nothing comes again, that all others follow up to their first step: (whether to write it;
    units on hand in the morning, days x nodes; days lost by then, days x kept; first day short of each
    kept). `out` is (rank and node of what is kept; first day short and days lost of each, blocks x kept x
    width; share met, blocks x days x kept x width, or without blocks).
    """
    calm, asked = clock
    bom, ranks, hits, arriving, units, perishable, keeps = lay
    start, stop, since, until = cuts
    write, stocks, losses, shorts = spine
    rank, kept, first, lost, met = out
    nodes, width = len(units), start.shape[2]
    have, inflow = np.empty((nodes, width)), np.empty((len(hits[1]), width))
    able = np.ones((nodes, width))
    house = np.empty((len(hits[1]), width))
    state = (have, np.empty((nodes, width)), able, np.empty((nodes, width)), inflow, house)
    flags = (np.zeros(nodes, np.bool_), np.zeros(nodes, np.bool_))
    classes = len(ranks[0]) - 1
    later = nodes if classes > 1 else 0
    held = (np.empty((later, width)), np.empty((later, width)))
    for block in range(begin, end):
        if classes > 1:
            _keep(bom, hits, start[block], stop[block], held)
        for node in range(nodes):
            have[node, :] = stocks[since[block], node] if since[block] else units[node]
        if since[block]:
            for at in range(len(kept)):
                lost[block, at, :] = losses[since[block], at]
                first[block, at, :] = shorts[at] if shorts[at] < since[block] - asked else np.inf
        for day in range(since[block], until[block]):
            if write:
                stocks[day, :] = have[:, 0]
                losses[day, :] = lost[block, :, 0]
            _morning(day, arriving, perishable, keeps, have)
            if day < calm:
                continue
            _rates(day, hits, start[block], stop[block], inflow)
            for served in range(classes):
                _up(day, served, bom, ranks, hits, state, held, flags)
                _down(served, bom, ranks, hits, state, flags)
                for at in range(len(kept)):
                    if rank[at] != served:
                        continue
                    if met.shape[0]:
                        met[block, day, at, :] = able[kept[at]]
                    if day >= asked:
                        _tell(day - asked, able, kept[at], first[block, at], lost[block, at])
