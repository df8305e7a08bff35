"""End API tokens when the rights behind them change, and list who made which.

A token has the rights of its user and needs no second factor. It therefore ends with a new
password, another second factor, other rights or a deactivated account. Reasons, and how others
do it: docs/decisions/0041.
"""

from collections.abc import Iterable
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import CharField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.log_actions import log
from wagtail.models import APIToken, ModelLogEntry
from wagtail.users.views import api_tokens as wagtail_views

from ops.models import RIGHTS, User, rights_updated


def end_all(users: Iterable[int]) -> int:
    """End every token of these users (by primary key), and return how many that were."""
    tokens = APIToken.objects.filter(user__in=list(users), revoked_at=None)
    for token in tokens:
        token.revoke()
        log(token, "wagtail.apitoken.revoke")
    return len(tokens)


def has_any(user: User) -> bool:
    """Whether programs have a token of `user`."""
    return APIToken.objects.filter(user=user, revoked_at=None).exists()


def watch() -> None:
    """Connect the signals of every change that ends tokens."""
    for signal, receiver, sender in (
        (pre_save, _before_user, User),
        (post_save, _after_user, User),
        (m2m_changed, _memberships, User.groups.through),
        (m2m_changed, _memberships, User.user_permissions.through),
        (post_save, _factor_added, Authenticator),
        (post_delete, _factor_removed, Authenticator),
        (rights_updated, _rights_updated, User),
    ):
        signal.connect(receiver, sender=sender, dispatch_uid=f"ops.api_tokens {receiver.__name__}")


def _before_user(instance: User, update_fields: Any = None, **kwargs: Any) -> None:
    instance.has_other_rights = False
    if instance.pk and (update_fields is None or RIGHTS & set(update_fields)):
        now = {name: getattr(instance, name) for name in RIGHTS}
        instance.has_other_rights = not User.objects.filter(pk=instance.pk, **now).exists()


def _after_user(instance: User, created: bool, **kwargs: Any) -> None:
    # Django keeps a new password here until it is saved; a better hash of the same one is none.
    is_new_password = instance._password is not None  # type: ignore[attr-defined]
    if not created and (is_new_password or instance.has_other_rights):
        end_all([instance.pk])


def _memberships(
    instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any
) -> None:
    if action not in {"post_add", "post_remove", "pre_clear"}:
        return
    if not reverse:
        end_all([instance.pk])
    else:  # from a group's or a permission's side
        end_all(pk_set or instance.user_set.values_list("pk", flat=True))


def _factor_added(instance: Authenticator, created: bool, **kwargs: Any) -> None:
    if created:
        end_all([instance.user_id])


def _factor_removed(instance: Authenticator, **kwargs: Any) -> None:
    end_all([instance.user_id])


def _rights_updated(users: list[int], **kwargs: Any) -> None:
    end_all(users)


class IndexView(wagtail_views.IndexView):
    """Wagtail's list, which names whose token it is, and now also who made it."""

    @cached_property
    def columns(self) -> list[Column]:
        columns: list[Column] = list(super().columns)
        columns.insert(3, Column("made_by", label=_("Created by")))
        return columns

    def get_queryset(self) -> QuerySet[APIToken]:
        made = ModelLogEntry.objects.filter(
            action="wagtail.apitoken.create",
            content_type__app_label=APIToken._meta.app_label,
            content_type__model=APIToken._meta.model_name,
            object_id=Cast(OuterRef("pk"), CharField()),
        )
        tokens: QuerySet[APIToken] = super().get_queryset()
        return tokens.annotate(made_by=Subquery(made.values("user__email")[:1]))


def register_list() -> None:
    """Let Wagtail's admin show our list. Call it before the admin's URLs are made."""
    wagtail_views.APITokenViewSet.index_view_class = IndexView
