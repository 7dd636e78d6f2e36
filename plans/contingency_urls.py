"""Addresses of contingency plans."""

from django.urls import path

from plans.views import contingency, contingency_event, contingency_facts, contingency_versions

ONE = "contingency/<int:pk>/"
OTHERS = "contingency/alternatives/"
CONTINGENCY = [
    path("contingency/", contingency.contingency_list, name="contingency-list"),
    path("contingency/new/", contingency.contingency_new, name="contingency-new"),
    path(OTHERS, contingency_facts.alternative_list, name="alternative-list"),
    path(f"{OTHERS}new/", contingency_facts.alternative_new, name="alternative-new"),
    path(f"{OTHERS}<int:pk>/", contingency_facts.alternative_change, name="alternative-change"),
    path(f"{OTHERS}<int:pk>/end/", contingency_facts.alternative_end, name="alternative-end"),
    path(ONE, contingency.contingency_detail, name="contingency-detail"),
    path(f"{ONE}change/", contingency.contingency_change, name="contingency-change"),
    path(f"{ONE}sections/<int:order>/", contingency.section_write, name="section-write"),
    path(f"{ONE}facts/", contingency_facts.facts_confirm, name="facts-confirm"),
    path(f"{ONE}leads/new/", contingency_facts.lead_propose, name="lead-propose"),
    path(f"{ONE}leads/<int:lead>/end/", contingency_facts.lead_end, name="lead-end"),
    path(f"{ONE}links/new/", contingency_facts.link_new, name="link-new"),
    path(f"{ONE}links/<int:link>/end/", contingency_facts.link_end, name="link-end"),
    path(f"{ONE}publish/", contingency_versions.contingency_publish, name="contingency-publish"),
    path(f"{ONE}draft/", contingency_versions.contingency_draft, name="contingency-draft"),
    path(f"{ONE}review/", contingency_versions.contingency_review, name="contingency-review"),
    path(f"{ONE}withdraw/", contingency_versions.contingency_withdraw, name="contingency-withdraw"),
    path(f"{ONE}history/", contingency.contingency_history, name="contingency-history"),
    path(f"{ONE}versions/<int:number>/", contingency_versions.version_detail, name="version-detail"),
    path(
        f"{ONE}versions/<int:number>/compare/", contingency_versions.version_compare, name="version-compare"
    ),
    path("events/<reference:reference>/contingency/<int:pk>/", contingency_event.plan_take, name="plan-take"),
]
