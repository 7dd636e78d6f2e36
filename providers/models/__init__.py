from providers.models.market import Contact, Provider, Service
from providers.models.register import RatingHistory, RegisterLoad, ServiceLink

__all__ = ["Contact", "Provider", "RatingHistory", "RegisterLoad", "Service", "ServiceLink"]
