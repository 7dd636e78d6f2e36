from risk.models.signs import WarningSign

__all__ = ["WarningSign"]
