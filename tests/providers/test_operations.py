"""Loading register files into the register: every row accounted for, newer facts kept, nothing closed."""

import shutil
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import User
from providers import operations
from providers.models import Provider, RatingHistory, RegisterLoad, Service, ServiceLink
from tests.factories.providers import ProviderFactory, ServiceFactory
from tests.providers import shapes
from tests.providers.shapes import DATA, HOME

pytestmark = pytest.mark.django_db
FILES = [
    "tidy.csv",
    "api_locations.jsonl",
    "deregistered.csv",
    "api_table.csv",
    "adult_social_care.csv",
    "directory.csv",
    "council_list.csv",
    "api_location_list.json",
    "api_providers.jsonl",
    "api_provider_list.json",
    "rating_history.csv",
]


def load(path, **kwargs):
    """The tally of loading a file of tests/providers/data, or any other."""
    path = DATA / path if isinstance(path, str) else path
    return operations.load_register(by=User.objects.system(), path=path, **kwargs).tally


def outcome(tally):
    return tally.rows, tally.added, tally.changed, tally.unchanged, tally.refused


def history_count():
    models = (Service, Provider, ServiceLink, RatingHistory)
    return sum(next(iter(model.pgh_event_models.values())).objects.count() for model in models)


def facts():
    """All services as they stand, without when and from where."""
    hidden = {"id", "provider_id", "as_at", "source", "search_text"}
    rows = Service.objects.order_by("cqc_id").values()
    return [{name: value for name, value in row.items() if name not in hidden} for row in rows]


@pytest.mark.parametrize("file", FILES)
def test_second_load_finds_all_unchanged_and_writes_no_history(file):
    first = load(file)
    before, history = facts(), history_count()

    second = load(file)

    assert first.rows == second.rows
    assert (second.added, second.changed, second.linked) == (0, 0, 0)
    assert second.unchanged == second.rows - second.refused
    assert (facts(), history_count()) == (before, history)


def test_every_row_of_every_shape_is_accounted_for():
    for file in FILES:
        load(file)

    for kept in RegisterLoad.objects.all():
        assert kept.rows == kept.added + kept.changed + kept.unchanged + kept.refused
        assert kept.refused == len(kept.problems)


def test_row_of_an_older_day_fills_gaps_and_replaces_nothing(tmp_path):
    newer = dict(HOME, **{"Care homes beds": 70, "Location Street Address": None})
    load(shapes.xlsx(tmp_path / "01_July_2026_HSCA.xlsx", newer))

    tally = load(shapes.xlsx(tmp_path / "01_March_2021_HSCA.xlsx", HOME))

    home = Service.objects.get(cqc_id="1-900000001")
    assert (home.beds, home.address, home.as_at) == (70, "1 High Street", date(2026, 7, 1))
    assert (tally.changed, tally.unchanged) == (1, 0)
    assert load(shapes.xlsx(tmp_path / "01_March_2021_again.xlsx", HOME)).unchanged == 1


def test_two_rows_about_one_service_are_taken_in_the_order_of_their_days():
    tally = load("tidy.csv")

    home = Service.objects.select_related("provider").get(cqc_id="1-112103647")
    assert outcome(tally) == (10, 8, 1, 1, 0)
    assert (home.beds, home.as_at) == (33, date(2025, 8, 31))
    assert (home.address, home.postcode) == ("Cary Park", "TQ1 3NH")
    assert home.provider.name_withheld


def test_of_two_rows_of_one_day_the_last_counts(tmp_path):
    later = dict(HOME, **{"Care homes beds": 70})
    path = shapes.xlsx(tmp_path / "01_March_2021_HSCA.xlsx", HOME, later)

    assert outcome(load(path)) == (2, 1, 0, 1, 0)
    assert outcome(load(path)) == (2, 0, 0, 2, 0)
    assert Service.objects.get().beds == 70


def test_order_of_loading_makes_no_difference():
    load("tidy.csv"), load("adult_social_care.csv")
    one_way = facts()
    RatingHistory.objects.all().delete()
    Service.objects.all().delete()

    load("adult_social_care.csv"), load("tidy.csv")

    assert facts() == one_way


def test_blank_says_nothing_except_of_a_brand(tmp_path):
    load(shapes.xlsx(tmp_path / "01_March_2021_HSCA.xlsx", dict(HOME, **{"Brand Name": "BRAND Amberquay"})))

    load(shapes.xlsx(tmp_path / "01_April_2021_HSCA.xlsx", dict(HOME, **{"Location Telephone Number": None})))

    home = Service.objects.get(cqc_id="1-900000001")
    assert (home.phone, home.brand) == ("01632960001", "")


def test_cell_of_spaces_and_control_characters_says_nothing(tmp_path):
    load(shapes.xlsx(tmp_path / "01_March_2021_HSCA.xlsx", HOME))
    text = (DATA / "directory.csv").read_text(encoding="utf-8").replace("1-10552899555", "1-900000001")
    path = tmp_path / "directory.csv"
    path.write_text(
        text.replace("Square Mile Dental Centre,", "\x1f ,").replace(",Dentist,", ",|,"), encoding="utf-8"
    )

    load(path)

    home = Service.objects.get(cqc_id="1-900000001")
    assert (home.name, home.service_types) == ("Quilmere House", ["Nursing homes"])


def test_file_changes_only_what_it_states():
    load("api_locations.jsonl")
    before = Service.objects.get(cqc_id="1-109570155")

    tally = load("api_location_list.json")

    assert tally.changed == 0
    assert Service.objects.get(cqc_id="1-109570155").beds == before.beds == 22


def test_deregistered_service_is_linked_to_the_one_that_carried_on():
    tally = load("api_locations.jsonl")

    ended = Service.objects.get(cqc_id="1-113831768")
    link = ended.successor_links.get()
    assert (ended.status, ended.deregistered_on) == ("deregistered", date(2024, 2, 1))
    assert (link.to_service.cqc_id, link.reason) == ("1-18437805065", "New Provider")
    assert tally.linked == 1


def test_link_waits_until_both_registrations_are_known():
    alone = load("deregistered.csv")
    assert ServiceLink.objects.filter(from_cqc_id="1-113831768", to_service=None).exists()

    later = load("api_locations.jsonl")

    link = ServiceLink.objects.get(from_cqc_id="1-113831768")
    assert link.to_service.cqc_id == "1-18437805065"
    assert (alone.linked, later.linked) == (1, 1)


def test_newer_listing_registers_a_service_again(tmp_path):
    service = ServiceFactory(
        cqc_id="1-900000001", status="deregistered", deregistered_on=date(2020, 1, 1), as_at=date(2020, 2, 1)
    )

    load(shapes.xlsx(tmp_path / "01_March_2021_HSCA.xlsx", HOME))

    service.refresh_from_db()
    assert (service.status, service.deregistered_on) == ("registered", None)


def test_rating_without_a_date_takes_no_date_from_another_rating(tmp_path):
    load("tidy.csv")
    Service.objects.filter(cqc_id="1-130170337").update(
        rating="Inadequate", rating_on=date(2019, 1, 1), as_at=date(2021, 1, 1)
    )

    load("adult_social_care.csv")

    home = Service.objects.get(cqc_id="1-130170337")
    assert (home.rating, home.rating_on) == ("Good", None)


def test_earlier_ratings_are_kept():
    load("api_locations.jsonl")

    ratings = RatingHistory.objects.filter(service__cqc_id="1-113831768").values_list("rating", "rated_on")
    assert ratings[0] == ("Good", date(2022, 8, 26))
    assert len(ratings) == 4


def test_ratings_of_services_that_are_not_known_are_refused_by_row():
    ServiceFactory(cqc_id="1-436991296", care_home=False)

    tally = load("rating_history.csv")

    assert outcome(tally) == (2, 1, 0, 0, 1)
    assert (tally.problems[0].row, tally.problems[0].value) == (3, "1-365223696")
    assert Service.objects.get().rating_on == date(2014, 10, 10)


def test_rows_without_id_are_found_by_name_and_postcode_or_refused():
    tally = load("council_list.csv")

    assert outcome(tally)[0] == 19
    assert tally.added == 4
    assert tally.refused == 0
    assert Service.objects.get(name="Bickham House").cqc_id == "1-112588858"


def test_service_that_a_complete_list_leaves_out_is_counted_and_not_closed(tmp_path):
    other = dict(HOME, **{"Location ID": "1-900000002", "Location Name": "Willowmere Lodge"})
    load(shapes.xlsx(tmp_path / "01_March_2021_HSCA.xlsx", HOME, other))

    tally = load(shapes.xlsx(tmp_path / "01_April_2021_HSCA.xlsx", HOME))

    left_out = Service.objects.get(cqc_id="1-900000002")
    assert tally.no_longer_listed == 1
    assert (left_out.status, left_out.unlisted_on) == ("registered", date(2021, 4, 1))
    assert load(shapes.xlsx(tmp_path / "01_May_2021_HSCA.xlsx", HOME, other)).no_longer_listed == 0
    left_out.refresh_from_db()
    assert left_out.unlisted_on is None


def test_list_of_other_areas_leaves_nothing_out(tmp_path):
    load(shapes.xlsx(tmp_path / "01_March_2021_HSCA.xlsx", HOME))
    elsewhere = dict(HOME, **{"Location ID": "1-900000009", "Location Local Authority": "Elsewhereshire"})

    tally = load(shapes.xlsx(tmp_path / "01_April_2021_HSCA.xlsx", elsewhere))

    assert (tally.added, tally.no_longer_listed) == (1, 0)


def test_history_says_who_and_by_which_operation(administrator):
    operations.load_register(by=administrator, path=DATA / "directory.csv")

    event_model = Service.pgh_event_models["insert"]
    context = event_model.objects.select_related("pgh_context").first().pgh_context.metadata
    assert (context["user"], context["operation"]) == (administrator.pk, "register.loaded")


def test_loading_needs_the_permission(officer):
    with pytest.raises(PermissionDenied):
        operations.load_register(by=officer, path=DATA / "directory.csv")


def test_file_that_breaks_off_changes_nothing(tmp_path):
    path = tmp_path / "tidy.csv"
    path.write_text((DATA / "tidy.csv").read_text(encoding="utf-8").replace(",Clearbury,", ',"Clearbury,'))

    with pytest.raises(ValidationError, match="never closed"):
        load(path)

    assert not Service.objects.exists()
    assert not RegisterLoad.objects.exists()


def test_refused_value_is_kept_without_characters_that_cannot_be_stored(tmp_path):
    path = tmp_path / "list.json"
    path.write_text('{"providers": [{"providerId": "\\u0000\\ud800 no id", "providerName": "Amberquay"}]}')

    (problem,) = load(path).problems

    assert problem.as_dict()["value"] == "no id"
    assert RegisterLoad.objects.get().problems == [problem.as_dict()]


def test_masked_names_are_never_matched_on(tmp_path):
    path = tmp_path / "council.csv"
    shutil.copy(DATA / "council_list.csv", path)
    text = path.read_text(encoding="utf-8").replace("Bickham House", "[name withheld]")
    path.write_text(text, encoding="utf-8")

    tally = load(path)

    assert tally.refused == 3
    assert {problem.column for problem in tally.problems} == {"cqc_id"}


def test_provider_facts_come_with_its_services():
    load("adult_social_care.csv")

    provider = Provider.objects.exclude(companies_house_number="").first()
    assert provider.name
    assert provider.services.exists()


def test_provider_recorded_by_hand_stays_beside_those_of_the_register():
    by_hand = ProviderFactory(cqc_id=None, name="Hand-made Care")

    load("api_providers.jsonl")

    by_hand.refresh_from_db()
    assert (by_hand.name, Provider.objects.count()) == ("Hand-made Care", 4)
