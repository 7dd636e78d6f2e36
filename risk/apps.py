from django.apps import AppConfig


class RiskConfig(AppConfig):
    name = "risk"
    verbose_name = "Risk"

    def ready(self):
        # Models cannot be imported before every app is ready.
        from providers import slots
        from risk.slots import warning_signs

        slots.fill("provider", warning_signs)
