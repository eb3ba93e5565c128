"""Files that officers bring: drafts that are looked over, and those that were taken in.

They stand under ``VAR_DIR/law``, which no web server shows. What is in a file is told by its bytes.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self

import yaml

from bot.errors import BotError
from knowledge.errors import KnowledgeError
from knowledge.ingest.office.facts import SUFFIX
from knowledge.ingest.office.refusals import MAX_MEGABYTES, TOO_LARGE
from knowledge.ingest.office.sniff import kind_of_file

FOLDER = "law"
DRAFT_LIVES = timedelta(days=7)
MOST_DRAFTS = 50
_NAME_LENGTH = 120
_UNWANTED = re.compile(r"[^\w .,()&-]+")
_CODE = re.compile(r"[0-9a-f]{32}")
_ABOUT = "draft.json"
_PREVIEW = "preview.json"
_IN_DOCUMENTS = ("docx", "pdf", "xlsx", "html", "txt")


class RefusedFile(BotError):
    """The file cannot be taken in; ``public_message`` says why and what to do."""

    http_status = 400


class UnknownDraft(BotError):
    """There is no such draft, or it is of another account."""

    http_status = 404
    public_message = "Bản nháp này không còn. Chị chọn tệp và gửi lên lần nữa."


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that waits to be looked over; ``facts`` are what the officer stated about it."""

    code: str
    oa_id: str
    file_name: str
    by: str
    at: datetime
    facts: Mapping[str, str]

    @classmethod
    def restored(cls, written: bytes) -> Self:
        """The draft from its JSON."""
        values: dict[str, Any] = json.loads(written)
        return cls(**{**values, "at": datetime.fromisoformat(values["at"])})

    def written(self) -> str:
        """The draft as JSON."""
        return json.dumps({**asdict(self), "at": self.at.isoformat()}, ensure_ascii=False)


def usable_name(sent: str, kind: str) -> str:
    """The name as people may read it, without folders, with the ending that its content has."""
    plain = _UNWANTED.sub(" ", sent.replace("\\", "/").rpartition("/")[2])
    stem = " ".join(plain.split()).lstrip(". ")
    for ending in (".html", ".htm", *(f".{each}" for each in _IN_DOCUMENTS)):
        stem = stem[: -len(ending)] if stem.lower().endswith(ending) else stem
    return f"{stem[:_NAME_LENGTH].strip() or 'van-ban'}.{kind}"


class LawFiles:
    """The files under ``VAR_DIR/law``: ``drafts`` and ``kept``, a folder each."""

    def __init__(self, var_dir: Path) -> None:
        self._drafts = var_dir / FOLDER / "drafts"
        self._kept = var_dir / FOLDER / "kept"

    def take(self, data: bytes, name: str, oa_id: str, by: str, at: datetime) -> Draft:
        """Keep what was sent as a draft. Raises ``RefusedFile`` for what is no document."""
        if len(data) > MAX_MEGABYTES << 20:
            raise RefusedFile(public_message=TOO_LARGE)
        try:
            kind = kind_of_file(data, name)
        except KnowledgeError as error:
            raise RefusedFile(public_message=str(error)) from None
        self._sweep(at)
        draft = Draft(secrets.token_hex(16), oa_id, usable_name(name, kind), by, at, {})
        folder = self._drafts / draft.code
        folder.mkdir(parents=True, mode=0o700)
        (folder / draft.file_name).write_bytes(data)
        self._write(draft)
        return draft

    def draft(self, code: str, oa_id: str) -> Draft:
        """The draft of this account. Raises ``UnknownDraft``."""
        if not _CODE.fullmatch(code):
            raise UnknownDraft
        try:
            draft = Draft.restored((self._drafts / code / _ABOUT).read_bytes())
        except (OSError, ValueError, KeyError, TypeError):
            raise UnknownDraft from None
        if draft.oa_id != oa_id:
            raise UnknownDraft
        return draft

    def drafts(self, oa_id: str) -> list[Draft]:
        """The drafts of this account, newest first."""
        mine = (draft for draft in self._all() if draft.oa_id == oa_id)
        return sorted(mine, key=lambda draft: draft.at, reverse=True)

    def state_facts(self, draft: Draft, facts: Mapping[str, str]) -> Draft:
        """The draft with what the officer states; it stands above what the text says."""
        stated = {name: value for name, value in facts.items() if value}
        draft = replace(draft, facts=stated)
        note = self.path(draft).with_name(draft.file_name + SUFFIX)
        if stated:
            note.write_text(yaml.safe_dump(stated, allow_unicode=True), encoding="utf-8")
        else:
            note.unlink(missing_ok=True)
        self._write(draft)
        (self._drafts / draft.code / _PREVIEW).unlink(missing_ok=True)
        return draft

    def path(self, draft: Draft) -> Path:
        """The file of the draft."""
        return self._drafts / draft.code / draft.file_name

    def preview_file(self, draft: Draft) -> Path:
        """Where the preview of the draft is kept."""
        return self._drafts / draft.code / _PREVIEW

    def keep(self, draft: Draft) -> None:
        """The draft was confirmed: its file is kept, under its code."""
        self._kept.mkdir(parents=True, exist_ok=True)
        (self._drafts / draft.code).rename(self._kept / draft.code)

    def drop(self, draft: Draft) -> None:
        """Throw the draft away."""
        shutil.rmtree(self._drafts / draft.code, ignore_errors=True)

    def kept(self, stored: str, file_name: str) -> Path:
        """The file of a document that was taken in."""
        return self._kept / stored / file_name

    def _write(self, draft: Draft) -> None:
        (self._drafts / draft.code / _ABOUT).write_text(draft.written(), encoding="utf-8")

    def _all(self) -> Iterator[Draft]:
        for file in self._drafts.glob(f"*/{_ABOUT}"):
            try:
                yield Draft.restored(file.read_bytes())
            except (OSError, ValueError, KeyError, TypeError):
                continue

    def _sweep(self, now: datetime) -> None:
        """Drafts nobody came back to go, and the oldest of too many."""
        newest_first = sorted(self._all(), key=lambda draft: draft.at, reverse=True)
        for place, draft in enumerate(newest_first):
            if place >= MOST_DRAFTS or draft.at < now - DRAFT_LIVES:
                self.drop(draft)
