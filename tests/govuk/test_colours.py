import pytest
from django.test import RequestFactory

from govuk.colours import check_colour, contrast_with_white, council_css


@pytest.mark.parametrize(("colour", "ratio"), [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54)])
def test_contrast_is_measured_as_wcag_does(colour, ratio):
    assert contrast_with_white(colour) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize(
    ("colour", "faults"), [("", []), ("#163a54", []), ("blue", ["govuk.E001"]), ("#f47738", ["govuk.E002"])]
)
def test_colour_that_white_text_is_lost_on_is_refused(settings, colour, faults):
    settings.COUNCIL_COLOUR = colour

    assert [fault.id for fault in check_colour(None)] == faults


@pytest.mark.parametrize(
    ("colour", "css"),
    [("#4a1e5c", ":root { --app-council: #4a1e5c; }\n"), ("red; } body { display: none", "")],
)
def test_style_sheet_says_the_colour_and_nothing_else(settings, colour, css):
    settings.COUNCIL_COLOUR = colour

    response = council_css(RequestFactory().get("/council.css"))

    assert response.content.decode() == css
    assert response["Content-Type"].startswith("text/css")
