"""The two shapes of a card, and how a broadcast names them."""

from __future__ import annotations

from enum import StrEnum


class Shape(StrEnum):
    """A square for a conversation, or the taller picture for a timeline and for printing."""

    SQUARE = "square"
    PORTRAIT = "portrait"

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return (1080, 1080) if self is Shape.SQUARE else (1080, 1350)

    @property
    def ref(self) -> str:
        """What a broadcast's ``attachment_ref`` says of a card that is drawn from its words."""
        return f"card:{self.value}"

    @classmethod
    def of(cls, ref: str) -> Shape | None:
        """The shape that an ``attachment_ref`` asks for; None where it names a stored file."""
        return next((shape for shape in cls if shape.ref == ref), None)
