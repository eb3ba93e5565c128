"""Small calculators of the law: pure functions from facts and a day to a ``Calculation``.

Values that change come from ``knowledge.values`` alone; every calculator cites what it rests on.
"""

from __future__ import annotations

from knowledge.calculate.calculation import Calculation, ImpossibleFactError

__all__ = ["Calculation", "ImpossibleFactError"]
