"""URLs. Only pages have a language in their address (i18n_patterns)."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.documents.views.serve import authenticate_with_password as authenticate_for_document
from wagtail.urls import serve_pattern
from wagtail.views import authenticate_with_password

from brand.core.routing import serve
from brand.theme.stylesheet import SHEETS, SITE
from brand.views import admin_palette, favicon, icon, stylesheet, touch_icon
from config.api.site import api
from config.sitemap import sitemap
from config.speculation_rules import speculation_rules
from config.styleguide.views import styleguide
from contact.page.vcard import vcard
from ops.accounts import views as accounts
from ops.accounts.page_passwords import few_tries
from ops.web import views

handler400 = "ops.web.views.bad_request"
handler500 = "ops.web.views.server_error"

# Wagtail's own log-in page would accept a password alone.
_to_login = RedirectView.as_view(pattern_name="account_login", query_string=True)
_to_reset = RedirectView.as_view(pattern_name="account_reset_password")

urlpatterns = [
    path("livez", views.livez),
    path("readyz", views.readyz),
    path("robots.txt", views.robots),
    path("favicon.ico", favicon),
    path("apple-touch-icon.png", touch_icon),
    path("apple-touch-icon-precomposed.png", touch_icon),
    path("sitemap.xml", sitemap),
    path("speculation-rules.json", speculation_rules, name="speculation_rules"),
    re_path(
        r"^style/(?P<accent>[0-9a-f]{6})-(?P<digest>[0-9a-f]{12})\.css$",
        stylesheet,
        name="stylesheet",
    ),
    re_path(
        rf"^style/(?P<name>{'|'.join(SHEETS.keys() - {SITE})})-(?P<digest>[0-9a-f]{{12}})\.css$",
        stylesheet,
        name="stylesheet",
    ),
    re_path(r"^palette/(?P<accent>[0-9a-f]{6})\.svg$", icon, name="icon"),
    re_path(r"^palette/(?P<accent>[0-9a-f]{6})-admin\.css$", admin_palette, name="admin_palette"),
    path("welcome/<str:secret>/", accounts.first_owner, name="first_owner"),
    path("account/", include("config.account_urls")),
    path("admin/login/", accounts.admin_login, name="admin_login"),
    path("admin/session/", accounts.session_state, name="session_state"),
    path("admin/session/resumed/", accounts.session_resumed, name="session_resumed"),
    re_path(r"^admin/password_reset/.*$", _to_reset),
    path("admin/", include(wagtailadmin_urls)),
    path("api/v3/", api.urls),
    path(
        "documents/authenticate_with_password/<int:restriction_id>/",
        few_tries(authenticate_for_document),
    ),
    path("documents/", include(wagtaildocs_urls)),
    re_path(rf"^{settings.MEDIA_URL.lstrip('/')}(?P<path>.*)$", views.media),
    *i18n_patterns(
        path("contact.vcf", vcard, name="vcard"),
        path("styleguide/", styleguide, name="styleguide"),
        path("_util/login/", _to_login, name="wagtailcore_login"),
        path(
            "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
            few_tries(authenticate_with_password),
            name="wagtailcore_authenticate_with_password",
        ),
        # Pages set no cookie, so their forms carry no CSRF token: contact.form.spam looks at where
        # a POST comes from instead, and only the contact page takes one.
        re_path(serve_pattern, csrf_exempt(serve), name="wagtail_serve"),
        prefix_default_language=False,
    ),
]
