"""The history of everything, or of one event, held against the records. Staffordshire SOP 11.3; Blackpool policy 9."""

from django.db.models import Model, QuerySet

from accounts.integrity import Found, check_model, tracked_models, whole
from events.models import FailureEvent, RouteStep
from risk.models import Grading, SampledPerson
from trackers.models import DefaultView, SavedView, ServiceUser, TrackerEntry

# People take these away again: a step of a route, a saved list, somebody put into a sample by mistake.
MAY_GO = {RouteStep, SavedView, DefaultView, SampledPerson, Grading}


def check_everything() -> Found:
    """Every record that keeps a history. One query for each model."""
    return whole(check_model(model, may_go=model in MAY_GO) for model in tracked_models())


def check_event(event: FailureEvent) -> Found:
    """The event, all that stands under it, and the people on its tracker."""
    return whole(
        check_model(model, keys, may_go=model in MAY_GO)
        for model in tracked_models()
        if (keys := keys_of(model, event)) is not None
    )


def keys_of(model: type[Model], event: FailureEvent) -> QuerySet | None:
    """Keys of a model's records of an event, by what they say and by what their history says; None for none."""
    if model is FailureEvent:
        return FailureEvent.objects.filter(pk=event.pk).values("pk")
    if model is ServiceUser:
        people = TrackerEntry.pgh_event_model.objects.filter(event_id=event.pk)
        now = TrackerEntry.with_merged.filter(event=event).values("service_user_id")
        return people.values("service_user_id").union(now)
    if any(field.name == "event" and field.related_model is FailureEvent for field in model._meta.fields):
        past = model.pgh_event_model.objects.filter(event_id=event.pk)
        return past.values("pgh_obj_id").union(model._base_manager.filter(event_id=event.pk).values("pk"))
    return None
