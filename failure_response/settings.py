"""The one settings module. Everything that differs per place comes from the environment (.env.example lists
it).
"""

import os
import sys
from pathlib import Path

import dj_database_url
import structlog
from django.core.exceptions import ImproperlyConfigured

from failure_response.logs import without_content

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("DATA_DIR", BASE_DIR / "var"))


def flag(name: str, default: bool = False) -> bool:
    """An environment variable as yes or no: 1, true, yes and on mean yes."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated environment variable as a list."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


# --- Which place is this -------------------------------------------------------------------------------
DJANGO_ENV = os.environ.get("DJANGO_ENV", "development")
PRODUCTION = DJANGO_ENV == "production"
DEBUG = flag("DEBUG", False)
DEMONSTRATION = flag("DEMONSTRATION", False)
if PRODUCTION and DEMONSTRATION:
    raise ImproperlyConfigured("DEMONSTRATION cannot be on where DJANGO_ENV is production.")
SECRET_KEY = os.environ.get(
    "SECRET_KEY", "" if PRODUCTION else "only-for-development-and-tests-never-in-production-0123456789"
)
if not SECRET_KEY:
    raise ImproperlyConfigured("Set SECRET_KEY to a long random value.")
# Earlier ones, while a key is changed: they still open what was locked or signed, and lock nothing (docs/running.md).
SECRET_KEY_FALLBACKS = words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = words("ALLOWED_HOSTS", "" if PRODUCTION else "127.0.0.1,localhost,[::1],testserver")
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS")
CSRF_FAILURE_VIEW = "failure_response.errors.signed_in_anew"
# Links in mail use this, never the host of a request.
SERVICE_URL = os.environ.get("SERVICE_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}").rstrip("/")

# --- The council ---------------------------------------------------------------------------------------
COUNCIL_NAME = os.environ.get("COUNCIL_NAME", "Exampleshire County Council")
COUNCIL_COLOUR = os.environ.get("COUNCIL_COLOUR", "")  # white text must be readable on it; a check says so
COUNCIL_LOGO = os.environ.get("COUNCIL_LOGO", "")  # address of an image that takes the place of the name
# On letters to people and families, which are not made without them.
COUNCIL_ADDRESS = os.environ.get(
    "COUNCIL_ADDRESS", "" if PRODUCTION else "County Hall, 1 Example Street, Exampleton, EX1 1AA"
)
COUNCIL_PHONE = os.environ.get("COUNCIL_PHONE", "" if PRODUCTION else "01632 960000")
SERVICE_NAME = os.environ.get("SERVICE_NAME", "Continuity of care")
DEMO_PASSWORD = os.environ.get("DEMO_PASSWORD", "continuity-of-care-2026")
PROCEDURE = os.environ.get("PROCEDURE", "staffordshire")
MEETING_REMINDER_HOURS = int(os.environ.get("MEETING_REMINDER_HOURS", "24"))
# An agency absent this often in a row is listed for escalation; the SOP (11.7) gives no number.
MEETINGS_MISSED_TO_ESCALATE = int(os.environ.get("MEETINGS_MISSED_TO_ESCALATE", "2"))
RETURNS_PERIOD_DAYS = int(os.environ.get("RETURNS_PERIOD_DAYS", "28"))
# One person: days after the move on which they are seen; when they count as unaccounted for; when the owner is asked
SAFE_AND_WELL_DAYS = [int(day) for day in os.environ.get("SAFE_AND_WELL_DAYS", "1,3,14").split(",")]
ON_THE_WAY_HOURS = int(os.environ.get("ON_THE_WAY_HOURS", "4"))
CLOSING_DAYS = int(os.environ.get("CLOSING_DAYS", "7"))
STALLED_DAYS = int(os.environ.get("STALLED_DAYS", "3"))

# --- Rooms and the parts they stand on -----------------------------------------------------------------
INSTALLED_APPS = [
    "failure_response",
    "plans",
    "risk",
    "letters",
    "costs",
    "trackers",
    "events",
    "providers",
    "accounts",
    "govuk",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "django_htmx",
    "guardian",
    "pgtrigger",
    "pghistory",
    "django_structlog",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.memo.Memo",
    "accounts.middleware.OnThisMachine",
    "accounts.middleware.SessionLimits",
    "accounts.middleware.SecondFactor",
    "accounts.middleware.KeepWhatWasTyped",
]
ROOT_URLCONF = "failure_response.urls"
WSGI_APPLICATION = "failure_response.wsgi.application"
CONTEXT_PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "govuk.jinja.environment",
            "context_processors": [*CONTEXT_PROCESSORS, "failure_response.navigation.shell"],
        },
    },
    {  # only for pages that a dependency brings, such as the admin site
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": CONTEXT_PROCESSORS},
    },
]
# A folder that nobody else may write to; where none is named each process compiles the templates that it uses.
COMPILED_TEMPLATES = os.environ.get("COMPILED_TEMPLATES", "")
FORM_RENDERER = "govuk.forms.GovukRenderer"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Database: PostgreSQL everywhere -------------------------------------------------------------------
DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL", "postgres://postgres@localhost/failure_response"),
        conn_max_age=600,
        conn_health_checks=True,
    )
}
DATABASES["default"]["ENGINE"] = "django.db.backends.postgresql"
DATABASES["default"].setdefault("OPTIONS", {})["options"] = " ".join(
    f"-c {setting}"
    for setting in (
        "synchronous_commit=on",  # acknowledged means on disk
        f"statement_timeout={os.environ.get('STATEMENT_TIMEOUT_MS', '15000')}",
        "lock_timeout=5000",
        "idle_in_transaction_session_timeout=60000",
    )
)

# --- History: every change keeps who, when, why, old and new -------------------------------------------
PGHISTORY_APPEND_ONLY = True
PGHISTORY_ADMIN_ALL_EVENTS = False

# --- People, passwords, sessions -----------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "accounts.backends.RoleBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME = None
GUARDIAN_AUTO_PREFETCH = False
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # people are invited by an administrator; there is no sign-up
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody without an account gets mail from here
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
PASSWORD_RESET_TIMEOUT = 48 * 60 * 60
ACCOUNT_RATE_LIMITS = {
    "login_failed": "5/15m/key,20/h/ip",
    "login": "60/m/ip",
    "reset_password": "20/h/ip,5/h/key",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = SERVICE_NAME
# A second factor for everyone before any page; off by default only for the demonstration and tests.
SECOND_FACTOR_REQUIRED = flag("SECOND_FACTOR_REQUIRED", PRODUCTION)
# Not cached: each process has a cache of its own, so that a session ended in one would live on in the others.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_IDLE_SECONDS = 15 * 60
SESSION_MOST_SECONDS = 12 * 60 * 60
SESSION_COOKIE_AGE = SESSION_MOST_SECONDS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True

# --- Security headers ----------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = PRODUCTION and flag("SECURE_SSL_REDIRECT", True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("BEHIND_PROXY", PRODUCTION) else None
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 6000

# --- Static files --------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
MANIFEST = (STATIC_ROOT / "staticfiles.json").exists() or PRODUCTION
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "files"},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if MANIFEST and DJANGO_ENV != "test"
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# Tests serve straight from static/, without collecting first.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DJANGO_ENV == "test"

# --- Time and language ---------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
USE_TZ = True

# --- Mail ----------------------------------------------------------------------------------------------
EMAIL_BACKEND = os.environ.get(
    "EMAIL_BACKEND",
    "django.core.mail.backends.smtp.EmailBackend"
    if PRODUCTION
    else "django.core.mail.backends.filebased.EmailBackend",
)
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "127.0.0.1")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS", False)
EMAIL_TIMEOUT = 20
# Rights are looked at again when a message is sent: the rooms above accounts know who may still open what.
MAY_STILL_BE_TOLD = "failure_response.rights.may_still_be_told"
REFERENCES_OPEN_TO = "failure_response.rights.references_open_to"
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "continuity-of-care@council.example")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- The clock: rows are the queue, Celery only ticks and claims ---------------------------------------
REDIS_URL = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0")
CELERY = {
    "broker_url": REDIS_URL,
    "timezone": "UTC",
    "task_ignore_result": True,
    "task_serializer": "json",
    "accept_content": ["json"],
    "task_publish_retry": False,
    "task_acks_late": True,
    "task_reject_on_worker_lost": True,
    "worker_prefetch_multiplier": 1,
    "task_soft_time_limit": 90,
    "task_time_limit": 120,
    "worker_max_tasks_per_child": 500,
    "worker_max_memory_per_child": 400_000,
    "broker_connection_max_retries": None,
    "broker_connection_retry_on_startup": True,
    "broker_transport_options": {
        "visibility_timeout": 300,
        "unacked_restore_interval": 10,
        "unacked_restore_throttle": 1,
        "socket_timeout": 5,
        "socket_connect_timeout": 3,
        "health_check_interval": 25,
    },
    "worker_hijack_root_logger": False,
}
CELERY_DB_REUSE_MAX = 500

# --- Cache: counts of attempts to sign in, in each process ---------------------------------------------
# Only the limits of sign-in attempts: in the database, so that all web processes count together.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}}

# --- Logs: keys, never names, numbers or form content --------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": [structlog.stdlib.add_log_level, without_content],
            "processor": structlog.processors.JSONRenderer()
            if PRODUCTION
            else structlog.dev.ConsoleRenderer(colors=False),
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "stream": sys.stderr}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("LOG_LEVEL", "WARNING")},
    # Django would log the text of database errors, which can hold people's data: our own handler
    # logs a reference.
    "loggers": {"django.request": {"handlers": ["stderr"], "level": "CRITICAL", "propagate": False}},
}
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        without_content,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]
