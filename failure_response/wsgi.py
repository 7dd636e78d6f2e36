"""Server entry: `gunicorn failure_response.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "failure_response.settings")
application = get_wsgi_application()
