"""Keeping a filter, an order and columns of the tracker under a name. Whoever looks at trackers may."""

from django.core.exceptions import ValidationError

from accounts.audit import operation
from accounts.models import User
from trackers.models import DefaultView, SavedView

MOST = 30  # of one person


@operation("saved_view.saved", needs="trackers.view_trackerentry")
def save_view(
    *, by: User, name: str, query: str, is_shared: bool = False, is_default: bool = False
) -> SavedView:
    """Keep a list under a name. `query` is the address as trackers.forms.filters cleans it.

    Raises ValidationError for a name that the person has used already, and for more than thirty.
    """
    _refuse_taken(by, name)
    if SavedView.objects.filter(owner=by).count() >= MOST:
        raise ValidationError(f"You have {MOST} saved lists. Delete one first.")
    view = SavedView.objects.create(
        owner=by, organisation=by.organisation, name=name, query=query, is_shared=is_shared
    )
    _set_default(by, view, is_default)
    return view


@operation("saved_view.changed", needs="trackers.view_trackerentry")
def change_view(
    *, by: User, view: SavedView, name: str, is_shared: bool = False, is_default: bool = False
) -> SavedView:
    """Rename a list, share it or keep it to oneself, open trackers with it or not.

    Of a colleague's list only the last is one's own choice. Raises ValidationError for a name that is taken.
    """
    view = SavedView.objects.select_for_update(of=("self",)).get(pk=view.pk)
    if view.owner_id == by.pk:
        _refuse_taken(by, name, besides=view)
        view.name, view.is_shared = name, is_shared
        view.save(update_fields=["name", "is_shared"])
        if not is_shared:
            DefaultView.objects.filter(view=view).exclude(user=by).delete()
    _set_default(by, view, is_default)
    return view


@operation("saved_view.deleted", needs="trackers.view_trackerentry")
def delete_view(*, by: User, view: SavedView) -> None:
    """Delete one's own list. Colleagues who opened trackers with it have the usual one again."""
    if view.owner_id != by.pk:
        raise ValidationError(f"{view.owner} saved this list, so only {view.owner} deletes it.")
    SavedView.objects.filter(pk=view.pk).delete()


def _refuse_taken(by: User, name: str, besides: SavedView | None = None) -> None:
    others = SavedView.objects.filter(owner=by, name__iexact=name)
    if others.exclude(pk=besides.pk if besides else None).exists():
        raise ValidationError({"name": "You have a list of that name already. Choose another name"})


def _set_default(by: User, view: SavedView, is_default: bool) -> None:
    if is_default:
        DefaultView.objects.update_or_create(user=by, defaults={"view": view})
    else:
        DefaultView.objects.filter(user=by, view=view).delete()
