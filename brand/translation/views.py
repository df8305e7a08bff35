"""Views that create a translation, or record that one is still right."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.coreutils import get_content_languages
from wagtail.log_actions import log
from wagtail.models import Locale, Page

from brand.core.languages import spoken
from brand.translation import buttons, state
from brand.translation.copying import translate
from brand.translation.editor import ANCHOR
from brand.translation.report import TranslationReport


@require_POST
def translate_page(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Create the draft, or find the existing version, and open it beside its original."""
    page = get_object_or_404(Page, pk=pk)
    if language not in get_content_languages():
        raise Http404
    if not buttons.may_translate(page, request.user):
        raise PermissionDenied
    # The first page in a language that the settings have begins it: no screen makes a Locale.
    locale = Locale.objects.get_or_create(language_code=language)[0]
    made = translate(page, locale, request.user)
    if made.is_new:
        messages.success(
            request,
            _("This is a draft in %(language)s, with a copy of every text. Nothing is published.")
            % {"language": spoken(locale.language_code)},
        )
    if made.ancestors:
        titles = get_text_list(
            [_("“%(title)s”") % {"title": page.title} for page in made.ancestors], _("and")
        )
        messages.warning(
            request,
            _(
                "Pages above it had no version in this language and are drafts now, too: "
                "%(titles)s. Publish them first."
            )
            % {"titles": titles},
        )
    return redirect(f"{reverse('wagtailadmin_pages:edit', args=[made.page.pk])}#{ANCHOR}")


@require_POST
def still_right(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that somebody compared the versions and found nothing to change."""
    page = get_object_or_404(Page, pk=pk)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    log(instance=page.specific, action=state.CHECKED, user=request.user)
    messages.success(request, _("Noted: “%(title)s” is up to date.") % {"title": page.title})
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = reverse("translation_report")
    # `redirect` would take anything but a path for the name of a URL pattern.
    return HttpResponseRedirect(back)


def urls() -> list[URLPattern]:
    """Return the URL patterns of translation, for below the admin's root."""
    report = TranslationReport
    return [
        path("translations/<int:pk>/<str:language>/", translate_page, name="translate_page"),
        path("translations/<int:pk>/", still_right, name="translation_still_right"),
        path("reports/translations/", report.as_view(), name="translation_report"),
        path(
            "reports/translations/results/",
            report.as_view(results_only=True),
            name="translation_report_results",
        ),
    ]
