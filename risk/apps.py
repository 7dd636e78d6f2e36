from django.apps import AppConfig


class RiskConfig(AppConfig):
    name = "risk"
    verbose_name = "Risk"

    def ready(self):
        # Models cannot be imported before every app is ready.
        from providers import slots
        from risk.monitoring_slots import monitoring_of_provider, monitoring_of_service
        from risk.slots import concerns, risk_of_service, warning_signs

        slots.fill("provider", concerns)
        slots.fill("provider", warning_signs)
        slots.fill("service", risk_of_service)
        slots.fill("service", monitoring_of_service)
        slots.fill("provider", monitoring_of_provider)
