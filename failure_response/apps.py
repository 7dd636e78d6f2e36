from django.apps import AppConfig


class FailureResponseConfig(AppConfig):
    name = "failure_response"
    verbose_name = "Failure Response"

    def ready(self):
        # Models cannot be imported before every app is ready.
        from events import document_kinds
        from failure_response.document_table import TABLE

        document_kinds.fill(TABLE)
