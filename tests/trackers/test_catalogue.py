"""Every field of the catalogue has a place. Staffordshire SOP 11.5 (28 fields); Blackpool policy App 7, 8 (columns)."""

import pytest
from django.apps import apps

from events.procedure.loader import load
from trackers.documents import RESIDENT_COLUMNS
from trackers.rules.fields import FIELDS

# Field of the catalogue -> fields of the tracker's row, or the model (with its fields) that holds it.
PLACES = {
    "STF-TF01": ["service_user.surname", "service_user.forename"],
    "STF-TF02": ["trackers.Representative surname phone email is_main must_not_be_told"],
    "STF-TF03": ["events.Lead role organisation name phone email"],
    "STF-TF04": ["funding_authority"],
    "STF-TF05": ["funding_type", "funding_arrangements", "funding_words"],
    "STF-TF06": ["details_confirmed_on", "details_confirmed_by"],
    "STF-TF07": ["situation"],
    "STF-TF08": ["trackers.Concern kind what outcome"],
    "STF-TF09": ["trackers.Concern kind what outcome"],
    "STF-TF10": ["next_step", "next_step_owner", "next_step_due_on", "events.Action what owner_name due_on"],
    "STF-TF11": ["trackers.ReconcileDecision event"],
    "STF-TF12": ["relatives_contact"],
    "STF-TF13": ["safe_and_well_on", "safe_and_well_by", "safe_and_well_note"],
    "STF-TF14": ["trackers.Placement service provided_by starts_on", "system_updated_on"],
    "STF-TF15": ["move_on", "moved_on", "final_outcome"],
    "STF-TF16": ["trackers.Review due_on done_on outcome"],
    "STF-TF17": ["trackers.PersonFact name value", "fact ordinary_residence"],
    "STF-TF18": ["funding_type"],
    "STF-TF19": ["assessed_on", "carers_assessed_on", "finances_assessed_on"],
    "STF-TF20": ["trackers.Representative involved"],
    "STF-TF21": ["involvement_capacity"],
    "STF-TF22": ["advocate", "advocate_name", "advocate_on", "imca", "imca_name", "imca_on"],
    "STF-TF23": ["response_level"],
    "STF-TF24": ["trackers.PersonEvaluation duty", "trackers.PersonOverride value reason"],
    "STF-TF25": ["costs.Cost entry", "costs.Charge entry"],
    "STF-TF26": ["case_organisation", "worker"],
    "STF-TF27": ["trackers.PersonFact name value", "fact person_type"],
    "STF-TF28": ["trackers.DutyEnd ended_on reason"],
}


def facts() -> set[str]:
    return {fact.name for fact in load("staffordshire").rule_inputs}


def test_every_field_of_the_catalogue_is_in_the_table():
    assert {field.id for field in load("staffordshire").tracker_fields} == set(PLACES)


@pytest.mark.parametrize("place", sorted({place for places in PLACES.values() for place in places}))
def test_its_place_is_there(place):
    if place.startswith("fact "):
        assert place.removeprefix("fact ") in facts()
    elif place[0].islower() and "." in place and place.split(".")[0] in ("trackers", "costs", "events"):
        model, *names = place.split()
        for name in names:
            apps.get_model(model)._meta.get_field(name)
    else:
        assert place in FIELDS


def test_the_ten_columns_of_the_resident_list_are_printed():
    assert len(RESIDENT_COLUMNS) == 10
