"""One cell of a CQC file, in the one form that we keep."""

import pytest

from providers.register import cells, vocabulary


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("1392491261", "01392491261"),
        ("139249126", "0139249126"),
        ("01616691029", "01616691029"),
        ("+44 1392 491261", "01392491261"),
        ("0044 1392 491261", "01392491261"),
        ("1392491261.0", "01392491261"),
        ("01392 491 261", "01392491261"),
    ],
)
def test_phone_gets_its_zero_back(given, kept):
    assert cells.phone(given) == kept


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2025-01-22", "2025-01-22"),
        ("2025-01-22T00:00:00", "2025-01-22"),
        ("22/01/2025", "2025-01-22"),
        ("22/Jan/2025 - 00:00", "2025-01-22"),
        ("22 January 2025", "2025-01-22"),
    ],
)
def test_day_is_read_in_each_of_its_spellings(given, kept):
    assert cells.day(given) == kept


def test_day_month_first_is_read_so_only_where_asked():
    assert cells.day_month_first("7/24/2019 12:00:00 AM") == "2019-07-24"
    assert cells.day_month_first("2019-07-24") == "2019-07-24"
    with pytest.raises(ValueError, match="no such day"):
        cells.day("7/24/2019 12:00:00 AM")


@pytest.mark.parametrize("given", ["", "31/02/2024", "2024-13-01", "yesterday", "01/01/0001"])
def test_day_that_is_none_is_refused(given):
    with pytest.raises(ValueError, match=r"This is not a date|no such day|year"):
        cells.day(given)


@pytest.mark.parametrize(
    ("given", "kept"), [("ex12qe", "EX1 2QE"), ("OL8  4DJ", "OL8 4DJ"), ("W1A 1AA", "W1A 1AA")]
)
def test_postcode_has_one_space(given, kept):
    assert cells.postcode(given) == kept


@pytest.mark.parametrize(
    ("given", "kept"),
    [("1-109570155", "1-109570155"), (" rm317 ", "RM317"), ("11111.0", "11111"), ("5J501", "5J501")],
)
def test_cqc_id_is_kept(given, kept):
    assert cells.cqc_id(given) == kept


@pytest.mark.parametrize("given", ["", "Willow House", "1-", "=1+1"])
def test_cqc_id_that_is_none_is_refused(given):
    with pytest.raises(ValueError, match="not a CQC id"):
        cells.cqc_id(given)


@pytest.mark.parametrize("given", ["-1", "many", "1.5", "99999999"])
def test_beds_that_are_no_number_are_refused(given):
    with pytest.raises(ValueError, match="whole number"):
        cells.whole_number(given)


@pytest.mark.parametrize("given", ["north", "91", "nan", "inf"])
def test_degrees_outside_the_globe_are_refused(given):
    with pytest.raises(ValueError, match="degrees"):
        cells.degrees(given)


def test_text_loses_line_breaks_control_characters_and_doubled_spaces():
    assert cells.text("  Willow\x0b \n House\x00 ") == "Willow House"


def test_array_is_sorted_escaped_and_without_doubles():
    assert cells.array(["b", 'a "quoted" \\ word', "b", ""]) == '{"a \\"quoted\\" \\\\ word","b"}'


def test_service_types_of_both_vocabularies_become_one():
    long = vocabulary.service_types("Care home service with nursing|Domiciliary care service")
    assert long == vocabulary.service_types("Homecare agencies|Nursing homes")


def test_comma_inside_a_service_type_does_not_split_it():
    hospital = next(name for name in vocabulary.SERVICE_TYPES if name.startswith("Hospital services"))
    literal = vocabulary.comma_service_types(f"Dental service, {hospital}, Shared Lives")
    assert literal == '{"Dentist","Hospitals - Mental health/capacity","Shared lives"}'


def test_gps_are_spelled_in_one_way():
    assert vocabulary.service_type("Doctors/Gps") == vocabulary.service_type("Doctors/GPs") == "Doctors/GPs"


def test_rating_is_spelled_in_one_way():
    assert vocabulary.rating("Requires Improvement ") == "Requires improvement"
    with pytest.raises(ValueError, match="not one of CQC's ratings"):
        vocabulary.rating("Bad")
