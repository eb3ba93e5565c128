"""Kho luật: an officer brings a document, looks it over, confirms; or takes one out again."""

from __future__ import annotations

from dataclasses import dataclass

import structlog
from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from kombu.exceptions import OperationalError
from wtforms import StringField
from wtforms.validators import Optional, ValidationError

from bot.broker import BUILD_LIBRARY, make_celery
from bot.console.access import Permission, needs
from bot.console.audit import audited
from bot.console.forms import DayField, at_most, filled, stripped
from bot.console.pages.law_library import shelves_of
from bot.console.parts import ConsoleParts
from bot.console.session import current_oa, current_officer, own_accounts
from bot.law.building import LibraryBuilder, builder_of
from bot.law.files import Draft, LawFiles, RefusedFile
from bot.law.preview import FACTS, Preview, Previews
from bot.store.law_imports import LawImport, LawImports, NewImport
from bot.store.law_models import BuildState, ImportState
from bot.store.library_builds import Build, LibraryBuilds
from knowledge.errors import SourceError
from knowledge.ingest.office.facts import stated
from knowledge.ingest.office.refusals import MAX_MEGABYTES

log = structlog.get_logger(__name__)

PAGE = 25
MOST_PARTS = 60
USUAL_MINUTES = 5
"""So long a build is said to take before one was measured: the first, without a cache, took 5."""
IMPORT_STATES = {
    ImportState.IN_USE: ("Đang dùng", "good"),
    ImportState.REPLACED: ("Đã có bản mới", "quiet"),
    ImportState.WITHDRAWN: ("Đã rút", "quiet"),
}
CONFIRMED = (
    "Đã nhận văn bản. Máy đang dựng lại kho; xong là trợ lý dùng ngay, không phải làm gì thêm."
)
NO_FILE = "Chị chọn một tệp đã nhé."
NO_NUMBER = "Chị điền số ký hiệu, ví dụ 12/KH-UBND."
NOT_YET = "Văn bản này còn chỗ phải sửa nên chưa đưa vào được."


class UploadForm(FlaskForm):  # type: ignore[misc]
    """The file."""

    file = FileField("Tệp văn bản", validators=[FileRequired(NO_FILE)])


class FactsForm(FlaskForm):  # type: ignore[misc]
    """What the officer states about her document."""

    number = StringField(
        FACTS["number"], filters=[stripped], validators=[filled(NO_NUMBER), at_most(100)]
    )
    kind = StringField(FACTS["kind"], filters=[stripped], validators=[at_most(60)])
    name = StringField(FACTS["name"], filters=[stripped], validators=[at_most(500)])
    issuer = StringField(FACTS["issuer"], filters=[stripped], validators=[at_most(200)])
    issued = DayField(FACTS["issued"], validators=[Optional()])
    effective = DayField(FACTS["effective"], validators=[Optional()])
    expires = DayField(FACTS["expires"], validators=[Optional()])

    def facts(self) -> dict[str, str]:
        """As they are written beside the file; days as YYYY-MM-DD."""
        fields = (getattr(self, name) for name in FACTS if name in self)
        return {field.name: str(field.data) if field.data else "" for field in fields}

    def validate_number(self, field: StringField) -> None:
        """A number as documents have it."""
        try:
            stated({"number": field.data or ""}, "")
        except SourceError:
            raise ValidationError("Số ký hiệu viết như 12/KH-UBND.") from None


@dataclass(frozen=True, slots=True)
class Room:
    """What these pages work with."""

    parts: ConsoleParts
    files: LawFiles
    previews: Previews
    imports: LawImports
    builds: LibraryBuilds
    builder: LibraryBuilder

    @classmethod
    def of(cls, parts: ConsoleParts) -> Room:
        """On this machine."""
        files, database = LawFiles(parts.settings.var_dir), parts.database
        return cls(
            parts,
            files,
            Previews(files),
            LawImports(database),
            LibraryBuilds(database),
            builder_of(parts.settings, database),
        )

    def draft(self, code: str) -> Draft:
        """The draft of the account she works for. Raises ``UnknownDraft``."""
        return self.files.draft(code, current_oa())

    def ring(self) -> None:
        """Have the library built at once; without the queue it is done within a minute."""
        try:
            make_celery(self.parts.settings).send_task(BUILD_LIBRARY, retry=False)
        except OperationalError as error:
            log.warning("build_not_rung", error=type(error).__name__)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the library is that should be in use; ``share`` (0..1) is an estimate."""

    ready: bool
    waiting: bool
    latest: Build | None
    running: bool = False
    failed: bool = False
    share: float = 0.0
    minutes: int = USUAL_MINUTES


def make_blueprint(parts: ConsoleParts) -> Blueprint:
    """The pages."""
    page, room = Blueprint("law_import", __name__, url_prefix="/kho-luat/dua-vao"), Room.of(parts)
    page.record_once(lambda state: state.app.jinja_env.globals.update(IMPORT_STATES=IMPORT_STATES))
    _list(page, room)
    _drafts(page, room)
    _confirm(page, room)
    _taken_in(page, room)
    return page


# -- What was brought, and how far the library is --


def _list(page: Blueprint, room: Room) -> None:
    @page.get("")
    @needs(Permission.IMPORT_LAW)
    def index() -> str:
        return _index(room, UploadForm(formdata=None))

    @page.get("/tien-do")
    @needs(Permission.IMPORT_LAW)
    def progress() -> str:
        g.unattended = True  # asked by the page itself: it keeps no session alive
        return render_template("console/law/_progress.html", progress=_progress(room))

    @page.post("")
    @needs(Permission.IMPORT_LAW)
    def upload() -> ResponseReturnValue:
        form = UploadForm()
        if not form.validate_on_submit():
            return _index(room, form), 422
        try:
            draft = _taken(room, form)
        except RefusedFile as error:
            form.file.errors = [error.public_message]
            return _index(room, form), 422
        audited("law_draft", f"law_draft:{draft.code}")
        return redirect(url_for("law_import.look_over", code=draft.code))

    @page.post("/thu-lai")
    @needs(Permission.IMPORT_LAW)
    def try_again() -> ResponseReturnValue:
        room.builds.try_again(room.builder.target().name)
        audited("library_build_again", "library")
        room.ring()
        flash("Máy sẽ dựng lại kho lần nữa.", "success")
        return redirect(url_for("law_import.index"))


def _taken(room: Room, form: UploadForm) -> Draft:
    """The file as a draft that can be looked over. Raises ``RefusedFile``, and keeps nothing."""
    file, by = form.file.data, current_officer().email
    draft = room.files.take(file.read(), file.filename, current_oa(), by, room.parts.now())
    try:
        room.previews.of(draft)
    except RefusedFile:
        room.files.drop(draft)
        raise
    return draft


def _index(room: Room, form: UploadForm) -> str:
    before = request.args.get("sau", type=int)
    found = room.imports.page(before, PAGE + 1)
    more = found[PAGE - 1].id if len(found) > PAGE else ""
    return render_template(
        "console/law/imports.html",
        form=form,
        imports=found[:PAGE],
        page={"next": more, "first": before is None},
        drafts=room.files.drafts(current_oa()),
        progress=_progress(room),
        megabytes=MAX_MEGABYTES,
        shared=len(own_accounts()) > 1,
    )


def _progress(room: Room) -> Progress:
    target = room.builder.target()
    latest = next(iter(room.builds.latest()), None)
    if room.builder.current(target):
        return Progress(ready=True, waiting=False, latest=latest)
    of_target = latest is not None and latest.target == target.name
    running = latest is not None and latest.state is BuildState.RUNNING
    failed = of_target and latest is not None and latest.state is BuildState.FAILED
    usual = _usual_seconds(room)
    spent = (room.parts.now() - latest.begun_at).total_seconds() if running and latest else 0.0
    return Progress(
        ready=False,
        waiting=not running and not failed,
        latest=latest,
        running=running,
        failed=failed,
        share=min(spent / usual, 0.97),
        minutes=max(1, round(usual / 60)),
    )


def _usual_seconds(room: Room) -> float:
    """How long the last one took."""
    done = next(iter(room.builds.latest(state=BuildState.DONE)), None)
    took = done.took.total_seconds() if done and done.took else USUAL_MINUTES * 60.0
    return max(took, 1.0)


# -- A draft: preview, facts --


def _drafts(page: Blueprint, room: Room) -> None:
    @page.get("/xem/<code>")
    @needs(Permission.IMPORT_LAW)
    def look_over(code: str) -> str:
        draft = room.draft(code)
        preview = room.previews.of(draft)
        return _looked_over(room, draft, preview, _facts_form(preview))

    @page.post("/xem/<code>")
    @needs(Permission.IMPORT_LAW)
    def state_facts(code: str) -> ResponseReturnValue:
        draft, form = room.draft(code), FactsForm()
        before = room.previews.of(draft)
        if not form.validate_on_submit():
            return _looked_over(room, draft, before, form), 422
        changed = {
            name: value
            for name, value in form.facts().items()
            if value != before.facts.get(name, "") or name in draft.facts
        }
        draft = room.files.state_facts(draft, {**draft.facts, **changed})
        room.previews.of(draft)
        flash("Đã ghi. Chị xem lại bản xem trước ở dưới.", "success")
        return redirect(url_for("law_import.look_over", code=code))

    @page.post("/xem/<code>/bo")
    @needs(Permission.IMPORT_LAW)
    def drop(code: str) -> ResponseReturnValue:
        room.files.drop(room.draft(code))
        flash("Đã bỏ bản nháp. Kho không đổi.", "success")
        return redirect(url_for("law_import.index"))


def _facts_form(preview: Preview) -> FactsForm:
    form = FactsForm(formdata=None)
    for name, value in preview.facts.items():
        if name in form and value:
            field = form[name]
            if isinstance(field, DayField):
                field.process_formdata([value])
            else:
                field.data = value
    return form


def _looked_over(room: Room, draft: Draft, preview: Preview, form: FactsForm) -> str:
    number = preview.facts["number"]
    versions = room.imports.of_number(number) if number else []
    shelves = shelves_of(room.parts)
    there = len(shelves.library.articles_of(number)) if number and not versions else 0
    return render_template(
        "console/law/look_over.html",
        draft=draft,
        preview=preview,
        form=form,
        parts=preview.parts[:MOST_PARTS],
        versions=versions,
        there=there,
    )


# -- Into the library, and out of it --


def _confirm(page: Blueprint, room: Room) -> None:
    @page.post("/xem/<code>/dua-vao")
    @needs(Permission.IMPORT_LAW)
    def confirm(code: str) -> ResponseReturnValue:
        draft = room.draft(code)
        preview = room.previews.of(draft)
        if not preview.accepted:
            flash(NOT_YET, "danger")
            return redirect(url_for("law_import.look_over", code=code))
        room.files.keep(draft)
        new = NewImport(
            oa_id=draft.oa_id,
            number=preview.facts["number"],
            name=preview.facts["name"],
            kind=preview.facts["kind"],
            file_name=draft.file_name,
            stored=draft.code,
            parts=len(preview.parts),
        )
        taken_in = room.imports.add(new, current_officer().email)
        audited("law_import", f"law_import:{taken_in.id}")
        room.ring()
        flash(CONFIRMED, "success")
        return redirect(url_for("law_import.index"))


def _taken_in(page: Blueprint, room: Room) -> None:
    @page.get("/<int:import_id>")
    @needs(Permission.IMPORT_LAW)
    def show(import_id: int) -> str:
        found = room.imports.get(import_id)
        return render_template(
            "console/law/import.html",
            it=found,
            versions=room.imports.of_number(found.number),
            file=room.files.kept(found.stored, found.file_name).is_file(),
        )

    @page.post("/<int:import_id>/rut")
    @needs(Permission.IMPORT_LAW)
    def withdraw(import_id: int) -> ResponseReturnValue:
        why = request.form.get("why", "").strip()[:300]
        if not why:
            flash("Chị ghi lý do rút để người sau còn biết.", "danger")
            return redirect(url_for("law_import.show", import_id=import_id))
        it = room.imports.withdraw(import_id, current_officer().email, why)
        return _changed(room, it, "law_withdraw", "Đã rút văn bản. Máy đang dựng lại kho.")

    @page.post("/<int:import_id>/dung-lai")
    @needs(Permission.IMPORT_LAW)
    def bring_back(import_id: int) -> ResponseReturnValue:
        if not _file_of(room, import_id):
            abort(409)
        it = room.imports.bring_back(import_id, current_officer().email)
        return _changed(room, it, "law_bring_back", "Dùng lại bản này. Máy đang dựng lại kho.")


def _file_of(room: Room, import_id: int) -> bool:
    found = room.imports.get(import_id)
    return room.files.kept(found.stored, found.file_name).is_file()


def _changed(room: Room, it: LawImport, action: str, said: str) -> ResponseReturnValue:
    audited(action, f"law_import:{it.id}")
    room.ring()
    flash(said, "success")
    return redirect(url_for("law_import.show", import_id=it.id))
