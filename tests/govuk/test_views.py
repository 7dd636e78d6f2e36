"""The frame of a page and the gallery, as people get them."""

import re

import pytest
from django.template import engines
from django.test import Client

GALLERY = "/administration/gallery/"


@pytest.fixture
def gallery(sign_in, administrator):
    return sign_in(administrator)


def test_gallery_shows_the_parts_to_an_administrator(gallery):
    html = gallery.get(GALLERY).content.decode()

    for mark in (
        "app-next",
        "app-todo",
        "app-figures",
        "app-gate",
        "app-answer",
        "app-versus",
        "app-matrix",
        "moj-timeline",
    ):
        assert mark in html


def test_gallery_is_closed_to_others(sign_in, officer):
    assert sign_in(officer).get(GALLERY).status_code == 403
    assert Client().get(GALLERY).status_code == 302


def test_wrong_form_shows_the_summary_and_an_error_title(gallery):
    html = gallery.post(GALLERY, {"who": "x"}).content.decode()

    assert "<title>Error: Component gallery - " in html
    assert 'class="govuk-error-summary"' in html
    assert '<a href="#id_when-day">Enter date notified</a>' in html


def test_page_has_one_heading_and_nothing_inline(gallery):
    html = gallery.get(GALLERY).content.decode()

    assert html.count("<h1") == 1
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=", html)
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_sign_out_is_a_post_and_the_name_is_shown(gallery):
    html = gallery.get(GALLERY).content.decode()

    assert "Ivo Castlemere" in html
    assert re.search(
        r'<form action="[^"]*logout/" method="post" data-signs-out>\s*<input type="hidden" name="csrfmiddlewaretoken"',
        html,
    )


def test_search_is_in_the_menu_only_when_signed_in(gallery, db):
    assert "app-nav-search" in gallery.get(GALLERY).content.decode()
    assert "app-nav-search" not in Client().get("/account/login/").content.decode()


def test_page_that_is_not_there_says_so(gallery):
    response = gallery.get("/nowhere/")

    assert response.status_code == 404
    assert '<h1 class="govuk-heading-l">Page not found</h1>' in response.content.decode()


def test_page_about_a_fault_needs_nothing_to_be_drawn():
    html = engines["jinja2"].get_template("500.html").render({"reference": "AB12CD34"})

    assert '<h1 class="govuk-heading-l">Something went wrong</h1>' in html
    assert "Reference <strong>AB12CD34</strong>" in html
    assert "Exampleshire County Council" in html
