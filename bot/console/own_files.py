"""A picture or file of her own that comes with a form: kept at once, so that no page loses it."""

from __future__ import annotations

from collections.abc import Container

from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage
from wtforms import FileField, HiddenField
from wtforms.validators import Optional

from bot.broadcast.attachments import BroadcastAttachments
from bot.broadcast.sending import AttachmentMissing
from bot.console.session import current_oa, current_officer
from bot.errors import BotError
from bot.store.media import StoredFile
from bot.store.media_models import MediaKind

OWN = "own"
"""What a form's choice is called where she gives a file herself."""


class OwnFileForm(FlaskForm):  # type: ignore[misc]
    """The file, and the name under which one that came before is kept."""

    file = FileField("Ảnh hoặc tệp của chị", validators=[Optional()])
    kept = HiddenField()
    wrong_file = ""
    """What is wrong with what she gave."""

    def valid(self) -> bool:
        """Whether it can be kept; what is wrong stands under the fields then."""
        valid = bool(self.validate())
        if self.wrong_file:
            self.file.errors = [self.wrong_file]
        return valid and not self.wrong_file


def keep_own(
    attachments: BroadcastAttachments, form: OwnFileForm, kinds: Container[MediaKind], needed: str
) -> StoredFile | None:
    """The file that she gave now or before; None where there is none of these kinds, and then
    ``wrong_file`` says so, with ``needed`` where she has to choose one.
    """
    try:
        found = _given(attachments, form)
    except BotError as error:
        form.wrong_file = error.public_message if form.file.data else needed
        return None
    if found.kind not in kinds:
        form.wrong_file = needed
        return None
    form.kept.data = found.ref
    return found


def _given(attachments: BroadcastAttachments, form: OwnFileForm) -> StoredFile:
    given = form.file.data
    if not given:
        return attachments.kept(current_oa(), form.kept.data or "")
    if not isinstance(given, FileStorage):
        raise AttachmentMissing
    return attachments.keep(current_oa(), given.filename or "", given.read(), current_officer())
