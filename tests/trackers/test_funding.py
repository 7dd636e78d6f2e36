import pytest

from trackers.rules.funding import FUNDING_TYPES, Council, funding_route, local_abbreviations, read_funding

COUNCIL = Council("Staffordshire County Council", ("Staffs",))


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("SCC", "this_council"),
        ("Staffs CC", "this_council"),
        ("Staffordshire County Council", "this_council"),
        ("LA funded", "this_council"),
        ("Local Authority", "this_council"),
        ("Social Services", "this_council"),
        ("SSD", "this_council"),
        ("SCC + FNC", "this_council"),
        ("LA with third party top up", "this_council"),
        ("Deferred payment", "this_council"),
        ("self", "self_funder"),
        ("Self-funding", "self_funder"),
        ("private", "self_funder"),
        ("Private/FNC", "self_funder"),
        ("S/F", "self_funder"),
        ("Derbyshire County Council", "other_authority"),
        ("Stoke City Council", "other_authority"),
        ("DCC", "other_authority"),
        ("Out of area - Walsall", "other_authority"),
        ("Derbyshire CC direct payment", "other_authority_direct_payment"),
        ("CHC", "nhs_chc"),
        ("NHS Continuing Healthcare", "nhs_chc"),
        ("Fully funded nursing", "nhs_chc"),
        ("100% NHS", "nhs_chc"),
        ("Fast Track", "nhs_chc"),
        ("joint", "joint"),
        ("Joint CHC/SCC", "joint"),
        ("SCC and CHC", "joint"),
        ("S117", "joint"),
        ("tbc", "unknown"),
    ],
)
def test_words_of_the_provider_give_the_type_and_are_kept(words, kind):
    parsed = read_funding(words, COUNCIL, frozenset({"SCC"}))

    assert (parsed.value.type, parsed.value.words, parsed.level) == (kind, words, None)
    assert kind in FUNDING_TYPES


@pytest.mark.parametrize(
    ("words", "authority"),
    [
        ("Derbyshire County Council", "Derbyshire County Council"),
        ("DCC", "DCC"),
        ("Quillshire ICB", "Quillshire ICB"),
    ],
)
def test_another_body_is_hinted_at(words, authority):
    assert read_funding(words, COUNCIL, frozenset({"SCC"})).value.authority == authority


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("CHC/SSD", "CHC/SSD could be NHS, joint or council. Choose who pays."),
        ("Private/CHC", "Private/CHC could be NHS or the person's own money. Choose who pays."),
        ("SCC/self", "SCC/self could be the person's own money or a council's. Choose who pays."),
    ],
)
def test_words_that_could_be_two_things_are_an_error(words, reason):
    parsed = read_funding(words, COUNCIL)

    assert (parsed.value.type, parsed.level, parsed.reason) == ("unknown", "error", reason)


@pytest.mark.parametrize(
    ("words", "kind"), [("FNC", "unknown"), ("Direct Payment", "this_council"), ("see file", "unknown")]
)
def test_words_that_leave_something_open_are_a_warning(words, kind):
    parsed = read_funding(words, COUNCIL)

    assert (parsed.value.type, parsed.level) == (kind, "warning")


def test_abbreviation_that_most_rows_have_is_this_council():
    exampleshire = Council("Exampleshire County Council")

    assert "SCC" in local_abbreviations(["SCC", "SCC", "DCC", "self"], exampleshire)
    assert "SCC" not in local_abbreviations(["SCC", "SCC", "ECC"], exampleshire)
    assert local_abbreviations(["self", "CHC"], exampleshire) == {"ECC"}


def test_nothing_said_is_nothing_known():
    assert read_funding("").value is None


def test_route_says_who_answers_and_why():
    assert funding_route("nhs_chc").responsible == "nhs"
    assert funding_route("nhs_chc").section == "4.8"
    assert funding_route("self_funder").responsible == "council"
    assert "made or funded" in funding_route("other_authority").recover_from
    assert funding_route("other_authority", "wales").section == "4.6, 4.7"
    assert {funding_route(kind).responsible for kind in FUNDING_TYPES} == {
        "council",
        "nhs",
        "council and nhs",
    }
