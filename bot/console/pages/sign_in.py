"""Signing in: password, second factor; the first password by invitation; signing out."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from bot.console import second_factor
from bot.console.access import Permission, anyone, needs
from bot.console.forms import CodeForm, NewPasswordForm, SignInForm
from bot.console.parts import ConsoleParts
from bot.console.passwords import WeakPassword
from bot.console.reception import Reception, reception
from bot.console.session import begin, current_officer, current_sign_in, doors, end, signed_in
from bot.store.sign_ins import SignIn

NAME = "sign_in"
TRIES_PER_ADDRESS = "30 per 15 minutes"
"""A whole office may come from one address."""
CODE_WITHIN = timedelta(minutes=5)
REFUSED = (
    "E-mail hoặc mật khẩu chưa đúng. Sau 5 lần sai, tài khoản tạm khóa ít phút; chị chờ rồi thử "
    "lại."
)
WRONG_CODE = "Mã chưa đúng hoặc đã dùng rồi. Chị chờ mã mới hiện trên điện thoại rồi nhập lại."


def make_blueprint(parts: ConsoleParts) -> Blueprint:
    """The pages."""
    page = Blueprint(NAME, __name__)
    desk = reception(parts.database, parts.secret_key, parts.now)
    for add in (_password, _code, _invitation, _enrol):
        add(page, desk)
    return page


def _password(page: Blueprint, desk: Reception) -> None:
    @page.route("/dang-nhap", methods=["GET", "POST"])
    @anyone
    def show() -> ResponseReturnValue:
        if signed_in():
            return redirect(_wanted())
        form = SignInForm()
        if form.validate_on_submit():
            known = desk.by_password(form.email.data, form.password.data)
            if known is not None:
                return _after_password(desk, known)
            flash(REFUSED, "danger")
        return render_template("console/sign_in.html", form=form)

    @page.post("/dang-xuat")
    @needs(Permission.SEE, unenrolled=True)
    def leave() -> ResponseReturnValue:
        end()
        flash("Chị đã đăng xuất.", "success")
        return redirect(url_for("sign_in.show"))


def _after_password(desk: Reception, known: SignIn) -> ResponseReturnValue:
    if known.factor_in_use and not doors().second_factor_waived:
        session["half"] = [known.admin.id, known.epoch, desk.now().timestamp()]
        return redirect(url_for("sign_in.code", next=request.args.get("next")))
    return _enter(desk, known)


def _enter(desk: Reception, known: SignIn) -> ResponseReturnValue:
    desk.entered(known)
    begin(known)
    return redirect(_wanted())


def _code(page: Blueprint, desk: Reception) -> None:
    @page.route("/dang-nhap/ma", methods=["GET", "POST"])
    @anyone
    def code() -> ResponseReturnValue:
        known = _half_in(desk)
        if known is None:
            return redirect(url_for("sign_in.show"))
        form = CodeForm()
        if form.validate_on_submit():
            if desk.by_code(known, form.code.data):
                return _enter(desk, known)
            flash(WRONG_CODE, "danger")
        return render_template("console/code.html", form=form)


def _half_in(desk: Reception) -> SignIn | None:
    """Who gave her password in this session, a moment ago."""
    admin_id, epoch, at = session.get("half", (0, 0, 0.0))
    if desk.now().timestamp() - at > CODE_WITHIN.total_seconds():
        return None
    known = desk.sign_ins.of(admin_id)
    return known if known and known.epoch == epoch and not known.disabled else None


def _invitation(page: Blueprint, desk: Reception) -> None:
    @page.route("/loi-moi/<token>", methods=["GET", "POST"])
    @anyone
    def invitation(token: str) -> ResponseReturnValue:
        known = desk.sign_ins.invited(token, desk.now())
        form = NewPasswordForm()
        if form.validate_on_submit():
            try:
                desk.accept(token, form.password.data)
            except WeakPassword as error:
                form.password.errors = [error.public_message]
            else:
                flash("Đã đặt mật khẩu. Mời chị đăng nhập.", "success")
                return redirect(url_for("sign_in.show"))
        return render_template("console/invitation.html", form=form, email=known.admin.email)


def _enrol(page: Blueprint, desk: Reception) -> None:
    @page.route("/xac-thuc", methods=["GET", "POST"])
    @needs(Permission.SEE, unenrolled=True)
    def enrol() -> ResponseReturnValue:
        known = current_sign_in()
        if known.factor_in_use:
            return redirect(url_for("home.index"))
        secret = desk.propose_factor(known)
        form = CodeForm()
        if form.validate_on_submit():
            codes = desk.use_factor(known, form.code.data)
            if codes:
                return render_template("console/recovery_codes.html", codes=codes)
            flash(WRONG_CODE, "danger")
        return render_template("console/enrol.html", form=form, secret=secret)

    @page.get("/xac-thuc/ma-qr.svg")
    @needs(Permission.SEE, unenrolled=True)
    def picture() -> Response:
        known = current_sign_in()
        secret = "" if known.factor_in_use else desk.propose_factor(known)
        drawn = second_factor.picture(secret, current_officer().email) if secret else b""
        return Response(drawn, mimetype="image/svg+xml")


def _wanted() -> str:
    """Where she wanted to go: a page of ours, never anything else."""
    path = request.args.get("next", "")
    parts = urlsplit(path)
    ours = path.startswith("/") and not (parts.scheme or parts.netloc or "\\" in path)
    try:
        adapter = current_app.url_map.bind("")
        adapter.match(parts.path if ours else "/", method="GET")
    except HTTPException:
        ours = False
    return f"{request.script_root}{parts.path}" if ours else url_for("home.index")
