from django.apps import AppConfig
from django.core.checks import register

from govuk.colours import check_colour


class GovukConfig(AppConfig):
    """The GOV.UK look: forms, templates, paper and sheets. Knows nothing of our field and has no models."""

    name = "govuk"
    verbose_name = "GOV.UK look"

    def ready(self):
        register(check_colour)
