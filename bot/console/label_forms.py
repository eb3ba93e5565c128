"""The form of what one person or group is called by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from flask_wtf import FlaskForm
from wtforms import StringField

from bot.broadcast.label_file import SEPARATOR, UnfitLabel, written_labels
from bot.console.forms import at_most, stripped
from bot.store.broadcast_models import RecipientKind
from bot.store.label_models import LabelKind
from bot.store.labels import Labelled

MOST_TAGS = 1000
KNOWN_BRANCHES = "known-branches"
"""The list of the page that offers the branches in use."""


class LabelForm(FlaskForm):  # type: ignore[misc]
    """A branch of the Union, and tags by semicolons."""

    branch = StringField(
        "Chi hội", filters=[stripped], render_kw={"list": KNOWN_BRANCHES, "autocomplete": "off"}
    )
    tags = StringField("Nhãn của Hội", filters=[stripped], validators=[at_most(MOST_TAGS)])

    def begin_with(self, labels: Sequence[Labelled]) -> None:
        """What the fields show at first."""
        self.branch.data = "".join(e.name for e in labels if e.kind is LabelKind.BRANCH)
        tags = [each.name for each in labels if each.kind is LabelKind.TAG]
        self.tags.data = f"{SEPARATOR} ".join(tags)

    def labels(self, who: RecipientKind, recipient_id: str) -> list[Labelled] | None:
        """What she wrote; None where a name is unfit, which stands under its field then."""
        branch = _named(self.branch, lambda it: written_labels(who, recipient_id, it, ""))
        tags = _named(self.tags, lambda it: written_labels(who, recipient_id, "", it))
        return None if branch is None or tags is None else branch + tags


def _named(
    field: StringField, written: Callable[[str], Iterator[Labelled]]
) -> list[Labelled] | None:
    try:
        return list(written(field.data or ""))
    except UnfitLabel as error:
        field.errors = [error.public_message]
        return None
