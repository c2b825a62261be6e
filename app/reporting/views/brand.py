"""Name, contact, logo and colors of the provider; and the logo itself, for everybody."""

from flask import Response, abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import public, requires, signed_in
from app.accounts.rules import Permission
from app.authoring.pictures import PictureRefused, as_plate
from app.authoring.rules.photos import Wanted
from app.catalogue.content.figures import clean_svg
from app.platform import clock
from app.platform.colours import OURS, colours, style_of
from app.platform.site import Brand, chosen_brand, current_site, keep_logo, logo_svg, save_brand
from app.reporting.forms.brand import BrandForm
from app.reporting.views import blueprint

SMALL = Wanted(widest=480, room=40_000, ground=(255, 255, 255))  # each page of each person shows it
TITLE = "Logo"
KEPT = "public, max-age=31536000, immutable"  # its address is its hash
ALONE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"  # by itself a picture and no page


@blueprint.get("/admin/brand")
@requires(Permission.ADMINISTER)
def edit_brand() -> ResponseReturnValue:
    """What is chosen now."""
    before = chosen_brand()
    return _page(BrandForm(formdata=None, obj=before, begun_with=before.id if before else 0))


@blueprint.post("/admin/brand")
@requires(Permission.ADMINISTER)
def keep_brand() -> ResponseReturnValue:
    """Keep a new edition; certificates that were issued stay as they are."""
    form, before = BrandForm(), chosen_brand()
    form.validate()
    svg = _drawn(form)
    if form.errors:
        return _page(form), 422
    if before and not form.check_against(before):
        return _page(form), 409
    now = clock.now()
    logo = keep_logo(svg, now) if svg else None if form.no_logo.data or before is None else before.logo
    save_brand(Brand(
        **form.said, **form.chosen, logo=logo,
        saved_at=now, saved_by_id=signed_in().id,
    ))  # fmt: skip
    flash(_("Saved. Every page shows it now; certificates that were issued stay as they are."), "success")
    return redirect(url_for("reporting.edit_brand"))


@blueprint.get("/brand/<sha256>.svg")
@public
def logo(sha256: str) -> ResponseReturnValue:
    """A logo that pages or certificates show, or once showed."""
    svg = logo_svg(sha256) or abort(404)
    headers = {"Cache-Control": KEPT, "Content-Security-Policy": ALONE}
    return Response(svg, mimetype="image/svg+xml", headers=headers)


def _drawn(form: BrandForm) -> str:
    """The logo that was sent as a cleaned drawing, "" for none; what is wrong with it stands at its field."""
    sent = form.logo.data.read() if form.logo.data else b""
    if not sent:
        return ""
    try:
        return clean_svg(as_plate(sent, TITLE, SMALL), "logo-")
    except PictureRefused as refused:
        form.logo.errors = [*form.logo.errors, str(refused)]
        return ""


def _page(form: BrandForm) -> str:
    chosen = form.chosen
    shown = colours(**chosen) if chosen["main"] and not form.errors else current_site().colours or OURS
    plain = current_app.extensions["settings"]  # what is said where the form says nothing
    style = style_of(shown, ".samples")
    return render_template("reporting/brand.html", form=form, style=style, shown=shown, ours=OURS, plain=plain)
