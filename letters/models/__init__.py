from letters.models.letter import Letter, Mailing
from letters.models.template import LetterTemplate

__all__ = ["Letter", "LetterTemplate", "Mailing"]
