from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = "Failure events"

    def ready(self):
        # Models cannot be imported before every app is ready.
        from events.slots import open_events
        from providers import slots

        slots.fill("service", open_events)
