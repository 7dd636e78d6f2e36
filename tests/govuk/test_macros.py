"""Own macros whose output depends on what they are given."""

import re

from django.template import engines

PARTS = [
    {"label": "Moved", "count": 9, "fill": "dark"},
    {"label": "None", "count": 0, "fill": "grey"},
    {"label": "Looking", "count": 27, "fill": "lines"},
]


def made(imports: str, call: str, **context) -> str:
    source = f'{{% from "govuk/{imports} %}}{{{{ {call} }}}}'
    return engines["jinja2"].from_string(source).render(context)


def test_bar_shares_its_width_by_count_and_leaves_nothing_out():
    html = made(
        'charts.html" import stacked_bar', 'stacked_bar(parts, "b", "9 moved, 27 looking")', parts=PARTS
    )

    assert re.findall(r'<rect x="([\d.]+)%" y="20" width="([\d.]+)%"', html) == [
        ("0.00", "24.70"),
        ("25.00", "74.70"),
    ]
    assert '<title id="b-title">9 moved, 27 looking</title>' in html


def test_bar_of_nothing_is_empty():
    assert "<rect x=" not in made('charts.html" import stacked_bar', 'stacked_bar([], "b", "Nobody")')


def test_table_cells_carry_their_heading_for_cards():
    html = made(
        'table.html" import table',
        'table("Events", ["Event", {"text": "Not safe", "numeric": true}], rows)',
        rows=[[{"text": "<Quillmere>", "href": "/e/"}, {"text": 24, "href": "/p/", "hidden": "people"}]],
    )

    assert (
        '<th scope="row" role="rowheader"><a class="govuk-link" href="/e/">&lt;Quillmere&gt;</a></th>' in html
    )
    assert '<td role="cell" data-label="Not safe" class="app-num">' in html
    assert '24<span class="govuk-visually-hidden"> people</span>' in html


def test_versus_chooses_nothing_beforehand():
    cards = [
        {"value": "mine", "text": "Keep yours", "shown": "1"},
        {"value": "theirs", "text": "Keep theirs", "shown": "2"},
    ]

    html = made('versus.html" import versus', 'versus("Move date", "keep", cards)', cards=cards)

    assert html.count('type="radio"') == 2 and "checked" not in html


def test_late_work_is_marked_in_words():
    html = made(
        'todo.html" import todo',
        'todo([{"text": "Update", "href": "#", "late": "1 day late", "when": "Was due Monday"}])',
    )

    assert '<span class="app-late">1 day late</span><br>Was due Monday' in html


def test_pager_is_silent_on_a_single_page():
    assert not made('pager.html" import pager', "pager()").strip()


def test_alert_names_its_kind_for_screen_readers():
    html = made('alert.html" import alert', 'alert("Saved <b>", "success")')

    assert 'aria-label="success: Saved &lt;b&gt;"' in html


def test_register_data_names_its_licence():
    html = made('attribution.html" import cqc_attribution', "cqc_attribution()")

    assert "Contains CQC information licensed under the Open Government Licence v3.0." in html
