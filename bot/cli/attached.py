"""What a command says shall go along with a broadcast."""

from __future__ import annotations

from pathlib import Path

from bot.broadcast.attachments import BroadcastAttachments
from bot.broadcast.pictures.shapes import Shape
from bot.faq.life_cycle import Author
from bot.store.broadcast_models import AttachmentKind

SHAPES = {"vuong": Shape.SQUARE, "doc": Shape.PORTRAIT}
NOTHING = "khong"


def attached(
    attachments: BroadcastAttachments, oa_id: str, what: str, by: Author
) -> tuple[AttachmentKind, str]:
    """What a word or the path of a file stands for; a file is kept now. Raises ``UnfitFile``,
    ``OSError``.
    """
    if what in ("", NOTHING):
        return AttachmentKind.NONE, ""
    if what in SHAPES:
        return AttachmentKind.PICTURE, SHAPES[what].ref
    path = Path(what)
    kept = attachments.keep(oa_id, path.name, path.read_bytes(), by)
    return AttachmentKind(kept.kind.value), kept.ref
