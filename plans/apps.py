from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = "Plans"

    def ready(self):
        # Models cannot be imported before every app is ready.
        from events import plan_slots
        from plans.event_slots import deciding

        plan_slots.fill(deciding)
