"""Users, the queue of mails, signs of life, counts, and the name of the content's generation."""

import secrets
from typing import Any, ClassVar

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models, transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class LowerCaseEmailField(models.EmailField):
    """An e-mail address in lower case, however it is typed, saved or looked for.

    People write theirs with capitals on one day and without on another; it is the same account.
    """

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return value.lower() if isinstance(value, str) else value


# Whoever gives or takes one of these ends what was made under it (`ops.accounts.api_tokens`).
RIGHTS = {"is_active", "is_superuser"}
# Sent with `users`, a list of primary keys, when rights were changed without saving each user.
rights_updated = Signal()


class UserQuerySet(models.QuerySet["User"]):
    def update(self, **values: Any) -> int:
        """Update as Django does, and send `rights_updated` when rights change."""
        with transaction.atomic(using=self.db):
            users = list(self.values_list("pk", flat=True)) if RIGHTS & set(values) else []
            updated = super().update(**values)
            if users:
                rights_updated.send(sender=User, users=users)
        return updated


class UserManager(BaseUserManager["User"]):
    """Creates users by e-mail address: there is no user name to remember."""

    use_in_migrations = True

    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def _create(self, email: str, password: str | None, **fields: Any) -> "User":
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.password = make_password(password)
        user.save(using=self._db)
        return user

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create somebody without rights. Without `password` nobody can log in as them."""
        return self._create(email, password, **{"is_staff": False, "is_superuser": False} | fields)

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create an owner, who may do everything."""
        return self._create(email, password, **{"is_staff": True, "is_superuser": True} | fields)


class User(AbstractUser):  # type: ignore[django-manager-missing]  # of rooms above
    """Somebody who may log in, known by e-mail address."""

    username = None  # type: ignore[assignment]
    email = LowerCaseEmailField(
        _("e-mail address"),
        unique=True,
        error_messages={"unique": _("A user with this address already exists.")},
    )

    # When a link that sets a new password was last sent: one an hour (accounts.password_reset).
    reset_mailed_at = models.DateTimeField(null=True, editable=False)

    # Between two signals of one `save` (`ops.accounts.api_tokens`).
    has_other_rights = False

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the user, and in the same transaction what follows from a change (signals).

        A new address replaces the one that logs in; a new password ends the API tokens.
        """
        super().save(*args, **kwargs)


class SetupLinkQuerySet(models.QuerySet["SetupLink"]):
    @transaction.atomic
    def issue(self) -> str:
        """Make a new one-time link, void all earlier ones, and return its secret part."""
        secret = secrets.token_urlsafe(32)
        self.filter(used_at=None).delete()
        self.create(digest=SetupLink.digest_of(secret))
        return secret

    def find(self, secret: str) -> "SetupLink | None":
        """Return the unused link with this secret part, if there is one."""
        return self.filter(digest=SetupLink.digest_of(secret), used_at=None).first()


class SetupLink(models.Model):
    """The one-time link by which the first owner sets a password (there is no default account).

    Only a keyed digest is stored: whoever reads the database cannot log in with it.
    """

    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True)

    objects = SetupLinkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M}"

    @staticmethod
    def digest_of(secret: str) -> str:
        return salted_hmac("ops.SetupLink", secret, algorithm="sha256").hexdigest()


class Heartbeat(models.Model):
    """The last sign of life of a process, one row for each name."""

    name = models.CharField(max_length=40, primary_key=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Counted(models.Model):
    """One event that a rate limit counts (ops.counting). Deleted after a day."""

    name = models.CharField(max_length=100)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = (models.Index(fields=("name", "at"), name="counted_of_late"),)

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M}"


class QueuedMail(models.Model):
    """A mail that waits for the worker (`ops.mail.queue`). It goes once it has left.

    `content` is what its kind makes the mail of. It holds no secret: a backup may contain it.
    """

    kind = models.CharField(max_length=20)
    content = models.JSONField()
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now, db_index=True)
    # Until when one worker has this row for itself.
    claimed_until = models.DateTimeField(null=True)
    give_up_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class GuessLimit(models.Model):
    """The used part of an allowance for guesses (GCRA in ops.accounts.guesses).

    A row is known by a digest under a key of the day, and goes as soon as it says nothing more.
    """

    digest = models.CharField(max_length=64, unique=True)
    paid_until = models.FloatField(db_index=True)  # seconds since 1970

    def __str__(self) -> str:
        return f"{self.paid_until:.0f}"


class DailyCount(models.Model):
    """A number of page views, or of arrivals, on one day (ops.visits). It is about no person.

    `name` is the path of a page, or the host of a site that led here.
    """

    class Kind(models.TextChoices):
        PAGE = "page"
        SITE = "site"

    OTHER_SITES = ""  # the name of all sites together that are more than are kept for a day

    kind = models.CharField(max_length=4, choices=Kind.choices)
    day = models.DateField()
    name = models.CharField(max_length=500, blank=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("kind", "day", "name"), name="counted_once_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.name} {self.count}"


class ContentGeneration(models.Model):
    """The name of the generation of the site's content, in one row.

    Written in SQL by each change of content (`ops.page_cache.shared_generation`).
    """

    name = models.CharField(max_length=16)

    def __str__(self) -> str:
        return self.name
