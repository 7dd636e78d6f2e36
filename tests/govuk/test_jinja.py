from datetime import date

from django.template import engines
from jinja2 import DictLoader

from govuk.jinja import environment


def rendered(source: str, **context) -> str:
    return engines["jinja2"].from_string(source).render(context)


def test_official_macros_are_found():
    file = "govuk_frontend_jinja/components/button/macro.html"
    source = f'{{% from "{file}" import govukButton %}}' + '{{ govukButton({"text": t}) }}'

    html = rendered(source, t="Save & go")

    assert 'class="govuk-button"' in html and "Save &amp; go" in html


def test_values_are_escaped():
    assert rendered("{{ name }}", name="<script>") == "&lt;script&gt;"


def test_missing_names_print_nothing():
    assert rendered("[{{ nobody.name.first }}]") == "[]"


def test_filters_write_dates_numbers_and_counts():
    day = date(2026, 12, 4)

    assert (
        rendered("{{ day | date }}, {{ day | short_date }}", day=day) == "Friday 4 December 2026, Fri 4 Dec"
    )
    assert rendered("{{ 1200 | number }} {{ 12.5 | money }}") == "1,200 £12.50"
    assert rendered('{{ count_of(1, "person", "people") }}') == "1 person"
    assert rendered("{{ due_words(day, day) }}", day=day) == "Due today"


def test_addresses_come_from_names():
    assert rendered('{{ url("search") }} {{ static("print.css") }}') == "/search/ /static/print.css"


def test_compiled_template_is_there_for_the_next_process(settings, tmp_path):
    settings.COMPILED_TEMPLATES = tmp_path / "compiled"
    loader = DictLoader({"page.html": "{{ 2 | number }} people"})
    environment(loader=loader).get_template("page.html")
    (kept,) = settings.COMPILED_TEMPLATES.rglob("*.cache")
    before = kept.stat().st_mtime_ns

    page = environment(loader=loader).get_template("page.html").render()

    assert page == "2 people"
    assert kept.stat().st_mtime_ns == before
