"""A linear program kept in HiGHS: bounds and sides change, and each solve begins where the last one ended."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.exposure.network import Floats

Numbers = NDArray[np.int32]
Entry = tuple[int, int, float]
"""Row, column, coefficient."""

OPTIONS: dict[str, bool | int | str] = {
    "output_flag": False,
    "threads": 1,
    "solver": "simplex",
    "simplex_dual_edge_weight_strategy": 1,
}
"""One thread; dual simplex, priced by Devex: measured on warm solves, quicker than the default."""

ANEW = ("simplex", "ipm")
"""How a solve that ended neither optimal nor unbounded is tried again, from no basis: in this order."""


@dataclass(frozen=True)
class Columns:
    """The variables: cost of a unit, least and greatest value of each."""

    cost: Floats
    lower: Floats
    upper: Floats


@dataclass(frozen=True)
class Sides:
    """Least and greatest value of each row, infinite where there is none."""

    lower: Floats
    upper: Floats


class LinearProgram:
    """Minimise cost x over rows and bounds. One thread, dual simplex, warm from the second solve on.

    A change of bounds or sides leaves the last basis dual feasible, so that few steps mend it. The first
    `whole` variables are whole numbers, which makes it a program for branch and bound.
    """

    def __init__(self, columns: Columns, entries: Sequence[Entry], sides: Sides, whole: int = 0) -> None:
        import highspy  # noqa: PLC0415 - slow to import
        from scipy.sparse import csc_array  # noqa: PLC0415 - the same

        rows, cols, values = (np.array(part) for part in zip(*entries, strict=True))
        shape = (len(sides.lower), len(columns.cost))
        matrix = csc_array((values.astype(float), (rows, cols)), shape=shape)
        lp = highspy.HighsLp()
        lp.num_row_, lp.num_col_ = shape
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = columns.cost, columns.lower, columns.upper
        lp.row_lower_, lp.row_upper_ = sides.lower, sides.upper
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_, lp.a_matrix_.index_ = matrix.indptr, matrix.indices
        lp.a_matrix_.value_ = matrix.data
        if whole:
            kinds = [highspy.HighsVarType.kInteger] * whole
            lp.integrality_ = [*kinds, *[highspy.HighsVarType.kContinuous] * (shape[1] - whole)]
        self._columns, self._sides = columns, sides
        self._optimal = highspy.HighsModelStatus.kOptimal
        self._unbounded = (
            highspy.HighsModelStatus.kUnbounded,
            highspy.HighsModelStatus.kUnboundedOrInfeasible,
        )
        self._highs = _made_in_silence(highspy.Highs)
        for name, value in (OPTIONS | ({"solver": "choose", "mip_rel_gap": 1e-9} if whole else {})).items():
            self._highs.setOptionValue(name, value)
        self._highs.passModel(lp)

    def bound(self, columns: Numbers, upper: Floats) -> None:
        """Change the greatest values of some variables; what stays is not handed over again."""
        new = self._columns.upper[columns] != upper
        some, upper = columns[new], upper[new]
        self._columns.upper[some] = upper
        self._highs.changeColsBounds(len(some), some, self._columns.lower[some], upper)

    def side(self, lower: Floats, upper: Floats) -> None:
        """Change the least and greatest values of the rows, all of them given."""
        new = (self._sides.lower != lower) | (self._sides.upper != upper)
        some, lower, upper = np.flatnonzero(new).astype(np.int32), lower[new], upper[new]
        self._sides.lower[some], self._sides.upper[some] = lower, upper
        self._highs.changeRowsBounds(len(some), some, lower, upper)

    def coefficient(self, row: int, column: int, value: float) -> None:
        """Change one coefficient."""
        self._highs.changeCoeff(row, column, value)

    def solve(self) -> float:
        """The least cost, minus infinity where it has no end. Raises ArithmeticError where none is found.

        A warm solve that the solver gives up for want of precision is begun again from no basis.
        """
        self._highs.run()
        status = self._highs.getModelStatus()
        for anew in ANEW:
            if status == self._optimal or status in self._unbounded:
                break
            status = self._solved_anew(anew)
        if status in self._unbounded:
            return -np.inf
        if status != self._optimal:
            raise ArithmeticError(f"HiGHS: {self._highs.modelStatusToString(status)}")
        return float(self._highs.getInfo().objective_function_value)

    def _solved_anew(self, solver: str) -> object:
        """The status of a solve from no basis, by another method: where the warm one lost its way."""
        self._highs.clearSolver()
        told = {"solver": solver, "simplex_dual_edge_weight_strategy": -1}
        before = {name: self._highs.getOptionValue(name)[1] for name in told}
        for name, value in told.items():
            self._highs.setOptionValue(name, value)
        self._highs.run()
        status = self._highs.getModelStatus()
        for name, value in before.items():
            self._highs.setOptionValue(name, value)
        return status

    @property
    def values(self) -> Floats:
        """The variables at the optimum."""
        return np.array(self._highs.getSolution().col_value)

    @property
    def reduced(self) -> Floats:
        """What a unit more of each variable would add to the cost at the optimum."""
        return np.array(self._highs.getSolution().col_dual)

    @property
    def steps(self) -> int:
        """Simplex steps of the last solve."""
        return int(self._highs.getInfo().simplex_iteration_count)


def _made_in_silence(make: Callable[[], Any]) -> Any:  # noqa: ANN401 - a class without types
    """What `make` makes. The first solver of a process writes who it is to file descriptor 1, unasked."""
    try:
        kept = os.dup(1)
    except OSError:
        return make()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        return make()
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
