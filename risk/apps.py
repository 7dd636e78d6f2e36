from django.apps import AppConfig


class RiskConfig(AppConfig):
    name = "risk"
    verbose_name = "Risk"

    def ready(self):
        # Models cannot be imported before every app is ready.
        from providers import holds, slots
        from risk.holding import suspended
        from risk.monitoring_slots import monitoring_of_provider, monitoring_of_service
        from risk.slots import (
            concerns,
            contracts,
            risk_of_service,
            steps_of_provider,
            steps_of_service,
            warning_signs,
        )

        slots.fill("provider", concerns)
        slots.fill("provider", warning_signs)
        slots.fill("service", risk_of_service)
        slots.fill("service", monitoring_of_service)
        slots.fill("provider", monitoring_of_provider)
        slots.fill("service", steps_of_service)
        slots.fill("provider", steps_of_provider)
        slots.fill("provider", contracts)
        holds.fill(suspended)
