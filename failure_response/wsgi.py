"""Server entry: `gunicorn failure_response.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "failure_response.settings")
application = get_wsgi_application()
# Every page is loaded before the first request, and once where the server preloads this file.
pages = get_resolver().url_patterns
