from django.apps import AppConfig


class FailureResponseConfig(AppConfig):
    name = "failure_response"
    verbose_name = "Failure Response"
