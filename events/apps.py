from django.apps import AppConfig
from django.urls import register_converter

from events.converters import ReferenceConverter


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = "Failure events"

    def ready(self):
        register_converter(ReferenceConverter, "reference")  # <reference:...> in the addresses of every room
        # Models cannot be imported before every app is ready.
        from events.slots import open_events
        from providers import slots

        slots.fill("service", open_events)
