"""The project, and the pages that span rooms. No models."""

from failure_response.celery import app as celery_app

__all__ = ["celery_app"]
