"""The forms of the pages of broadcasts: what is said, to whom, when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time

from flask import request
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from bot.broadcast.pictures.shapes import Shape
from bot.console import broadcast_law
from bot.console.broadcast_words import trouble
from bot.console.forms import DayField, at_most, filled, stripped
from bot.console.own_files import OWN, OwnFileForm
from bot.staff.account_settings import WEEKDAYS
from bot.store.broadcast_counts import KnownGroup
from bot.store.broadcast_models import TITLE_LENGTH, AttachmentKind, RecipientKind
from bot.store.broadcast_records import Audience, BroadcastContent, Series
from bot.store.broadcast_series import Times
from bot.store.label_models import LabelKind
from bot.store.labels import LabelCount
from bot.zalo.text import LIMIT
from handlers.subscription import topics
from knowledge.day import VIETNAM
from knowledge.documents import Citation

FIND = "find-law"
ONLY_LOOKS = (FIND, "preview")
"""Buttons of a form that keep nothing."""
ACTIVE = {"": "Không kể", "7": "7 ngày qua", "30": "30 ngày qua", "90": "90 ngày qua"}
LASTS = {60: "1 giờ", 180: "3 giờ", 360: "6 giờ", 720: "12 giờ"}
"""Minutes."""
CARDS = {
    "": "Không kèm gì",
    Shape.SQUARE.ref: "Thẻ ảnh vuông, máy vẽ từ lời tin",
    Shape.PORTRAIT.ref: "Thẻ ảnh dọc, máy vẽ từ lời tin",
}
PICTURES = {**CARDS, OWN: "Ảnh hoặc tệp của chị"}
WEEKDAY_NAMES = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")


def choices(named: Mapping[str, str]) -> list[SelectChoice]:
    """What can be chosen, by value."""
    return [SelectChoice(value, name) for value, name in named.items()]


class ClockField(TimeField):  # type: ignore[misc]
    """A time of day."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """As WTForms does it, with a sentence that can be understood."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Giờ chưa đúng. Chị viết như 08:00.") from None


class Ticks(SelectMultipleField):  # type: ignore[misc]
    """Several of a list, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class AudienceForm(FlaskForm):  # type: ignore[misc]
    """Whom it is for."""

    kind = RadioField(
        "Gửi cho ai",
        choices=[
            SelectChoice(RecipientKind.PERSON.value, "Từng người đã đồng ý nhận tin"),
            SelectChoice(RecipientKind.GROUP.value, "Nhóm Zalo của OA"),
        ],
        default=RecipientKind.PERSON.value,
    )
    active_days = SelectField("Chỉ ai nhắn cho OA trong", choices=choices(ACTIVE))
    free_only = BooleanField("Chỉ ai nhắn trong 48 giờ qua, để không mất phí")
    every_group = BooleanField("Mọi nhóm của OA")
    groups = Ticks("Hoặc chọn nhóm", validate_choice=False)
    branches = Ticks("Chỉ chi hội", validate_choice=False)
    tags = Ticks("Chỉ ai có nhãn", validate_choice=False)

    def know(
        self, groups: Sequence[KnownGroup], labels: Sequence[LabelCount], kept: Audience
    ) -> None:
        """The groups that there are, each with what is wrong with it, the labels in use, and what
        was ``kept`` before: an edit of something else must not make it wider.
        """
        branches = {e.name: _label(e) for e in labels if e.kind is LabelKind.BRANCH}
        tags = {e.name: _label(e) for e in labels if e.kind is not LabelKind.BRANCH}
        there = {each.group_id: _group_name(each) for each in groups}
        self.branches.choices = choices(_also(kept.branches, branches, "{} (không còn ai)"))
        self.tags.choices = choices(_also(kept.tags, tags, "{} (không còn ai)"))
        self.groups.choices = choices(_also(kept.groups, there, "Nhóm không còn trong danh sách"))
        days = [str(kept.active_days)] if kept.active_days else []
        self.active_days.choices = choices(_also(days, ACTIVE, "{} ngày qua"))

    def audience(self) -> Audience:
        """What she chose; what does not belong to the kind is left out."""
        tags, branches = _ticked(self.tags), _ticked(self.branches)
        if self.kind.data == RecipientKind.GROUP.value:
            every = bool(self.every_group.data)
            chosen = () if every else _ticked(self.groups)
            return Audience(RecipientKind.GROUP, None, chosen, every, tags, branches)
        days, free = self.active_days.data or "", bool(self.free_only.data)
        return Audience(
            active_days=int(days) if days else None, tags=tags, branches=branches, free_only=free
        )

    def begin_with_audience(self, whom: Audience) -> None:
        """What the fields show at first."""
        self.kind.data = whom.kind.value
        self.active_days.data = "" if whom.active_days is None else str(whom.active_days)
        self.every_group.data, self.groups.data = whom.every_group, [*whom.groups]
        self.branches.data, self.tags.data = [*whom.branches], [*whom.tags]
        self.free_only.data = whom.free_only


class LawForm(FlaskForm):  # type: ignore[misc]
    """The law that something rests on: words to search for, and the place that was picked."""

    find = StringField("Tìm căn cứ trong kho luật", filters=[stripped], validators=[at_most(300)])
    place = RadioField("Căn cứ pháp luật", validate_choice=False, default=broadcast_law.NO_LAW)

    def citation(self) -> Citation | None:
        """The place that was picked."""
        return broadcast_law.read(self.place.data or "")


class WritingForm(LawForm, OwnFileForm):
    """What is written, looked at and kept; ``seen`` is the version that she had before her."""

    seen = HiddenField()

    @property
    def finds_law(self) -> bool:
        """Whether she asked for the law that fits her words."""
        return FIND in request.form

    @property
    def status(self) -> int:
        """The answer's, where the form is shown."""
        return 422 if self.errors or self.wrong_file else 200

    def to_keep(self) -> bool:
        """Whether she sent it to be kept, and nothing is wrong with it."""
        looks = any(name in request.form for name in ONLY_LOOKS)
        return self.is_submitted() and not looks and self.valid()


class BroadcastForm(AudienceForm, WritingForm):
    """A broadcast as an officer writes it."""

    title = StringField("Tên tin", filters=[stripped], validators=[filled(), at_most(TITLE_LENGTH)])
    text = TextAreaField(
        "Nội dung",
        filters=[stripped],
        validators=[filled(), at_most(LIMIT)],
        render_kw={"rows": 8},
    )
    topic = SelectField("Chủ đề")
    picture = RadioField("Ảnh, tệp đi kèm", choices=choices(PICTURES), default="")
    tip = HiddenField()

    def begin_with(self, content: BroadcastContent, whom: Audience) -> None:
        """What the fields show at first."""
        self.title.data, self.text.data = content.title, content.text
        self.place.data, self.topic.data = broadcast_law.written(content.citation), content.topic
        self.tip.data = content.tip
        self.picture.data = content.attachment_ref
        if content.attachment_ref not in PICTURES:
            self.picture.data, self.kept.data = OWN, content.attachment_ref
        self.begin_with_audience(whom)

    def know_topics(self, kept: str = "") -> None:
        """The topics that people can subscribe to, and the one that it has."""
        names = sorted({*topics().values(), *filter(None, [kept])})
        everybody = {"": "Mọi chủ đề: ai đã đồng ý nhận tin đều nhận"}
        self.topic.choices = choices(everybody | {each: each for each in names})

    def content(self) -> BroadcastContent:
        """What she wrote."""
        return BroadcastContent(
            self.title.data or "",
            self.text.data or "",
            self.citation(),
            self.topic.data or "",
            *self.attachment(),
            tip=self.tip.data or "",
        )

    def attachment(self) -> tuple[AttachmentKind, str]:
        """What goes along, as far as it is no new file."""
        chosen = self.picture.data or ""
        if Shape.of(chosen):
            return AttachmentKind.PICTURE, chosen
        return AttachmentKind.NONE, ""


class ScheduleForm(FlaskForm):  # type: ignore[misc]
    """When it goes out."""

    day = DayField("Ngày gửi", validators=[filled("Chị chọn ngày gửi.")])
    at = ClockField("Giờ gửi", validators=[filled("Chị chọn giờ gửi.")])
    not_after = ClockField("Không gửi sau", validators=[Optional()])

    def times(self) -> tuple[datetime, datetime | None]:
        """When it begins, and after when nothing goes out any more (None: as always)."""
        at = datetime.combine(self.day.data, self.at.data, VIETNAM)
        end = self.not_after.data
        ends = datetime.combine(self.day.data, end, VIETNAM).astimezone(UTC) if end else None
        return at.astimezone(UTC), ends


class SeriesForm(AudienceForm):
    """A weekly series of the library's tips."""

    name = StringField(
        "Tên loạt tin", filters=[stripped], validators=[filled(), at_most(TITLE_LENGTH)]
    )
    weekday = SelectField(
        "Ngày gửi mỗi tuần",
        choices=choices(dict(zip(WEEKDAYS, WEEKDAY_NAMES, strict=True))),
    )
    at = ClockField("Giờ gửi", validators=[filled("Chị chọn giờ gửi.")])
    lasts = SelectField("Gửi trong vòng", coerce=int, default=180)
    picture = RadioField("Ảnh đi kèm", choices=choices(CARDS), default="")
    seen = HiddenField()

    def know_lasts(self, kept: int) -> None:
        """How long it may last, with what it has."""
        known = LASTS if kept in LASTS else LASTS | {kept: f"{kept} phút"}
        self.lasts.choices = [*sorted(known.items())]

    def begin_with(self, series: Series) -> None:
        """What the fields show at first."""
        self.name.data, self.picture.data = series.name, series.picture
        self.weekday.data, self.at.data = WEEKDAYS[series.weekday], time.fromisoformat(series.at)
        self.lasts.data = series.lasts_minutes
        self.begin_with_audience(series.audience)

    def times(self) -> Times:
        """Weekday, clock, and how many minutes it lasts."""
        clock = f"{self.at.data:%H:%M}"
        return WEEKDAYS.index(self.weekday.data), clock, self.lasts.data


def _ticked(field: Ticks) -> tuple[str, ...]:
    """What she ticked of what there is."""
    known = {choice.value for choice in field.choices or ()}
    return tuple(each for each in field.data or () if each in known)


def _also(kept: Sequence[str], known: Mapping[str, str], words: str) -> dict[str, str]:
    """What is known, and what was kept and is known no more, in these words."""
    return {**known, **{each: words.format(each) for each in kept if each not in known}}


def _label(label: LabelCount) -> str:
    return f"{label.name} ({label.people} người, {label.groups} nhóm)"


def _group_name(group: KnownGroup) -> str:
    name = group.name or "Nhóm chưa có tên"
    members = f" ({group.members} người)" if group.members else ""
    wrong = f" – {trouble(group.trouble)}" if group.trouble else ""
    return f"{name}{members}{wrong}"
