"""Forms: each has a hidden token against forged requests; what is wrong is said in Vietnamese."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import DateField, EmailField, PasswordField, StringField
from wtforms.validators import DataRequired, Length, ValidationError

MISSING = "Chị điền ô này giúp nhé."
EmptyForm = FlaskForm
"""Only the hidden token: for a button that changes something."""


def filled(message: str = MISSING) -> DataRequired:
    """The field must not be empty."""
    return DataRequired(message)


def at_most(length: int) -> Length:
    """The text must not be longer."""
    return Length(max=length, message=f"Nhiều nhất {length} ký tự.")


def stripped(value: Any) -> Any:
    """A filter: without white space around; lines end as everywhere, not as browsers send them."""
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


class DayField(DateField):  # type: ignore[misc]
    """A calendar day."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """As WTForms does it, with a sentence that can be understood."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Ngày chưa đúng. Chị viết như 31/12/2026.") from None


class SignInForm(FlaskForm):  # type: ignore[misc]
    """Who she is."""

    email = EmailField(
        "E-mail",
        filters=[stripped],
        validators=[filled(), at_most(254)],
        render_kw={"autocomplete": "username", "inputmode": "email", "autofocus": True},
    )
    password = PasswordField(
        "Mật khẩu",
        validators=[filled(), at_most(200)],
        render_kw={"autocomplete": "current-password"},
    )


class CodeForm(FlaskForm):  # type: ignore[misc]
    """A code of the second factor, or a recovery code."""

    code = StringField(
        "Mã xác thực",
        filters=[stripped],
        validators=[filled(), at_most(40)],
        render_kw={"autocomplete": "one-time-code", "autofocus": True, "autocapitalize": "none"},
    )


class ConfirmedCodeForm(FlaskForm):  # type: ignore[misc]
    """A code to show that it is she who asks."""

    code = StringField(
        "Mã xác thực đang hiện trên điện thoại",
        filters=[stripped],
        validators=[filled(), at_most(40)],
        render_kw={"autocomplete": "one-time-code", "autocapitalize": "none"},
    )


class NewPasswordForm(FlaskForm):  # type: ignore[misc]
    """A password for the future, twice."""

    password = PasswordField(
        "Mật khẩu mới",
        validators=[filled(), at_most(200)],
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        "Nhập lại mật khẩu mới",
        validators=[filled(), at_most(200)],
        render_kw={"autocomplete": "new-password"},
    )

    def validate_again(self, field: PasswordField) -> None:
        """Twice the same."""
        if field.data != self.password.data:
            raise ValidationError("Hai lần nhập chưa giống nhau.")


class ChangePasswordForm(NewPasswordForm):
    """Another password, by who knows the old one."""

    old = PasswordField(
        "Mật khẩu đang dùng",
        validators=[filled(), at_most(200)],
        render_kw={"autocomplete": "current-password"},
    )
