from django.apps import AppConfig


class TrackersConfig(AppConfig):
    name = "trackers"
    verbose_name = "Tracker"

    def ready(self):
        # Models cannot be imported before every app is ready.
        from events import agenda, step_slots
        from events.operations.handover import also_move
        from trackers.agenda import lines, names
        from trackers.duties import move_next_steps
        from trackers.step_slots import unresolved, without_contact

        agenda.fill(lines, names)
        also_move(move_next_steps)
        step_slots.fill(unresolved)
        step_slots.fill(without_contact)
