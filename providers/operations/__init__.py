from providers.operations.by_hand import AlreadyThere, register_service
from providers.operations.contacts import end_contact, record_contact, register_provider
from providers.operations.loading import load_register

__all__ = [
    "AlreadyThere",
    "end_contact",
    "load_register",
    "record_contact",
    "register_provider",
    "register_service",
]
