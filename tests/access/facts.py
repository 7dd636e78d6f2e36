"""Which models hold facts about somebody's business: each needs a record with a canary."""

import pghistory
from django.apps import apps
from django.db import models

from accounts.models import AccessEntry

ROOMS = ("accounts", "providers", "events", "trackers", "costs", "letters", "risk", "plans")
NEUTRAL = {  # models without a canary, and why
    "accounts.Heartbeat": "the clock's own",
    "accounts.Submission": "keys of forms, which no page reads",
    "events.CouncilProcedure": "the key of a published document",
    "events.DocumentPiece": "pages of documents, which have one; no page reads it",
    "events.FailureEventGroupPermission": "holds no fact",
    "events.FailureEventUserPermission": "holds no fact",
    "events.Invitation": "holds no fact but who is asked, whose name has one",
    "events.LegalEvaluation": "worked out from facts that have one; nobody can change it",
    "events.PeopleCount": "kept by the database; its figures are powers of two",
    "events.Procedure": "a published document",
    "plans.FactConfirmation": "what a fact of a plan said, which has one; nobody can change it",
    "plans.PlanVersion": "a copy of a plan, which has one; nobody can change it",
    "costs.ClaimLine": "amounts of parts, which have one; nobody can change it",
    "trackers.DefaultView": "holds no fact but which list is opened",
    "trackers.PersonEvaluation": "worked out from facts that have one; nobody can change it",
    "providers.RatingHistory": "published by CQC",
    "providers.ServiceLink": "published by CQC",
}


def canary_models() -> list[type[models.Model]]:
    """Every model of the rooms but history and those that hold no fact; a new one is among them by itself."""
    found = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]
    facts = [model for model in found if not issubclass(model, pghistory.models.Event)]
    return [model for model in facts if model._meta.label not in NEUTRAL and model is not AccessEntry]


def without_records() -> list[str]:
    """Models of which the world has nothing."""
    return [
        model._meta.label for model in (*canary_models(), AccessEntry) if not model._base_manager.exists()
    ]
