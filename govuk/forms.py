"""Any Django form in the markup of the design system, and the way from a valid form to an operation.

A page says `{{ error_summary(form) }}{{ form }}`; labels, hints and options stand in the form class:

    class CompleteStep(Form):
        completed_on = DateField(label="When was it done?", subject="Date done")
        outcome = forms.ChoiceField(choices=..., widget=forms.RadioSelect)
        reason = forms.CharField(required=False)
        govuk = {"outcome": {"small": True, "conditional": {"no": ["reason"]}}, "reason": {"width": "20"}}

Options: width ("2".."20" characters or "one-half", "two-thirds"), label_size (s, m, l), page_heading, heading (level of
a heading in the legend), hide_label, hint, subject (words for error messages), small, inline, classes, group_classes,
attributes, rows, count (characters left), prefix, suffix, dividers {value: "or"}, choice_hints {value: hint},
choice_attributes {value: {name: value}}, conditional {value: [field names]}, birthday.
"""

from collections.abc import Callable, Iterator
from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.template import engines
from django.utils.safestring import SafeString

from govuk.components import LEFT_OUT, component
from govuk.messages import name_field
from govuk.widgets import PARTS, DateBoxes
from govuk.words import clean_text


class GovukBoundField(BoundField):
    """A field with its data that knows how the design system draws it."""

    @property
    def options(self) -> dict[str, Any]:
        """Options of the form class for this field, over those of the field itself."""
        return {**getattr(self.field, "govuk", {}), **getattr(self.form, "govuk", {}).get(self.name, {})}

    @property
    def element_id(self) -> str:
        return self.field.widget.attrs.get("id") or self.auto_id or self.html_name

    @property
    def attributes(self) -> dict[str, Any]:
        """Attributes of the widget and of the options that go onto the input itself."""
        attributes = {**self.field.widget.attrs, **self.options.get("attributes", {})}
        return {
            key: value
            for key, value in attributes.items()
            if key not in LEFT_OUT and value not in (None, False)
        }

    @property
    def wrong_parts(self) -> tuple[str, ...]:
        """Of a date in three boxes: the boxes that its first error is about; all of them when it names none."""
        errors = self.form.errors.as_data().get(self.name) if self.errors else None
        if not errors:
            return ()
        return tuple(part for part in PARTS if part in (errors[0].code or "").split("-")) or PARTS

    @property
    def error_href(self) -> str:
        """Where a link of the error summary goes: the input itself, the first wrong box, the first radio."""
        if isinstance(self.field.widget, DateBoxes):
            return f"#{self.element_id}-{(self.wrong_parts or PARTS)[0]}"
        return f"#{self.element_id}"

    def component(self) -> tuple[str, dict]:
        """(macro, parameters) for templates/govuk/field.html."""
        return component(self)

    def optgroups(self) -> list[tuple]:
        """The groups of choices of a choice widget, as Django makes them."""
        widget = self.field.widget
        return widget.optgroups(self.html_name, widget.format_value(self.value()), {})

    def conditional_html(self, value: str) -> SafeString | None:
        """The fields that show only while `value` is chosen."""
        names = self.options.get("conditional", {}).get(value, [])
        return SafeString("").join(self.form[name].as_field_group() for name in names) if names else None

    def __str__(self) -> str:
        """The whole component on our own forms; the bare widget elsewhere, where the admin site expects it."""
        return (
            self.as_field_group() if isinstance(self.form, Form) and not self.is_hidden else super().__str__()
        )

    __html__ = __str__


class GovukRenderer(DjangoTemplates):
    """The project's FORM_RENDERER: our Jinja templates for forms and fields, Django's for bare widgets."""

    form_template_name = "govuk/form.html"
    field_template_name = "govuk/field.html"
    bound_field_class = GovukBoundField

    def get_template(self, template_name: str):
        ours = template_name.startswith("govuk/")
        return engines["jinja2"].get_template(template_name) if ours else super().get_template(template_name)


class Form(forms.Form):
    """A form of ours: plain messages, cleaned text, and `run` to hand its data to an operation."""

    use_required_attribute = False
    govuk: ClassVar[dict[str, dict[str, Any]]] = {}

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.result: Any = None
        self.refusal: ValidationError | None = None
        self.removed_from: list[str] = []
        for name, field in self.fields.items():
            name_field(name, field, self.govuk.get(name, {}).get("subject"))

    def is_valid(self) -> bool:
        """A form shown again from a draft (`data.unsubmitted`) is never carried out: nobody sent it yet."""
        return not getattr(self.data, "unsubmitted", False) and super().is_valid()

    def run(self, operation: Callable, **kwargs) -> bool:
        """Call operation(**kwargs, **cleaned_data); True when it was done.

        The record it gives back is kept as `result`. When it refuses with a ValidationError, its sentences become
        errors of this form, the exception is kept as `refusal`, and the answer is False.
        """
        if not self.is_valid():
            return False
        try:
            self.result = operation(**{**self.cleaned_data, **kwargs})
        except ValidationError as refusal:
            self.refusal = refusal
            self._take_over(refusal)
            return False
        return True

    def _take_over(self, refusal: ValidationError) -> None:
        by_field = (
            refusal.error_dict if hasattr(refusal, "error_dict") else {NON_FIELD_ERRORS: refusal.error_list}
        )
        for name, errors in by_field.items():
            self.add_error(name if name in self.fields else None, errors)

    def _widget_data_value(self, widget, html_name: str):
        value = super()._widget_data_value(widget, html_name)
        cleaned = _clean(value)
        if cleaned != value and _loses(value) and html_name not in self.removed_from:
            self.removed_from.append(html_name)
        return cleaned

    @property
    def removed_words(self) -> str:
        """The sentence that says from which fields characters were removed; empty when from none."""
        labels = [str(bound.label) for bound in self if bound.html_name in self.removed_from]
        return f"Characters that cannot be shown were removed from: {', '.join(labels)}." if labels else ""


class OnceForm(Form):
    """A form that creates something: its hidden one-time key makes a second submit the same as the first."""

    key = forms.UUIDField(
        widget=forms.HiddenInput,
        initial=uuid4,
        required=False,
        error_messages={"invalid": "This page was changed on the way. Open it again"},
    )


def _clean(value):
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, (list, tuple)):
        return type(value)(_clean(part) for part in value)
    return value


def _loses(value) -> bool:
    """True when more than the kind of line break changed."""
    if isinstance(value, str):
        return clean_text(value) != value.replace("\r\n", "\n").replace("\r", "\n")
    return any(_loses(part) for part in value)


def error_list(*several) -> list[dict[str, str]]:
    """Errors of forms for the summary, as [{"text", "href"}]: first those of the form, then by field in page order."""
    return [error for form in several if form is not None for error in _errors_of(form)]


def _errors_of(form: forms.BaseForm) -> Iterator[dict[str, str]]:
    if not form.is_bound or not form.errors:
        return
    for message in form.non_field_errors():
        yield {"text": str(message)}
    for field in form:
        for message in field.errors:
            yield (
                {"text": str(message)}
                if field.is_hidden
                else {"text": str(message), "href": field.error_href}
            )


def first_invalid(*several) -> forms.BaseForm | None:
    """The first form with errors, or nothing: a page title then begins with 'Error'."""
    return next((form for form in several if getattr(form, "is_bound", False) and form.errors), None)
