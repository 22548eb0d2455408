"""How officials edit the rules of a draft, or of an amendment they prepare: part by part, and entry by entry."""

from typing import Any, get_args

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from grants.accounts.current import require_person, signed_in
from grants.calls import labels as calls_labels
from grants.calls import sentences, services
from grants.calls.advice import advice_on
from grants.calls.editing import changes, labels
from grants.calls.editing.items import (
    PARTS,
    ItemKind,
    Items,
    beginning,
    details_of_item,
    field_types,
    find_item,
    find_items,
)
from grants.calls.editing.parts import Part, details_of
from grants.calls.editing.paths import Raw
from grants.calls.editing.where import item_name
from grants.calls.forms.editing import DetailsForm, previews
from grants.calls.forms.files import RulesForm
from grants.calls.forms.pasting import PasteForm
from grants.calls.lacking import lacking_in
from grants.calls.models import Call
from grants.calls.rules.document import FieldType, Rules
from grants.calls.rules.validation import read_rules
from grants.calls.views.answering import answer
from grants.calls.views.edited import Edited, edited_rules
from grants.errors import Conflict, NotFound
from grants.web.forms import Form

blueprint = Blueprint("office_rules", __name__, url_prefix="/office/calls/<slug>/rules")

FROM_A_FILE = _l("Nothing was stored. Correct the file and send it again.")

Page = str | Response | tuple[str, int]


@blueprint.get("")
@signed_in
def overview(slug: str) -> str:
    """Show the parts of the rules, what they lack and what is unusual in them."""
    edited = edited_rules(slug)
    return render_template(
        "calls/rules/overview.html",
        edited=edited,
        call=edited.call,
        rules=edited.rules,
        parts=labels.PARTS,
        missing=lacking_in(edited.rules, edited.call, edited.version.number),
        advice=advice_on(edited.rules),
    )


@blueprint.get("/preview")
@signed_in
def preview(slug: str) -> str:
    """Show the page of the call as everybody will read it, by the rules that are being prepared."""
    edited = edited_rules(slug)
    return render_template(
        "calls/rules/preview.html",
        edited=edited,
        call=edited.call,
        rules=edited.rules,
        best=edited.rules.best,
        labels=calls_labels,
        sentences=sentences,
    )


@blueprint.route("/part/<part>", methods=["GET", "POST"])
@signed_in
def part(slug: str, part: str) -> Page:
    """Edit what stands in a part, and lead to the entries of its list."""
    if part not in set(Part):
        raise NotFound
    edited, which = edited_rules(slug), Part(part)
    document = edited.document
    form = DetailsForm.about(document, details_of(which, document), seen=edited.digest)
    lists = {Part.SCHEDULE: "events", Part.FORM: "form", Part.CHECKS: "checks", Part.CRITERIA: "criteria"}
    items = find_items(document, lists[which]) if which in lists else None
    return _form_page(form, edited, "calls/rules/part.html", part=which, heading=labels.PARTS[which], items=items)


@blueprint.route("/item/<path:way>", methods=["GET", "POST"])
@signed_in
def item(slug: str, way: str) -> Page:
    """Edit one entry of a list."""
    edited = edited_rules(slug)
    items, place = _found_renamed(edited.document, way)
    before = items.of(edited.document)[place].get("code", "")

    def finish(document: Raw) -> Raw:
        after = items.of(document)[place].get("code", "")
        return changes.referring(document, before, after) if items.kind is ItemKind.CRITERION else document

    form = DetailsForm.about(edited.document, details_of_item(items, place, edited.document), seen=edited.digest)
    form.finish = finish
    heading = item_name(items, place, edited.document)
    inner = find_items(edited.document, way)
    return _form_page(
        form, edited, "calls/rules/item.html", way=way, items=items, place=place, inner=inner, heading=heading
    )


@blueprint.route("/add/<path:way>", methods=["GET", "POST"])
@signed_in
def add(slug: str, way: str) -> Page:
    """Add an entry to a list; of a question the type is chosen first."""
    edited = edited_rules(slug)
    items = _list(edited.document, way)
    if len(items.of(edited.document)) >= items.most():
        raise Conflict(_("This list is full: it has %(most)d entries.", most=items.most()))
    kind = request.args.get("type", "")
    types = field_types(items.kind, get_args(FieldType)) if items.kind in {ItemKind.FIELD, ItemKind.COLUMN} else ()
    if types and kind not in types:
        return render_template(
            "calls/rules/types.html", edited=edited, call=edited.call, items=items, types=types, labels=labels
        )
    place = len(items.of(edited.document))
    document = changes.added(edited.document, items, beginning(items, edited.document, kind))
    form = DetailsForm.about(document, details_of_item(items, place, document), seen=edited.digest)
    form.finish = lambda changed: changes.named(changed, items, place)
    if form.is_submitted() and form.seen.data != edited.digest and changes.ends_twice(form.written(), items):
        return redirect(_address_of_list(edited, items), 303)  # the same form was sent a moment ago
    return _form_page(form, edited, "calls/rules/item.html", way="", items=items, heading=labels.ADD[items.kind])


@blueprint.post("/move/<path:way>")
@signed_in
def move(slug: str, way: str) -> Page:
    """Move an entry within its list, or a question to another section."""
    edited = edited_rules(slug)
    items, place = _found(edited.document, way)
    section = request.form.get("section", "")
    if section:
        document = changes.moved_to_section(edited.document, items, place, section)
    else:
        document = changes.moved(edited.document, items, place, _target())
    return _at_once(edited, document, items)


@blueprint.route("/remove/<path:way>", methods=["GET", "POST"])
@signed_in
def remove(slug: str, way: str) -> Page:
    """Say what goes with an entry, then remove it; one that is gone already needs no removing."""
    edited = edited_rules(slug)
    found = find_item(edited.document, way)
    if found is None and request.method == "POST":
        return redirect(_address_of_list(edited, _list(edited.document, way.rpartition("/")[0])), 303)
    items, place = _found(edited.document, way)
    form = Form()

    def act() -> str:
        rules = read_rules(changes.removed(edited.document, items, place), at="")
        _store(edited, rules, request.form.get("seen", ""))
        return _address_of_list(edited, items)

    heading = _("Remove: %(what)s", what=item_name(items, place, edited.document))
    shown: dict[str, Any] = {
        "edited": edited,
        "call": edited.call,
        "items": items,
        "place": place,
        "way": way,
        "heading": heading,
    }
    return answer(form, act, "calls/rules/remove.html", **shown)


@blueprint.route("/paste", methods=["GET", "POST"])
@signed_in
def paste(slug: str) -> Page:
    """Take criteria out of a table that is pasted, after showing what was understood."""
    edited = edited_rules(slug)
    form = PasteForm(data={"seen": edited.digest, "instead": "all"})
    pasted = form.pasted(edited.document) if form.table.data else None

    def act() -> str | None:
        if form.look.data or not pasted or not pasted.criteria:
            return None
        rules = read_rules(changes.judged(edited.document, form.criteria(edited.document)), at="")
        _store(edited, rules, form.seen.data or "")
        return url_for("office_rules.part", slug=edited.call.slug, part=Part.CRITERIA.value)

    return answer(
        form,
        act,
        "calls/rules/paste.html",
        edited=edited,
        call=edited.call,
        pasted=pasted,
        faults=labels.FAULTS,
    )


@blueprint.route("/file", methods=["GET", "POST"])
@signed_in
def file(slug: str) -> Page:
    """Replace the rules by those of a file."""
    edited = edited_rules(slug)
    form = RulesForm()

    def act() -> str:
        _store(edited, form.rules(), "")
        return _overview(edited.call)

    return answer(form, act, "calls/rules/file.html", linked=False, edited=edited, call=edited.call, advice=FROM_A_FILE)


def _form_page(form: DetailsForm, edited: Edited, template: str, **shown: object) -> Page:
    def act() -> str | None:
        if form.preview.data:
            return None
        _store(edited, form.rules(), form.seen.data or "")
        items = shown.get("items")
        if isinstance(items, Items) and template.endswith("item.html"):
            return _address_of_list(edited, items)
        return _overview(edited.call)

    context: dict[str, Any] = {"edited": edited, "call": edited.call, "labels": labels, "item_name": item_name, **shown}
    if isinstance(items := shown.get("items"), Items) and template.endswith("item.html"):
        part = PARTS[items.kind]
        address = url_for("office_rules.part", slug=edited.call.slug, part=part.value)
        context |= {"back": _address_of_list(edited, items), "trail": [(labels.PARTS[part], address)]}
    return answer(form, act, template, previews=previews(form), **context)


def _store(edited: Edited, rules: Rules, seen: str) -> None:
    services.replace_rules(call=edited.call, rules=rules, actor=require_person(), seen=seen)
    flash(_("Stored."))


def _at_once(edited: Edited, document: Raw, items: Items) -> Response:
    """Store a change that needs no form of its own."""
    services.replace_rules(
        call=edited.call, rules=read_rules(document, at=""), actor=require_person(), seen=request.form.get("seen", "")
    )
    return redirect(_address_of_list(edited, items), 303)


def _overview(call: Call) -> str:
    return url_for("office_rules.overview", slug=call.slug)


def _address_of_list(edited: Edited, items: Items) -> str:
    """Return the page on which the list of an entry stands: its part, or the entry it lies in."""
    if "/" in items.way:
        return url_for("office_rules.item", slug=edited.call.slug, way=items.way, _anchor="list")
    return url_for("office_rules.part", slug=edited.call.slug, part=PARTS[items.kind].value, _anchor="list")


def _list(document: Raw, way: str) -> Items:
    items = find_items(document, way)
    if items is None:
        raise NotFound
    return items


def _found_renamed(document: Raw, way: str) -> tuple[Items, int]:
    """Return an entry of an address, or the one that a form which changed its number, sent again, has made of it."""
    list_, _slash, _token = way.rpartition("/")
    renamed = find_item(document, f"{list_}/{request.form.get('code', '')}")
    return find_item(document, way) or renamed or _found(document, way)


def _found(document: Raw, way: str) -> tuple[Items, int]:
    found = find_item(document, way)
    if found is None:
        raise NotFound
    return found


def _target() -> int:
    """Return the place at which an entry is to stand, counted from 0: pressed twice, the button does the same."""
    to = request.form.get("to", "")
    if to.isascii() and to.isdecimal() and len(to) <= len("100"):
        return int(to)
    raise NotFound
