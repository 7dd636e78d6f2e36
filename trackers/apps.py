from django.apps import AppConfig


class TrackersConfig(AppConfig):
    name = "trackers"
    verbose_name = "Tracker"

    def ready(self):
        # Models cannot be imported before every app is ready.
        from events import agenda, ending_slots, not_told, step_slots
        from events.operations import followers, loose_ends
        from events.operations.handover import also_move
        from trackers.agenda import lines, names
        from trackers.duties import move_next_steps
        from trackers.loose_ends import of_people
        from trackers.not_told import contacts_not_told
        from trackers.operations.reviews import refresh_reviews
        from trackers.step_slots import unresolved, waiting, without_contact

        agenda.fill(lines, names)
        also_move(move_next_steps)
        followers.follow(refresh_reviews)
        loose_ends.fill(of_people)
        ending_slots.fill(waiting)
        not_told.fill(contacts_not_told)
        step_slots.fill(unresolved)
        step_slots.fill(without_contact)
