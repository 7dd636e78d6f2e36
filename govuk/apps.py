from django.apps import AppConfig


class GovukConfig(AppConfig):
    """The GOV.UK look: forms, templates, paper and sheets. Knows nothing of our field and has no models."""

    name = "govuk"
    verbose_name = "GOV.UK look"
