"""Officers: who there is, what she may do, how she gets in, whether this account counts on her."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.console.access import Permission, needs
from bot.console.admin_forms import MembershipForm, NewOfficerForm, RoleForm
from bot.console.audit import audited
from bot.console.parts import ConsoleParts
from bot.console.reception import Reception, reception
from bot.console.session import current_oa, current_officer
from bot.store.admins import AdminRepository, DuplicateAdmin, InvalidEmail
from bot.store.rosters import InvalidOfficer, OfficerRecord, RosterRepository
from bot.store.sign_ins import SignIn

ADMIN = needs(Permission.ADMINISTER)


@dataclass(frozen=True, slots=True)
class _Staff:
    """What these pages ask and change."""

    parts: ConsoleParts
    desk: Reception
    admins: AdminRepository
    rosters: RosterRepository

    def members(self) -> dict[int, OfficerRecord]:
        record = self.rosters.read(current_oa(), self.parts.now())
        return {each.admin_id: each for each in record.officers}

    def known(self, admin_id: int) -> SignIn:
        return self.desk.sign_ins.of(admin_id) or abort(404)


def make_blueprint(parts: ConsoleParts) -> Blueprint:
    """The pages."""
    page = Blueprint("officers", __name__, url_prefix="/quan-tri/can-bo")
    staff = _Staff(
        parts,
        reception(parts.database, parts.secret_key, parts.now),
        AdminRepository(parts.database),
        RosterRepository(parts.database),
    )
    for add in (_lists, _adding, _one, _ways_in, _membership):
        add(page, staff)
    return page


def _lists(page: Blueprint, staff: _Staff) -> None:
    @page.get("")
    @ADMIN
    def index() -> str:
        known = staff.desk.sign_ins.list()
        return render_template(
            "console/administration/officers.html", officers=known, members=staff.members()
        )


def _adding(page: Blueprint, staff: _Staff) -> None:
    @page.route("/moi", methods=["GET", "POST"])
    @ADMIN
    def add() -> ResponseReturnValue:
        form = NewOfficerForm()
        if form.validate_on_submit():
            try:
                admin = staff.admins.add(form.email.data, form.role.data)
            except (DuplicateAdmin, InvalidEmail) as error:
                form.email.errors = [error.public_message]
            else:
                audited("officer_added", f"admin:{admin.id}")
                _put(staff, admin.email, form)
                return _invited(staff, admin.id)
        return render_template("console/administration/officer_new.html", form=form)


def _one(page: Blueprint, staff: _Staff) -> None:
    @page.get("/<int:admin_id>")
    @ADMIN
    def show(admin_id: int) -> str:
        known = staff.known(admin_id)
        member = staff.members().get(admin_id)
        return render_template(
            "console/administration/officer.html",
            known=known,
            member=member,
            role_form=RoleForm(role=known.admin.role.value),
            form=MembershipForm(formdata=None, obj=member),
            codes_left=staff.desk.sign_ins.recovery_codes_left(admin_id),
        )

    @page.post("/<int:admin_id>/vai-tro")
    @ADMIN
    def change_role(admin_id: int) -> ResponseReturnValue:
        staff.known(admin_id)
        staff.admins.set_role(admin_id, request.form.get("role", ""))
        audited("officer_role_changed", f"admin:{admin_id}")
        flash("Đã đổi vai trò.", "success")
        return redirect(url_for("officers.show", admin_id=admin_id))


def _ways_in(page: Blueprint, staff: _Staff) -> None:
    @page.post("/<int:admin_id>/moi-lai")
    @ADMIN
    def invite(admin_id: int) -> ResponseReturnValue:
        return _invited(staff, staff.known(admin_id).admin.id)

    @page.post("/<int:admin_id>/bo-xac-thuc")
    @ADMIN
    def drop_factor(admin_id: int) -> ResponseReturnValue:
        staff.known(admin_id)
        staff.desk.drop_factor(admin_id, current_officer().email)
        return _done(admin_id, "Đã bỏ xác thực hai lớp; lần đăng nhập tới chị ấy bật lại.")

    @page.post("/<int:admin_id>/khoa")
    @ADMIN
    def disable(admin_id: int) -> ResponseReturnValue:
        staff.known(admin_id)
        staff.desk.disable(admin_id, current_officer().email)
        return _done(admin_id, "Đã khóa tài khoản và đăng xuất khắp nơi.")

    @page.post("/<int:admin_id>/mo")
    @ADMIN
    def enable(admin_id: int) -> ResponseReturnValue:
        staff.known(admin_id)
        staff.desk.enable(admin_id, current_officer().email)
        return _done(admin_id, "Đã mở lại tài khoản. Chị gửi lời mời để chị ấy đặt mật khẩu mới.")


def _membership(page: Blueprint, staff: _Staff) -> None:
    @page.post("/<int:admin_id>/o-trang")
    @ADMIN
    def put(admin_id: int) -> ResponseReturnValue:
        known = staff.known(admin_id)
        form = MembershipForm()
        if not form.validate_on_submit():
            raise InvalidOfficer
        _put(staff, known.admin.email, form)
        return _done(admin_id, "Đã lưu.")

    @page.post("/<int:admin_id>/roi-trang")
    @ADMIN
    def remove(admin_id: int) -> ResponseReturnValue:
        staff.rosters.remove_officer(current_oa(), staff.known(admin_id).admin.email)
        audited("officer_removed", f"{current_oa()}:{admin_id}")
        return _done(admin_id, "Đã rút khỏi trang này, cùng các ca trực.")


def _put(staff: _Staff, email: str, form: MembershipForm) -> None:
    cases = bool(form.handles_cases.data)
    put = staff.rosters.put_officer(
        current_oa(),
        email,
        form.name.data,
        handles_cases=cases,
        zalo_user_id=form.zalo_user_id.data or "",
    )
    audited("officer_set_with_cases" if cases else "officer_set", f"{current_oa()}:{put.admin_id}")


def _invited(staff: _Staff, admin_id: int) -> ResponseReturnValue:
    """The page with the invitation: shown once, for nobody can learn it again."""
    token = staff.desk.invite(admin_id, current_officer().email)
    address = url_for("sign_in.invitation", token=token, _external=True)
    return render_template(
        "console/administration/invited.html", known=staff.known(admin_id), address=address
    )


def _done(admin_id: int, sentence: str) -> ResponseReturnValue:
    flash(sentence, "success")
    return redirect(url_for("officers.show", admin_id=admin_id))
