"""Templates of letters: made, changed, put away, an earlier text taken again. Staffordshire SOP 12.0."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from letters.models import LetterTemplate
from letters.rules.fields import EVERY, labels
from letters.rules.text import TABLES, problems
from letters.wording import Wording

CHANGE = "letters.change_lettertemplate"


@operation("letter_template.added", needs=CHANGE)
def add_template(*, by: User, kind: str, name: str, text: str, large_print: bool = False) -> LetterTemplate:
    """A new letter of the council's own. Raises ValidationError for fields that are not known, and a name twice."""
    row = LetterTemplate(
        kind=kind, name=name.strip(), text=text.strip(), large_print=large_print, changed_by=by
    )
    _check(row)
    row.save()
    return row


@operation("letter_template.edited", needs=CHANGE)
def edit_template(
    *, by: User, template: LetterTemplate, version: int, name: str, text: str, large_print: bool
) -> LetterTemplate:
    """Another text is another version; letters that were made keep theirs.

    Raises Conflict where somebody changed the same, ValidationError as `add_template` does.
    """
    changing = {"name": name.strip(), "text": text.strip(), "large_print": large_print}
    row = LetterTemplate.objects.lock_for_edit(template.pk, since=version, changing=changing)
    _check(row)
    row.save_version(by=by)
    return row


@operation("letter_template.restored", needs=CHANGE)
def restore_version(*, by: User, template: LetterTemplate, number: int) -> LetterTemplate:
    """An earlier text is the newest version again. Raises ValidationError where nothing would change."""
    row = LetterTemplate.objects.select_for_update(of=("self",)).get(pk=template.pk)
    before = row.snapshot(number)
    if before is None:
        raise ValidationError("There is no such version.")
    row.edited = [name for name in ("text", "large_print") if getattr(row, name) != getattr(before, name)]
    if not row.edited:
        raise ValidationError("These are the words that are used now.")
    row.text, row.large_print = before.text, before.large_print
    _check(row)
    row.save_version(by=by)
    return row


@operation("letter_template.put_away", needs=CHANGE)
def put_away(*, by: User, template: LetterTemplate) -> LetterTemplate:
    """It is no longer offered; letters that were made with it stay."""
    row = LetterTemplate.objects.select_for_update(of=("self",)).get(pk=template.pk)
    if row.ended_at:
        raise ValidationError(f"{row} is put away already.")
    row.ended_at = timezone.now()
    row.save_version(by=by, update_fields=["ended_at"])
    return row


@operation("letter_template.taken_up", needs=CHANGE)
def take_up(*, by: User, template: LetterTemplate) -> LetterTemplate:
    """It is offered again. Raises ValidationError where another has its name by now."""
    row = LetterTemplate.objects.select_for_update(of=("self",)).get(pk=template.pk)
    row.ended_at = None
    _check(row)
    row.save_version(by=by, update_fields=["ended_at"])
    return row


@operation("letter_template.loaded")
def load_wording(*, by: User, wordings: list[Wording]) -> list[LetterTemplate]:
    """Those that come with the product and are not there yet; what an administrator changed stays as it is."""
    there = set(LetterTemplate.objects.exclude(key="").values_list("key", flat=True))
    rows = []
    for one in wordings:
        if one.key not in there:
            row = LetterTemplate(key=one.key, kind=one.kind, name=one.name, text=one.text, changed_by=by)
            _check(row)
            row.save()
            rows.append(row)
    return rows


def text_problems(kind: str, text: str) -> list[str]:
    """What is wrong with the fields of a text, for the page: each with its line."""
    return [str(one) for one in problems(text, labels(kind), set(TABLES), set(EVERY))]


def _check(row: LetterTemplate) -> None:
    if not row.text:
        raise ValidationError({"text": "Enter what it says"})
    if found := text_problems(row.kind, row.text):
        raise ValidationError({"text": found})
    same = LetterTemplate.objects.in_use().filter(name__iexact=row.name).exclude(pk=row.pk)
    if row.ended_at is None and same.exists():
        raise ValidationError({"name": "Another letter has this name. Choose a different one"})
    row.clean_fields(exclude=["changed_by", "changed_at", "ended_at"])
