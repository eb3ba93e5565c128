"""Numbers as they are shown: never so exact that they tell of one person.

Everything is rounded to fives, totals for themselves: what was rounded away cannot be found again
by taking one number from another. What is below five is not told at all.
"""

from __future__ import annotations

from dataclasses import dataclass

SMALLEST = 5
FEW = "dưới 5"
NOTE = (
    "Để không lộ chuyện riêng của ai, số liệu được làm tròn đến 5. Số từ 1 đến 4 chỉ ghi “dưới 5”, "
    "và các mục cộng lại có thể lệch với tổng."
)


@dataclass(frozen=True, slots=True)
class Veiled:
    """A number as it may be shown: ``value`` is None for one to four."""

    value: int | None

    @property
    def size(self) -> int:
        """How long its bar is: all numbers below five have the same."""
        return 2 if self.value is None else self.value

    @property
    def cell(self) -> int | str:
        """What stands in a cell of a sheet."""
        return FEW if self.value is None else self.value

    def __str__(self) -> str:
        """ "1.235", "dưới 5"."""
        return FEW if self.value is None else f"{self.value:,}".replace(",", ".")

    def share(self, whole: Veiled) -> str:
        """How many of a hundred, of numbers as they are shown; '' where that cannot be told."""
        if self.value is None or not whole.value:
            return ""
        return f"{min(round(100 * self.value / whole.value), 100)}%"


def veiled(count: int) -> Veiled:
    """The number as it may be shown."""
    if 0 < count < SMALLEST:
        return Veiled(None)
    return Veiled(SMALLEST * ((count + SMALLEST // 2) // SMALLEST))
