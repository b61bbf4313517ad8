"""Shortest paths over many draws: the inner loops of `detente.exposure.survival`."""

import numpy as np
from numba import njit


@njit(nogil=True, cache=True, fastmath={"nsz", "nnan"})
def survive(start, inputs, weight, cut, shelf, times, first, last):
    """Turn covers into days, in place, for the blocks `first` to `last` (see `survival.survive`).

    The width of a block is not a constant of the program: the compiler then keeps the loop over draws
    and runs it on vectors, where a constant would make it unroll the loop and forget them.
    """
    nodes, width = times.shape[1], times.shape[2]
    gone = np.empty(width, np.float32)
    for block in range(first, last):
        rows = times[block]
        for node in range(nodes):
            gone[:] = cut[node]
            for edge in range(start[node], start[node + 1]):
                row, days = rows[inputs[edge]], weight[edge]
                for draw in range(width):
                    come = row[draw] + days
                    gone[draw] = min(gone[draw], come)
            row, kept = rows[node], shelf[node]
            for draw in range(width):
                lasts = gone[draw] + row[draw]
                spoilt = max(kept, gone[draw])
                row[draw] = min(spoilt, lasts)


@njit(nogil=True, cache=True)
def keep(start, inputs, made, rate):
    """What each node keeps (nodes x cases, in place of its own rate), its inputs first.

    The less of its own rate and that of its scarcest input, where `made` is below 0; else its own and what
    it makes of the scarcest.
    """
    scarce = np.empty(rate.shape[1])
    for node in range(rate.shape[0]):
        row, share = rate[node], made[node]
        scarce[:] = 1.0
        for edge in range(start[node], start[node + 1]):
            other = rate[inputs[edge]]
            for case in range(rate.shape[1]):
                scarce[case] = min(scarce[case], other[case])
        for case in range(rate.shape[1]):
            if share < 0:
                row[case] = min(row[case], scarce[case])
            else:
                row[case] = min(1.0, row[case] + share * scarce[case])
