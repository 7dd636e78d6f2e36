from django.apps import AppConfig


class CostsConfig(AppConfig):
    name = "costs"
    verbose_name = "Costs"

    def ready(self):
        # Models cannot be imported before every app is ready.
        from costs.slots import costs_of_person
        from trackers import sections

        sections.fill(costs_of_person, below=sections.legal)
