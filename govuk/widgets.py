"""Widgets that Django lacks: a date in three boxes."""

from datetime import date

from django import forms

PARTS = ("day", "month", "year")


class DateBoxes(forms.Widget):
    """Day, month and year in three boxes, posted as `name-day`, `name-month` and `name-year`.

    A single `name` with a date in it is taken too: that is how a script or a one-box form sends it.
    """

    use_fieldset = True
    template_name = "django/forms/widgets/text.html"  # only where somebody asks for the bare input

    def value_from_datadict(self, data, files, name: str) -> tuple[str, str, str] | str | None:
        """(day, month, year) as typed, one text when sent in one piece, None when nothing was typed."""
        parts = tuple((data.get(f"{name}-{part}") or "").strip() for part in PARTS)
        if any(parts):
            return parts
        return (data.get(name) or "").strip() or None

    def value_omitted_from_data(self, data, files, name: str) -> bool:
        return not any(key in data for key in (name, *(f"{name}-{part}" for part in PARTS)))

    def id_for_label(self, id_: str) -> str:
        """The first box, so that a link in the error summary lands on an input."""
        return f"{id_}-day" if id_ else id_

    def boxes(self, value: date | tuple[str, str, str] | str | None) -> list[str]:
        """What stands in the three boxes."""
        if isinstance(value, date):
            return [str(value.day), str(value.month), str(value.year)]
        if isinstance(value, (tuple, list)):
            return [str(part) for part in value]
        return [value or "", "", ""]

    def format_value(self, value) -> str:
        return value.isoformat() if isinstance(value, date) else ""
