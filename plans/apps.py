from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = "Plans"

    def ready(self):
        # Models cannot be imported before every app is ready.
        from events import plan_slots
        from plans.contingency_slots import of_event, of_provider, of_service, published_for
        from plans.event_slots import deciding
        from providers import slots
        from risk import foreseen

        plan_slots.fill(of_event)
        plan_slots.fill(deciding)
        slots.fill("provider", of_provider)
        slots.fill("service", of_service)
        foreseen.fill(published_for)
