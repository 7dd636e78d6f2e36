"""Which official macro draws a form field, and with what."""

from django import forms
from django.forms.widgets import Input
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from govuk.widgets import PARTS, DateBoxes

# Attributes that would bring the browser's own messages, cut pasted text short, or come from the macro anyway.
LEFT_OUT = {
    "class",
    "id",
    "name",
    "type",
    "value",
    "required",
    "placeholder",
    "maxlength",
    "minlength",
    "cols",
}
NAMED = ("autocomplete", "inputmode", "spellcheck", "pattern", "autocapitalize")
NO_CHOICE = "---------"  # Django's empty option


def text_or_html(value) -> dict:
    """A text as the macros want it: as `html` only when Django has marked it safe."""
    value = str(value) if isinstance(value, Promise) else value
    return {"html": value} if isinstance(value, SafeString) else {"text": str(value)}


def component(field) -> tuple[str, dict]:
    """(macro name, parameters) for a bound field."""
    for widget_class, draw in DRAWERS:
        if isinstance(field.field.widget, widget_class):
            return draw(field)
    return "raw", _labelled(field)


def _shared(field) -> dict:
    """What every component takes: id, name, hint, error."""
    options = field.options
    params: dict = {"id": field.element_id, "name": field.html_name, "formGroup": {}}
    if hint := options.get("hint", field.help_text):
        params["hint"] = text_or_html(hint)
    if field.errors:
        params["errorMessage"] = {"text": " ".join(str(message) for message in field.errors)}
    if classes := options.get("group_classes"):
        params["formGroup"] = {"classes": classes}
    return params


def _label_classes(field, base: str) -> str:
    options = field.options
    size = options.get("label_size")
    classes = [
        f"{base}--{size}" if size else "",
        "govuk-visually-hidden" if options.get("hide_label") else "",
    ]
    return " ".join(filter(None, [*classes, options.get("label_classes", "")]))


def _labelled(field) -> dict:
    label = {
        **text_or_html(field.label),
        "classes": _label_classes(field, "govuk-label"),
        "isPageHeading": field.options.get("page_heading"),
    }
    attributes = {key: value for key, value in field.attributes.items() if key not in NAMED and key != "rows"}
    params = {**_shared(field), "label": label, "attributes": attributes, "classes": _input_classes(field)}
    params.update({key: field.attributes[key] for key in NAMED if key in field.attributes})
    if field.field.disabled:
        params["disabled"] = True
    return params


def _input_classes(field) -> str:
    options = field.options
    width = options.get("width")
    sized = (
        f"govuk-input--width-{width}" if str(width).isdigit() else f"govuk-!-width-{width}" if width else ""
    )
    own = field.field.widget.attrs.get("class", "")
    return " ".join(filter(None, [sized, own, options.get("classes", "")]))


def _grouped(field) -> dict:
    legend = {
        **text_or_html(field.label),
        "classes": _label_classes(field, "govuk-fieldset__legend"),
        "isPageHeading": field.options.get("page_heading"),
    }
    if heading := field.options.get("heading"):
        legend |= {"html": SafeString(_legend_heading(field, heading))}
    return {**_shared(field), "fieldset": {"legend": legend}, "classes": _choice_classes(field)}


def _legend_heading(field, level: int) -> str:
    template = field.form.renderer.get_template("govuk/legend.html")
    return template.render({"level": int(level), "text": field.label})


def _choice_classes(field) -> str:
    boxes = (forms.CheckboxInput, forms.CheckboxSelectMultiple)
    kind = "checkboxes" if isinstance(field.field.widget, boxes) else "radios"
    options = field.options
    marks = [f"govuk-{kind}--{mark}" for mark in ("small", "inline") if options.get(mark)]
    return " ".join([*marks, options.get("classes", "")]).strip()


def _value(field) -> str:
    value = field.field.widget.format_value(field.value())
    return "" if value is None else str(value)


def _input(field) -> tuple[str, dict]:
    widget, options = field.field.widget, field.options
    params = {**_labelled(field), "value": _value(field)}
    kind = field.field.widget.attrs.get("type") or widget.input_type
    if kind == "number":  # a number input scrolls its value away and says nothing about letters
        decimal = isinstance(field.field, (forms.DecimalField, forms.FloatField))
        kind, params["inputmode"] = "text", "decimal" if decimal else "numeric"
        for limit in ("min", "max", "step"):
            params["attributes"].pop(limit, None)
    params["type"] = kind if kind in ("email", "tel", "url", "search") else "text"
    params |= {part: {"text": options[part]} for part in ("prefix", "suffix") if options.get(part)}
    return "input", params


def _password(field) -> tuple[str, dict]:
    shown = _value(field) if field.field.widget.render_value else None  # a typed password is not sent back
    return "password", {"autocomplete": "current-password", **_labelled(field), "value": shown}


def _textarea(field) -> tuple[str, dict]:
    rows = field.options.get("rows") or field.field.widget.attrs.get("rows")
    rows = 5 if rows in (None, "10") else int(rows)  # "10" is what Django writes when nobody chose
    params = {**_labelled(field), "value": typed_lines(_value(field)), "rows": rows}
    longest = getattr(field.field, "max_length", None)
    if longest and field.options.get("count"):
        return "character_count", params | {"maxlength": longest, "threshold": 75}
    return "textarea", params


def typed_lines(text: str) -> SafeString:
    """The text of a textarea with its line breaks as references.

    The macros indent what they nest, and a browser drops a first line break: either would change what was typed.
    """
    lines = escape(text).replace("\r\n", "\n").replace("\n", "&#10;")
    lines = f"&#10;{lines}" if lines.startswith("&#10;") else lines
    return mark_safe(lines)  # noqa: S308  escaped above


def _file(field) -> tuple[str, dict]:
    widget = field.field.widget
    return "file", {**_labelled(field), "multiple": bool(getattr(widget, "allow_multiple_selected", False))}


def _checkbox(field) -> tuple[str, dict]:
    """One box: its label is the question, so it needs no legend."""
    item = {
        **text_or_html(field.label),
        "value": "on",
        "checked": bool(field.field.widget.check_test(field.value())),
        "attributes": field.attributes,
        "disabled": field.field.disabled,
    }
    if conditional := field.conditional_html("on"):
        item["conditional"] = {"html": conditional}
    shared = _shared(field)
    if hint := shared.pop("hint", None):
        item["hint"] = hint
    return "checkboxes", {
        **shared,
        "idPrefix": field.element_id,
        "items": [item],
        "classes": _choice_classes(field),
    }


def _checkboxes(field) -> tuple[str, dict]:
    items = [item for _, group in _groups(field) for item in group]
    return "checkboxes", {**_grouped(field), "idPrefix": field.element_id, "items": items}


def _radios(field) -> tuple[str, dict]:
    groups = _groups(field)
    params = {**_grouped(field), "idPrefix": field.element_id}
    if any(name for name, _ in groups):
        return "grouped_radios", params | {
            "groups": [{"name": name, "items": items} for name, items in groups]
        }
    return "radios", params | {"items": [item for _, items in groups for item in items]}


def _groups(field) -> list[tuple[str | None, list[dict]]]:
    """Choices as [(sub-heading or None, [item])]; runs of choices without a sub-heading stay together."""
    groups: list[tuple[str | None, list[dict]]] = []
    first = True
    for name, options, _ in field.optgroups():
        if not groups or name is not None or groups[-1][0] is not None:
            groups.append((name, []))
        for option in options:
            groups[-1][1].extend(_choice(field, option, field.element_id if first else None))
            first = False
    _number(field, groups)
    return groups


def _choice(field, option: dict, element_id: str | None) -> list[dict]:
    value, options = str(option["value"]), field.options
    item = {
        **text_or_html(option["label"]),
        "value": value,
        "checked": bool(option["selected"]),
        "disabled": field.field.disabled or None,
        "attributes": {**field.attributes, **options.get("choice_attributes", {}).get(value, {})},
        "id": element_id,
    }
    if hint := options.get("choice_hints", {}).get(value):
        item["hint"] = text_or_html(hint)
    if conditional := field.conditional_html(value):
        item["conditional"] = {"html": conditional}
    divider = options.get("dividers", {}).get(value)
    return [{"divider": divider}, item] if divider else [item]


def _number(field, groups) -> None:
    """Ids as the design system gives them: the first without a number, so that error links find it."""
    items = [item for _, group in groups for item in group if "divider" not in item]
    for index, item in enumerate(items, start=1):
        item["id"] = field.element_id if index == 1 else f"{field.element_id}-{index}"


def _select(field) -> tuple[str, dict]:
    groups = [(name, [_option(option) for option in options]) for name, options, _ in field.optgroups()]
    multiple = field.field.widget.allow_multiple_selected
    if multiple or any(name for name, _ in groups):  # the official select has neither
        return "grouped_select", {**_labelled(field), "groups": groups, "multiple": multiple}
    return "select", {**_labelled(field), "items": [item for _, items in groups for item in items]}


def _option(option: dict) -> dict:
    label = str(option["label"])
    return {
        "value": str(option["value"]),
        "text": "Choose one" if label == NO_CHOICE else label,
        "selected": bool(option["selected"]),
    }


BOX_WIDTHS = {"day": "govuk-input--width-2", "month": "govuk-input--width-2", "year": "govuk-input--width-4"}


def _date(field) -> tuple[str, dict]:
    wrong = field.wrong_parts
    items = [
        {
            "name": part,
            "value": value,
            "classes": BOX_WIDTHS[part] + (" govuk-input--error" if part in wrong else ""),
            "autocomplete": f"bday-{part}" if field.options.get("birthday") else None,
        }
        for part, value in zip(PARTS, field.field.widget.boxes(field.value()), strict=True)
    ]
    params = {**_grouped(field), "namePrefix": field.html_name, "items": items}
    params["classes"] = field.options.get("classes", "")
    return "date", params


# First match wins: a subclass stands before the widget it inherits from.
DRAWERS = (
    (DateBoxes, _date),
    (forms.CheckboxSelectMultiple, _checkboxes),
    (forms.RadioSelect, _radios),
    (forms.CheckboxInput, _checkbox),
    (forms.Select, _select),
    (forms.Textarea, _textarea),
    (forms.PasswordInput, _password),
    (forms.FileInput, _file),
    (Input, _input),
)
