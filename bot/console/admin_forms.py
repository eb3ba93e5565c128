"""The forms of the pages under "Quản trị"."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from bot.console.forms import at_most, filled, stripped
from bot.store.models import ID_LENGTH, Role
from bot.store.roster_models import NAME_LENGTH

ROLE_CHOICES = [
    SelectChoice(Role.OFFICER.value, "Cán bộ: trả lời người dân, soạn câu hỏi đáp"),
    SelectChoice(
        Role.EDITOR.value, "Biên tập: như cán bộ, thêm kiểm tra nội dung và nhập văn bản luật"
    ),
    SelectChoice(Role.APPROVER.value, "Người duyệt: như cán bộ, thêm kiểm tra và duyệt nội dung"),
    SelectChoice(Role.VIEWER.value, "Người xem: chỉ xem thống kê, báo cáo, kho luật"),
    SelectChoice(Role.ADMIN.value, "Quản trị: làm được mọi việc, kể cả trang này"),
]
NO_CASES_YET = "Được nhận việc khẩn (người đang gặp nguy hiểm)"


class MembershipForm(FlaskForm):  # type: ignore[misc]
    """What an officer is to one account."""

    name = StringField(
        "Tên người dân thấy", filters=[stripped], validators=[filled(), at_most(NAME_LENGTH)]
    )
    zalo_user_id = StringField(
        "Mã Zalo của cán bộ", filters=[stripped], validators=[Optional(), at_most(ID_LENGTH)]
    )
    handles_cases = BooleanField(NO_CASES_YET)


class NewOfficerForm(MembershipForm):
    """A new officer of the account."""

    email = EmailField("E-mail", filters=[stripped], validators=[filled(), at_most(254)])
    role = RadioField(
        "Vai trò", choices=ROLE_CHOICES, default=Role.OFFICER.value, validators=[filled()]
    )


class RoleForm(FlaskForm):  # type: ignore[misc]
    """Another role."""

    role = RadioField("Vai trò", choices=ROLE_CHOICES, validators=[filled()])
