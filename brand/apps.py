"""The app of the owner's content: identity, biography, interview, testimonials, standard pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BrandConfig(AppConfig):
    name = "brand"
    verbose_name = _("Brand")

    def ready(self) -> None:
        from django.db.models.signals import post_delete
        from wagtail.models import Page
        from wagtail.signals import page_published, page_unpublished, post_page_move

        from brand import checklist
        from brand.forms import dates, numbers
        from brand.publishing import lists_online
        from ops.checklist import Finder, todo_finders
        from ops.page_cache.unseen import Unseen, unseen

        numbers.register()
        dates.register()
        todo_finders.register("online", Finder(checklist.find_offline, order=1))
        todo_finders.register("brand", Finder(checklist.find, order=10))
        unseen.register(
            "renditions that a visit makes",
            Unseen(frozenset({"brand_customrendition"}), verbs=frozenset({"INSERT"})),
        )
        unseen.register(
            "interviews that are being imported", Unseen(frozenset({"brand_importedtranscript"}))
        )
        page_published.connect(lists_online.publish_lists_above)
        page_unpublished.connect(lists_online.unpublish_list_left_empty)
        post_delete.connect(lists_online.unpublish_list_left_empty, sender=Page)
        post_page_move.connect(lists_online.follow_move)
