"""Settings of the whole site, read from the environment (names in docs/configuration.md).

Nothing has to be set on the owner's own machine. A public address (`BASE_URL`) is what makes this a
production machine: unsafe values are then refused, by name.
"""

from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

from ops.environment import variables
from ops.environment.base_url import parse_base_url
from ops.environment.mail_url import ATTEMPT_LIMIT, OPERATION_LIMIT, TEST_LIMIT, mail_settings
from ops.environment.rate import parse_rate
from ops.environment.secret_key import read_or_create_secret_key
from ops.environment.service_urls import cache_settings, database_settings, purge_settings
from ops.environment.variables import ConfigurationError

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# Everything that the site writes lives in one folder: what a backup has to hold.
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var"))).resolve()

DEBUG = variables.switch("DEBUG", default=False)
PORT = variables.whole_number("PORT", 8000, least=1, most=65535)
_base_url = variables.read("BASE_URL", f"http://localhost:{PORT}", parse_base_url)
BASE_URL, HTTPS = str(_base_url), _base_url.is_https
LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[*LOCAL_HOSTS, _base_url.host])
SECRET_KEY = env.str("SECRET_KEY", default="") or read_or_create_secret_key(VAR_DIR / "secret_key")

if _base_url.is_public:
    unsafe = []
    if DEBUG:
        unsafe.append("DEBUG must be off")
    if "*" in ALLOWED_HOSTS:
        unsafe.append("ALLOWED_HOSTS must name the hosts, not *")
    if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5:
        unsafe.append("SECRET_KEY must have at least 50 random characters")
    if unsafe:
        raise ConfigurationError("Not safe for a public address: " + "; ".join(unsafe) + ".")

INSTALLED_APPS = [
    "config",
    "contact",
    "services",
    "brand",
    "ops",
    "wagtail.api.v3",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "taggit",
    "modelcluster",
    "ninja",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "template_partials",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",  # a list of passkeys tells when each was used
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "ops.web.middleware.SecurityHeadersMiddleware",
    "ops.web.middleware.ContentSecurityPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "config.api.middleware.ProblemMiddleware",
    "ops.web.middleware.NoNulMiddleware",
    "ops.web.middleware.HttpsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ops.web.compression.CompressTextMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "ops.accounts.middleware.AuthenticationMiddleware",
    "ops.accounts.middleware.AccountLanguageMiddleware",
    "ops.accounts.middleware.EndedSessionMiddleware",
    "ops.accounts.middleware.RequireSecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "ops.accounts.middleware.TooManyGuessesMiddleware",
    "ops.accounts.middleware.KnownDeviceMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "brand.core.middleware.FragmentMiddleware",
    "brand.core.middleware.CapitalsMiddleware",
    "brand.core.middleware.DiscreetRedirectMiddleware",
    "contact.form.middleware.DatabaseUnavailableMiddleware",
    "ops.web.middleware.ImpossibleValueMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

# --- Data -------------------------------------------------------------------------------

DATABASES = {
    "default": variables.read(
        "DATABASE_URL", f"sqlite:///{VAR_DIR}/vitrine.sqlite3", database_settings
    )
}
# Opening costs as much as all queries of a page; and SQLite, when its last connection closes, moves
# the write-ahead log into the database and waits for the disk.
DATABASES["default"]["CONN_MAX_AGE"] = 60
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # A deferred transaction that turns into a write fails at once with "database is
        # locked", whatever the timeout; an immediate one waits its turn.
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
        # FULL: an acknowledged inquiry survives a power cut (RELIABILITY 2).
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
            "PRAGMA temp_store=MEMORY;PRAGMA mmap_size=134217728;"
        ),
    }
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # A server that is gone, or a lock that somebody keeps, must not make a request wait for
    # minutes: as with SQLite, it is given up after ten seconds (RELIABILITY 4).
    _options = DATABASES["default"].setdefault("OPTIONS", {})
    _options.setdefault("connect_timeout", 5)
    # Compiling a query takes PostgreSQL half a second where answering it takes one millisecond:
    # it guesses high for tables so small that nobody ever counted their rows.
    _options["options"] = f"-c lock_timeout=10s -c jit=off {_options.get('options', '')}".strip()

# Without its cache the site is slower, not down (RELIABILITY 5).
environ.Env.CACHE_SCHEMES = environ.Env.CACHE_SCHEMES | {
    "filecache": "ops.web.caches.ForgivingFileCache",
    "redis": "ops.web.caches.ForgivingRedisCache",
    "rediss": "ops.web.caches.ForgivingRedisCache",
}
CACHES = {
    "default": variables.read("CACHE_URL", f"filecache://{VAR_DIR}/cache", cache_settings),
    # Wagtail would keep in each process which file a picture has: another process replaces it, and
    # a finished page would go on naming the old one.
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "media/"
MEDIA_ROOT = VAR_DIR / "media"
# Without these, Django makes stored files readable for all users, whatever the umask.
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "ops.web.static_storage.StaticStorage"
        )
    },
}
# Keep only the files with a digest in their name: half as many to compress.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# --- Backups ----------------------------------------------------------------------------

# Where the worker puts one each day, and for how many days; empty: it makes none.
BACKUP_DIR = env.str("BACKUP_DIR", default=str(VAR_DIR / "backups"))
BACKUP_KEEP_DAYS = variables.whole_number("BACKUP_KEEP_DAYS", 14)

# --- Languages --------------------------------------------------------------------------

LANGUAGE_CODE = "fr"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
TIME_ZONE = variables.time_zone("TIME_ZONE", "Europe/Paris")
USE_TZ = True
WAGTAIL_I18N_ENABLED = True
WAGTAILSIMPLETRANSLATION_SYNC_PAGE_TREE = False

# --- People -----------------------------------------------------------------------------

AUTH_USER_MODEL = "ops.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
WAGTAILADMIN_LOGIN_URL = "admin_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "ops.accounts.adapter.ClosedAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
# Off: allauth's mail to an unknown address invites to sign up, which nobody can.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# allauth counts in the cache, by account and for everybody: strangers could keep the owner out, and
# so could a cache that is down. We count ourselves (guesses and password_reset in ops.accounts).
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
ACCOUNT_FORMS = {
    "change_password": "ops.accounts.forms.ChangePasswordForm",
    "login": "ops.accounts.forms.LoginForm",
    "reset_password": "ops.accounts.forms.ResetPasswordForm",
}
MFA_ADAPTER = "ops.accounts.second_factor.SecondFactorAdapter"
MFA_FORMS = {
    "add_webauthn": "ops.accounts.forms.AddKeyForm",
    "edit_webauthn": "ops.accounts.forms.EditKeyForm",
    "authenticate": "ops.accounts.forms.AuthenticateForm",
    "reauthenticate": "ops.accounts.forms.ReauthenticateForm",
}
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60  # as its mail says
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# allauth asks for a verified address against people who sign up with somebody else's. Nobody signs
# up here; and an address of which it has doubts must not keep the second factor from its owner.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# A passkey over plain http is only for the owner's own machine.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
# Whoever works in the admin needs an app, a passkey or a security key beside the password.
REQUIRE_SECOND_FACTOR = variables.switch("REQUIRE_SECOND_FACTOR", default=False)
ACCOUNT_SESSION_REMEMBER = (
    True  # a log-in ends by its age (ops.accounts.session_limits), not with a window
)
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_IDLE_AGE = 2 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CSRF_FAILURE_VIEW = "ops.accounts.views.csrf_failure"

# --- Mail -------------------------------------------------------------------------------

# No request waits for a mail server: what Django, Wagtail and allauth send is queued, and the
# worker hands it to EMAIL_TRANSPORT.
EMAIL_BACKEND = "ops.mail.queue.EmailBackend"
EMAIL_TIMEOUT, EMAIL_ATTEMPT_LIMIT = OPERATION_LIMIT, ATTEMPT_LIMIT
EMAIL_TEST_LIMIT = TEST_LIMIT
if env.str("EMAIL_URL", default=""):
    vars().update(variables.read("EMAIL_URL", "", mail_settings))
else:
    # No mail server yet: mails become files, and the dashboard says so.
    EMAIL_TRANSPORT = "ops.mail.files.EmailBackend"
    EMAIL_FILE_PATH = str(VAR_DIR / "mail")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str(
    "DEFAULT_FROM_EMAIL", default=f"contact@{_base_url.host}"
)

# Below this much free space (in bytes) the site says that it is not ready (ops.health).
MIN_FREE_BYTES = variables.whole_number("MIN_FREE_BYTES", 100_000_000)

# --- Wagtail ----------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Vitrine"
WAGTAILADMIN_BASE_URL = WAGTAILAPI_BASE_URL = BASE_URL
WAGTAILAPI_TOKEN_LAST_USED_INTERVAL = 60 * 60  # no write for each request of a program
WAGTAILIMAGES_IMAGE_MODEL = "brand.CustomImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "brand.pictures.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "heic", "heif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
# Where the eye no longer sees the difference on a page; the original stays as it is.
WAGTAILIMAGES_AVIF_QUALITY = 50
WAGTAILIMAGES_WEBP_QUALITY = 72
WAGTAILIMAGES_JPEG_QUALITY = 74
WAGTAILDOCS_DOCUMENT_MODEL = "brand.CustomDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "pptx", "txt", "xlsx", "zip"]
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = "pages/password_required.html"  # noqa: S105
WAGTAILDOCS_PASSWORD_REQUIRED_TEMPLATE = WAGTAIL_PASSWORD_REQUIRED_TEMPLATE
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
# No third party learns that somebody works in this admin.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "brand.core.search_backend", "SEARCH_CONFIG": "simple"}
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a long interview in the editor has many inline fields

# --- Inquiries --------------------------------------------------------------------------

INQUIRY_RATE = variables.read("INQUIRY_RATE", "30/10m", parse_rate, may_be_empty=True)
# Mails that strangers can cause: above it they wait (RELIABILITY 37).
MAIL_RATE = variables.read("MAIL_RATE", "60/h", parse_rate, may_be_empty=True)
SENDER_MAIL_RATE = variables.read("SENDER_MAIL_RATE", "10/h", parse_rate, may_be_empty=True)
INQUIRY_MIN_SECONDS = variables.number("INQUIRY_MIN_SECONDS", 3)
TRUSTED_PROXIES = variables.whole_number("TRUSTED_PROXIES", 0)
# Read here so that a wrong one is refused before anything starts; for config/gunicorn.conf.py.
WEB_WORKERS = variables.whole_number("WEB_WORKERS", 2, least=1)
WEB_THREADS = variables.whole_number("WEB_THREADS", 4, least=1)

# Finished pages are kept until something changes (ops.page_cache). Off while templates change.
PAGE_CACHE = variables.switch("PAGE_CACHE", default=not DEBUG)
# A shared cache in front of the site that keeps pages longer than they say.
if env.str("PURGE_URL", default=""):
    WAGTAILFRONTENDCACHE = {"default": variables.read("PURGE_URL", "", purge_settings)}

# --- Headers ----------------------------------------------------------------------------

# Strict and without nonces, so that a page stays valid in any cache. The admin has its own
# policy: Wagtail's widgets carry inline scripts (ops.web.middleware).
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "base-uri": ["'none'"],
        "connect-src": ["'self'"],
        "font-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
        "img-src": ["'self'", "data:"],
        "manifest-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
    }
}
X_FRAME_OPTIONS = "SAMEORIGIN"  # the editor previews pages in a frame
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
if HTTPS:
    SECURE_HSTS_SECONDS = 63_072_000
    # Not where other names below a bare domain still have no certificate.
    SECURE_HSTS_INCLUDE_SUBDOMAINS = variables.switch("HSTS_SUBDOMAINS", default=True)

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["console"],
        "level": variables.choice("LOG_LEVEL", "WARNING", LOG_LEVELS, "log level"),
    },
    "loggers": {name: {"level": "INFO"} for name in ("ops", "brand", "services", "contact")},
}
