"""Django's settings. One file: environments differ by values (see `config/env.py`), not code."""

from typing import Any
from urllib.parse import urlsplit

from config import env, logs
from liveblog import limits, policies
from liveblog.checks import wal_is_safe
from liveblog.text.embeds import frame_hosts

BASE_DIR = env.BASE_DIR
DEBUG = env.flag("DEBUG", default=False)
DATA_DIR = env.data_folder("DATA_DIR", BASE_DIR / "var")

# Site ---------------------------------------------------------------------------------------
SITE_NAME = env.text("SITE_NAME", "Fernblick")
SITE_URL = env.site_address("SITE_URL", "http://127.0.0.1:8000")
_site = urlsplit(SITE_URL)
_https = _site.scheme == "https"
SITE_HOST = _site.hostname or ""
_own_names = ["localhost", "127.0.0.1", "[::1]"]
_this_machine = _own_names if DEBUG or SITE_HOST in _own_names else []

SECRET_KEY = (
    env.text("SECRET_KEY", "only-for-trying-out-on-this-machine")
    if DEBUG
    else env.required("SECRET_KEY", "set 50 random characters, or DEBUG=1 to try things out")
)
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", default=[SITE_HOST, *_this_machine])
TRUSTED_PROXIES = [str(network) for network in env.networks("TRUSTED_PROXIES")]
# Networks whose addresses hold as many sockets as they like: the own house, load tests.
SOCKET_EXEMPT_NETWORKS = env.networks("SOCKET_EXEMPT_NETWORKS")
# Above so many readers a process, or so many bytes for all of them, an update is only announced
# and fetched, from a CDN's cache; 0 never shrinks.
SHRINK_ABOVE_READERS = env.whole_number("SHRINK_ABOVE_READERS", 0)
SHRINK_ABOVE_BYTES = env.whole_number("SHRINK_ABOVE_BYTES", 0)
# Origins that may open sockets: scheme, host and port must match; a bare host matches any port.
WEBSOCKET_ORIGINS = [SITE_URL, *_this_machine]

# Whether server processes release scheduled posts; 0 leaves that to `manage.py scheduler`.
SCHEDULER = env.flag("SCHEDULER", default=True)

# `manage.py demo` only.
DEMO_PORT = env.whole_number("PORT", 8000, lowest=1, highest=65535)
DEMO_SIMULATE = env.flag("SIMULATE", default=True)

# Code ---------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "daphne",  # first: it replaces runserver
    "liveblog",
    "liveblog.backoffice.apps.BackofficeAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "channels",
    "ninja",  # or its docs would load scripts from elsewhere
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "config.middleware.RequestId",
    "django.middleware.security.SecurityMiddleware",
    "config.middleware.PermissionsPolicy",
    "config.middleware.PagePolicy",
    "config.middleware.StaffNotStored",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.middleware.StaffSession",
    "config.middleware.StaffLocale",
    "django.middleware.common.CommonMiddleware",
    "config.middleware.StaffCsrf",
    "config.middleware.StaffAuthentication",
    "allauth.account.middleware.AccountMiddleware",
    "config.middleware.StaffSecondFactor",
    "config.middleware.StaffMessages",
    "config.middleware.StaffBusy",
]
ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
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
            ],
        },
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Data ---------------------------------------------------------------------------------------
DATABASES = {"default": env.database("DATABASE_URL", DATA_DIR / "liveblog.sqlite3")}
_database = DATABASES["default"]
if "sqlite" in _database["ENGINE"]:
    _journal = "WAL" if wal_is_safe() else "DELETE"
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # numbers are given out under the lock
        "timeout": limits.SQLITE_LOCK_SECONDS,
        "init_command": f"PRAGMA journal_mode={_journal}; PRAGMA synchronous=FULL;",
    }
else:
    _timeouts = (
        f"-c statement_timeout={limits.POSTGRES_STATEMENT_SECONDS * 1000}"
        f" -c lock_timeout={limits.POSTGRES_LOCK_SECONDS * 1000}"
    )
    _database["OPTIONS"] = {
        "options": _timeouts,
        **_database.get("OPTIONS", {}),
        "pool": {"min_size": 1, "max_size": limits.POSTGRES_POOL_CONNECTIONS, "timeout": 5},
    }
    _database["CONN_MAX_AGE"] = 0  # the pool keeps connections

REDIS_URL = env.redis_address("REDIS_URL")
if REDIS_URL:
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [REDIS_URL]},
        }
    }
    CACHES: dict[str, dict[str, Any]] = {
        alias: {
            "BACKEND": "config.cache.RedisOrLocal",
            "LOCATION": REDIS_URL,
            # A server that hangs must not hang publishing.
            "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
        }
        for alias in ("default", "tally")
    }
else:
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
        # What several processes on this machine must see of each other.
        "tally": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": str(DATA_DIR / "tally"),
        },
    }
# Posts as HTML, by version: in this process, where fetching one must cost less than rendering it.
# While templates are being written nothing is kept.
CACHES["posts"] = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "posts",
    "TIMEOUT": 0 if DEBUG else 20,
    "OPTIONS": {"MAX_ENTRIES": 5_000},
}

# Files --------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
if not env.flag("COMPRESS_STATIC", default=True):
    SERVESTATIC_SKIP_COMPRESS_EXTENSIONS = ["css", "js", "svg", "txt", "woff2", "png", "md", "json"]
MEDIA_URL = env.address_prefix("MEDIA_URL", "/media/")
MEDIA_ROOT = env.folder("MEDIA_ROOT", DATA_DIR / "media")
S3_BUCKET = env.bucket("S3_BUCKET")
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "config.staticfiles.StaticFilesStorage"
    },
}
if S3_BUCKET:
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {"bucket_name": S3_BUCKET, "file_overwrite": False, "querystring_auth": False},
    }
DATA_UPLOAD_MAX_MEMORY_SIZE = limits.JSON_BODY_BYTES
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # larger uploads go to a temporary file

# Language and time --------------------------------------------------------------------------
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
LANGUAGE_CODE = env.one_of("LANGUAGE_CODE", "de", [code for code, _ in LANGUAGES])
LOCALE_PATHS = [BASE_DIR / "liveblog" / "locale"]
TIME_ZONE = env.time_zone("TIME_ZONE", "Europe/Berlin")
USE_TZ = True

# Sign-in ------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/newsroom/"
ACCOUNT_ADAPTER = "liveblog.newsroom.accounts.AccountAdapter"  # closes sign-up
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by the desk
ACCOUNT_LOGOUT_REDIRECT_URL = "/newsroom/"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login_failed": f"{limits.LOGIN_FAILURES}/{limits.LOGIN_FAILURE_MINUTES}m/key",
}
# People of the back office sign in with two; trying things out goes with one.
REQUIRE_SECOND_FACTOR = env.flag("REQUIRE_SECOND_FACTOR", default=not DEBUG)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1  # a code typed while the next one appears still counts
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the desk has written the address; nobody signs up

# Cookies: staff only. The __Host- prefix needs https, which the demo has not.
_prefix = "__Host-" if _https else ""
SESSION_COOKIE_NAME = f"{_prefix}sessionid"
SESSION_COOKIE_SECURE = _https
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = limits.IDLE_SESSION_SECONDS
CSRF_COOKIE_NAME = f"{_prefix}csrftoken"
CSRF_COOKIE_SECURE = _https
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# Headers ------------------------------------------------------------------------------------
_media = urlsplit(MEDIA_URL)
MEDIA_ORIGINS = [f"{_media.scheme}://{_media.netloc}"] if _media.netloc else []
SOCKET_ORIGINS = [f"{'wss' if _https else 'ws'}://{_site.netloc}"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": policies.reader(MEDIA_ORIGINS, SOCKET_ORIGINS, frame_hosts())
}
STAFF_POLICY = policies.staff(MEDIA_ORIGINS, SOCKET_ORIGINS, frame_hosts())
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = env.whole_number("SECURE_HSTS_SECONDS", 0)
X_FRAME_OPTIONS = "DENY"

# Mail and logs ------------------------------------------------------------------------------
vars().update(env.email("EMAIL_URL", "consolemail://" if DEBUG else "smtp://localhost:25"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("EMAIL_FROM", f"liveblog@{SITE_HOST}")
LOGGING = logs.plain() if DEBUG else logs.json_lines()
