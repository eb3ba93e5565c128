"""The form of an article that Zalo itself sends to followers."""

from __future__ import annotations

from wtforms import BooleanField, FileField, RadioField, StringField, TextAreaField
from wtforms.validators import Optional

from bot.broadcast.article_filters import AGES, CITIES, GENDERS, PLATFORMS, REGIONS
from bot.broadcast.pictures.shapes import Shape
from bot.console import broadcast_law
from bot.console.broadcast_forms import Ticks, WritingForm, choices
from bot.console.forms import at_most, filled, stripped
from bot.console.own_files import OWN
from bot.store.article_records import ArticleContent, Filters

COVERS = {
    Shape.SQUARE.ref: "Thẻ ảnh vuông, máy vẽ từ tên bài",
    Shape.PORTRAIT.ref: "Thẻ ảnh dọc, máy vẽ từ tên bài",
    OWN: "Ảnh của chị",
}
MOST_TITLE, MOST_DESCRIPTION, MOST_AUTHOR, MOST_TEXT = 140, 250, 50, 20_000


class ArticleForm(WritingForm):
    """An article as an officer writes it."""

    title = StringField("Tên bài", filters=[stripped], validators=[filled(), at_most(MOST_TITLE)])
    description = TextAreaField(
        "Lời giới thiệu",
        filters=[stripped],
        validators=[filled(), at_most(MOST_DESCRIPTION)],
        render_kw={"rows": 3},
    )
    text = TextAreaField(
        "Nội dung bài",
        filters=[stripped],
        validators=[filled(), at_most(MOST_TEXT)],
        render_kw={"rows": 12},
    )
    author = StringField("Người viết", filters=[stripped], validators=[at_most(MOST_AUTHOR)])
    file = FileField("Tệp ảnh của chị", validators=[Optional()])
    cover = RadioField("Ảnh bìa", choices=choices(COVERS), default=next(iter(COVERS)))
    everyone = BooleanField("Gửi cho mọi người quan tâm OA")
    gender = RadioField("Giới", choices=choices(GENDERS), default="0")
    ages = Ticks("Tuổi", choices=choices(AGES))
    locations = Ticks("Miền", choices=choices(REGIONS))
    cities = Ticks("Tỉnh, thành phố", choices=choices(CITIES))
    platform = Ticks("Loại điện thoại", choices=choices(PLATFORMS))

    def begin_with(self, content: ArticleContent, filters: Filters) -> None:
        """What the fields show at first."""
        for name in ("title", "description", "text", "author", "cover"):
            self[name].data = getattr(content, name)
        if content.cover not in COVERS:
            self.cover.data, self.kept.data = OWN, content.cover
        self.place.data = broadcast_law.written(content.citation)
        for name in ("ages", "locations", "cities", "platform"):
            self[name].data = [*getattr(filters, name)]
        self.gender.data, self.everyone.data = filters.gender or "0", filters.everyone

    def content(self) -> ArticleContent:
        """What she wrote; a cover of her own is what was kept."""
        cover = self.kept.data if self.cover.data == OWN else self.cover.data
        said = {name: self[name].data or "" for name in ("title", "description", "text", "author")}
        return ArticleContent(**said, cover=cover or "", citation=self.citation())

    def filters(self) -> Filters:
        """Whom she chose."""
        lists = {n: tuple(self[n].data or ()) for n in ("ages", "locations", "cities", "platform")}
        gender = "" if self.gender.data == "0" else self.gender.data
        return Filters(gender=gender, everyone=bool(self.everyone.data), **lists)
