import pytest

from trackers.rules.names import Name, full_name, in_case, one_name, title_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SMITH, Mrs Ada", Name("Smith", "Ada", "Mrs")),
        ("Mrs Ada SMITH", Name("Smith", "Ada", "Mrs")),
        ("Ada Smith", Name("Smith", "Ada")),
        ("APPLESHAM Agnes", Name("Applesham", "Agnes")),
        ("SMITH Mrs Ada Jane", Name("Smith", "Ada Jane", "Mrs")),
        ("Smith Mrs Ada", Name("Smith", "Ada", "Mrs")),
        ("Mrs. Smith, Ada", Name("Smith", "Ada", "Mrs")),
        ("Smith A", Name("Smith", "A")),
        ("A. J. Smith", Name("Smith", "A. J.")),
        ("VAN DER BERG Anna", Name("Van Der Berg", "Anna")),
        ("Anna van der Berg", Name("van der Berg", "Anna")),
        ("O'BRIEN-MCDONALD, MARY", Name("O'Brien-McDonald", "Mary")),
        ("Smith, Ada (Addie)", Name("Smith", "Ada", "", "Addie")),
        ('Ada "Addie" Smith', Name("Smith", "Ada", "", "Addie")),
        ("Ada 'Addie' O'Brien", Name("O'Brien", "Ada", "", "Addie")),
        ("Smith, Ada known as Addie", Name("Smith", "Ada", "", "Addie")),
        ("Ada Smith (Mrs)", Name("Smith", "Ada", "Mrs")),
        ("Ada Smith (respite)", Name("Smith", "Ada", "", "", "respite")),
        ("Dr Ada Smith*", Name("Smith", "Ada", "Dr")),
        ("  Ada \n Smith ", Name("Smith", "Ada")),
    ],
)
def test_name_in_one_cell_is_taken_apart(text, expected):
    parsed = full_name(text)

    assert parsed.value == expected
    assert parsed.level is None


def test_file_settles_which_name_comes_first():
    assert full_name("Smith Ada", surname_first=True).value == Name("Smith", "Ada")
    assert full_name("SMITH ADA", surname_first=True).value == Name("Smith", "Ada")
    assert full_name("SMITH ADA").value == Name("Ada", "Smith")


@pytest.mark.parametrize("text", ["Ada Smith & Bob Smith", "Ada and Bob Smith"])
def test_two_people_in_one_cell_are_an_error(text):
    assert full_name(text).level == "error"


@pytest.mark.parametrize("text", ["=A1", "123", "--", "#12"])
def test_cell_without_a_name_is_an_error(text):
    assert full_name(text).level == "error"


def test_single_name_is_the_surname_with_a_warning():
    parsed = full_name("Mrs Smith")

    assert parsed.value == Name("Smith", title="Mrs")
    assert parsed.level == "warning"


def test_forename_cell_may_hold_title_and_nickname():
    assert one_name("Mrs Ada (Addie)") == Name("Ada", "", "Mrs", "Addie")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("MCDONALD", "McDonald"),
        ("SMITH-JONES", "Smith-Jones"),
        ("o'brien", "O'Brien"),
        ("DeWitt", "DeWitt"),
        ("j", "J"),
    ],
)
def test_capitals_become_ordinary_names(given, expected):
    assert in_case(given) == expected


def test_titles_are_written_one_way():
    assert [title_of(text) for text in ("MRS.", "revd", "Baroness")] == ["Mrs", "Rev", "Baroness"]
