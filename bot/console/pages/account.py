"""Her own account: password, second factor, sessions."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.console.access import Permission, needs
from bot.console.forms import ChangePasswordForm, ConfirmedCodeForm, EmptyForm
from bot.console.pages.sign_in import WRONG_CODE
from bot.console.parts import ConsoleParts
from bot.console.passwords import WeakPassword
from bot.console.reception import Reception, reception
from bot.console.session import (
    begin,
    current_device,
    current_oa,
    current_sign_in,
    doors,
    end,
    own_accounts,
    own_devices,
    switch_to,
)

SEE = needs(Permission.SEE)
WRONG_PASSWORD = "Mật khẩu đang dùng chưa đúng."  # noqa: S105


def make_blueprint(parts: ConsoleParts) -> Blueprint:
    """The pages."""
    page = Blueprint("account", __name__, url_prefix="/tai-khoan")
    desk = reception(parts.database, parts.secret_key, parts.now)
    for add in (_overview, _password, _second_factor, _sessions):
        add(page, desk)
    return page


def _overview(page: Blueprint, desk: Reception) -> None:
    @page.get("")
    @SEE
    def index() -> str:
        return _shown(desk, ChangePasswordForm(), ConfirmedCodeForm())


def _shown(desk: Reception, password: ChangePasswordForm, code: ConfirmedCodeForm) -> str:
    known = current_sign_in()
    left = desk.sign_ins.recovery_codes_left(known.admin.id)
    return render_template(
        "console/account.html",
        known=known,
        password=password,
        code=code,
        codes_left=left,
        devices=own_devices(),
        this_one=current_device().id,
    )


def _password(page: Blueprint, desk: Reception) -> None:
    @page.post("/mat-khau")
    @SEE
    def change_password() -> ResponseReturnValue:
        form = ChangePasswordForm()
        if form.validate_on_submit():
            try:
                if desk.change_password(current_sign_in(), form.old.data, form.password.data):
                    _stay_signed_in(desk)
                    flash("Đã đổi mật khẩu. Các máy khác đã được đăng xuất.", "success")
                    return redirect(url_for("account.index"))
                form.old.errors = [WRONG_PASSWORD]
            except WeakPassword as error:
                form.password.errors = [error.public_message]
        return _shown(desk, form, ConfirmedCodeForm(formdata=None))


def _second_factor(page: Blueprint, desk: Reception) -> None:
    @page.post("/ma-du-phong")
    @SEE
    def renew_codes() -> ResponseReturnValue:
        form = _confirmed(desk)
        if isinstance(form, ConfirmedCodeForm):
            return _shown(desk, ChangePasswordForm(formdata=None), form)
        codes = desk.renew_recovery_codes(current_sign_in())
        return render_template("console/recovery_codes.html", codes=codes)

    @page.post("/doi-thiet-bi")
    @SEE
    def change_device() -> ResponseReturnValue:
        form = _confirmed(desk)
        if isinstance(form, ConfirmedCodeForm):
            return _shown(desk, ChangePasswordForm(formdata=None), form)
        known = current_sign_in()
        desk.drop_factor(known.admin.id, known.admin.email)
        _stay_signed_in(desk)
        return redirect(url_for("sign_in.enrol"))


def _confirmed(desk: Reception) -> ConfirmedCodeForm | None:
    """None where the code is right, else the form with what is wrong."""
    form = ConfirmedCodeForm()
    if form.validate_on_submit():
        if desk.by_code(current_sign_in(), form.code.data):
            return None
        form.code.errors = [WRONG_CODE]
    return form


def _sessions(page: Blueprint, desk: Reception) -> None:
    @page.post("/dang-xuat-may")
    @SEE
    def leave_one() -> ResponseReturnValue:
        if not EmptyForm().validate_on_submit():
            abort(400)
        number = request.form.get("device", default=0, type=int)
        if desk.end_device(current_sign_in(), doors().devices, number):
            flash("Đã đăng xuất máy đó.", "success")
        else:
            flash("Máy đó đã đăng xuất từ trước.", "info")
        return redirect(url_for("account.index"))

    @page.post("/dang-xuat-khap-noi")
    @SEE
    def leave_everywhere() -> ResponseReturnValue:
        if not EmptyForm().validate_on_submit():
            abort(400)
        desk.end_sessions(current_sign_in())
        end()
        flash("Đã đăng xuất trên mọi máy.", "success")
        return redirect(url_for("sign_in.show"))


def _stay_signed_in(desk: Reception) -> None:
    """In this browser she goes on, with the session that the change did not end."""
    oa_id = current_oa() if own_accounts() else ""
    known = desk.sign_ins.of(current_sign_in().admin.id)
    if known is not None:
        begin(known)
        switch_to(oa_id)
