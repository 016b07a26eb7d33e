"""The settings, all in one file, read through the typed readers of `env`.

Every variable is documented in the README's table. FACTCHECK_ENV is "development" unless said otherwise;
"production" refuses to start without a SECRET_KEY and the hosts that it answers for.
"""

from __future__ import annotations

from csp.constants import NONE, SELF

from factcheck import env

BASE_DIR = env.BASE
ENVIRONMENT = env.choice("FACTCHECK_ENV", ("development", "production"), "development")
DEVELOPMENT = ENVIRONMENT == "development"
DEBUG = env.debug(development=DEVELOPMENT)
VAR_DIR = env.folder("FACTCHECK_VAR", BASE_DIR / "var")
SECRET_KEY = env.secret_key(VAR_DIR, development=DEVELOPMENT)
ALLOWED_HOSTS = env.hosts(development=DEVELOPMENT)
CSRF_TRUSTED_ORIGINS = list(env.words("CSRF_TRUSTED_ORIGINS"))

INSTALLED_APPS = [
    "django.contrib.admin.apps.SimpleAdminConfig",  # its pages are loaded with the addresses: see factcheck.urls
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "claims.apps.ClaimsConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "claims.middleware.SignInMiddleware",
    "claims.middleware.PersonalMiddleware",
]
ROOT_URLCONF = "factcheck.urls"
WSGI_APPLICATION = "factcheck.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

FORM_RENDERER = "claims.form_drawing.FormRenderer"

DATABASES = {"default": env.database(VAR_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "claims.User"
AUTHENTICATION_BACKENDS = ["claims.backends.DeskBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "claims:login"
LOGIN_REDIRECT_URL = "claims:desk"
LOGOUT_REDIRECT_URL = "claims:home"
PASSWORD_RESET_TIMEOUT = 2 * 3600  # seconds that a link for a new password works

# Those that the interface is written in, each by its own name.
LANGUAGES = [("en", "English"), ("es", "Español")]
LANGUAGE_CODE = env.choice("DESK_LANGUAGE", tuple(code for code, _name in LANGUAGES), "en")
TIME_ZONE = env.time_zone("DESK_TIME_ZONE", "UTC")
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["claims.formats"]
LOCALE_PATHS = [BASE_DIR / "claims" / "locale"]

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = VAR_DIR / "files"
WHITENOISE_USE_FINDERS = DEVELOPMENT
WHITENOISE_AUTOREFRESH = DEVELOPMENT
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEVELOPMENT
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_ENGINE = "claims.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEVELOPMENT
CSRF_FAILURE_VIEW = "claims.views.errors.csrf_failure"
SECURE_SSL_REDIRECT = not DEVELOPMENT
SECURE_HSTS_SECONDS = 0 if DEVELOPMENT else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEVELOPMENT
BEHIND_PROXY = env.switch("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
if POLICY_REPORT_ADDRESS := env.text("POLICY_REPORT_ADDRESS"):
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["report-uri"] = [POLICY_REPORT_ADDRESS]

# --- the desk -------------------------------------------------------------------------------------------
DESK_NAME = env.text("DESK_NAME", "Factcheck")
PUBLIC_BASE = env.address("PUBLIC_BASE", "http://127.0.0.1:8000")
ONE_PERSON_DESK = env.switch("ONE_PERSON_DESK", default=False)

# --- signing in -----------------------------------------------------------------------------------------
SECOND_FACTOR_GROUPS = env.words("SECOND_FACTOR_GROUPS")
OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET = env.house_sign_in()
OIDC_SCOPES = env.text("OIDC_SCOPES", "openid profile email")
OIDC_GROUPS_CLAIM = env.text("OIDC_GROUPS_CLAIM", "groups")
OIDC_GROUPS = env.mapping("OIDC_GROUPS")

# --- the way out ----------------------------------------------------------------------------------------
CONTACT = env.text("CONTACT")
USER_AGENT = f"Factcheck/1 ({CONTACT})" if CONTACT else "Factcheck/1"
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.port("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.switch("EMAIL_USE_TLS", default=True)
EMAIL_TIMEOUT = 10  # seconds: a server that does not answer must not hold a worker
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM") or CONTACT or "factcheck@localhost"
MAILBOX = env.mailbox("MAILBOX")
MAILBOX_PASSWORD = env.text("MAILBOX_PASSWORD")
OUTGOING_ALLOW = list(env.pairs("OUTGOING_ALLOW"))
REQUESTS_PER_MINUTE = env.number("REQUESTS_PER_MINUTE", 60, least=1)
HOST_PAUSE_SECONDS = env.number("HOST_PAUSE_SECONDS", 1)
DOOR_CONNECT_SECONDS = env.number("DOOR_CONNECT_SECONDS", 5, least=1)
DOOR_TOTAL_SECONDS = env.number("DOOR_TOTAL_SECONDS", 30, least=1)
SOURCE_BASES = {
    "world_bank": env.address("WORLD_BANK_BASE", "https://api.worldbank.org/v2"),
    "world_bank_archive": env.address("WORLD_BANK_ARCHIVE_BASE", "https://api.worldbank.org/v2"),
    "faostat": env.address("FAOSTAT_BASE", "https://bulks-faostat.fao.org/production"),
    "faostat_api": env.address("FAOSTAT_API_BASE", "https://faostatservices.fao.org/api/v1"),
    "imf": env.address("IMF_BASE", "https://api.imf.org/external/sdmx/3.0"),
    "comtrade": env.address("COMTRADE_BASE", "https://comtradeapi.un.org"),
    "owid": env.address("OWID_BASE", "https://ourworldindata.org"),
    "who": env.address("WHO_BASE", "https://ghoapi.azureedge.net/api"),
    "un_sdg": env.address("UN_SDG_BASE", "https://unstats.un.org/SDGAPI/v1/sdg"),
    "eurostat": env.address("EUROSTAT_BASE", "https://ec.europa.eu/eurostat/api/dissemination/statistics/1.0"),
    "dbnomics": env.address("DBNOMICS_BASE", "https://api.db.nomics.world/v22"),
    "wikidata": env.address("WIKIDATA_BASE", "https://www.wikidata.org"),
    "fact_checks": env.address("FACT_CHECKS_BASE", "https://factchecktools.googleapis.com/v1alpha1"),
    "claim_reviews": env.address(
        "CLAIM_REVIEWS_BASE", "https://storage.googleapis.com/datacommons-feeds/factcheck/latest"
    ),
    "wayback": env.address("WAYBACK_BASE", "https://archive.org"),
    "wayback_save": env.address("WAYBACK_SAVE_BASE", "https://web.archive.org"),
}
SOURCE_KEYS = {
    "faostat_api": env.text("FAOSTAT_API_KEY"),
    "comtrade": env.text("COMTRADE_KEY"),
    "fact_checks": env.text("FACT_CHECKS_KEY"),
    "wayback_save": env.text("WAYBACK_SAVE_KEY"),
}

# --- a language model that proposes, off unless it is named ---------------------------------------------
MODEL_URL, MODEL_NAME, MODEL_KEY = env.model()

# --- work that waits in rows ----------------------------------------------------------------------------
TASK_TIME_LIMIT_SECONDS = env.number("TASK_TIME_LIMIT_SECONDS", 120, least=1)
ROW_LEASE_SECONDS = env.number("ROW_LEASE_SECONDS", 150, least=1)
VISIBILITY_TIMEOUT_SECONDS = env.number("VISIBILITY_TIMEOUT_SECONDS", 300, least=1)
RETRY_LADDER_SECONDS = env.numbers("RETRY_LADDER_SECONDS", "0,30,120,600,3600")
RING_AGAIN_SECONDS = env.number("RING_AGAIN_SECONDS", 120)
SWEEP_SECONDS = env.number("SWEEP_SECONDS", 30, least=1)
SEAL_SECONDS = env.number("SEAL_SECONDS", 2, least=1)
BROKER_URL = env.broker_url(VAR_DIR)
PRIVATE_BROKER = not env.text("REDIS_URL")  # `up` starts one and ends it
WORKER_PROCESSES = env.number("WORKER_PROCESSES", 2, least=1)
PORT = env.port("PORT", 8000)
WEB_THREADS = env.number("WEB_THREADS", 8, least=1)

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"links": {"()": "factcheck.logs.WithoutLinks"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["links"]}},
    "root": {"handlers": ["console"], "level": env.choice("LOG_LEVEL", LOG_LEVELS, "INFO")},
}
