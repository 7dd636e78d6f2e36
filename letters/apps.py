from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "letters"
    verbose_name = "Letters"

    def ready(self):
        # Models cannot be imported before every app is ready.
        from letters.slots import letters_of_person
        from trackers import sections

        sections.fill(letters_of_person)
