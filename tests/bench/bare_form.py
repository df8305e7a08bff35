"""The framework's baselines, on a database with Django's defaults.

A page without a template; a form with one row; and the stock contact form, whose row and mail are
both inside the request.
"""

import environ
from django import forms
from django.conf import settings
from django.core.mail import send_mail
from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path

from tests.bench.bare import PAGE

settings.configure(
    ALLOWED_HOSTS=["*"],
    DATABASES={"default": environ.Env().db_url("DATABASE_URL")},
    **environ.Env.email_url_config(environ.Env().str("EMAIL_URL", "consolemail://")),
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="of no use",
)
application = get_wsgi_application()


class Contact(models.Model):
    name = models.CharField(max_length=120)
    email = models.EmailField()
    message = models.TextField()

    class Meta:
        app_label = "bare"

    def __str__(self) -> str:
        return self.name


class ContactForm(forms.ModelForm):
    class Meta:
        model = Contact
        fields = ("name", "email", "message")


def contact(request: HttpRequest) -> HttpResponse:
    form = ContactForm(request.POST)
    if not form.is_valid():
        return HttpResponse(form.as_p(), status=422)
    form.save()
    return HttpResponseRedirect("/livez", status=303)


def stock(request: HttpRequest) -> HttpResponse:
    """Store and send in the request, and answer 200, as Wagtail's AbstractEmailForm does."""
    form = ContactForm(request.POST)
    if not form.is_valid():
        return HttpResponse(form.as_p(), status=422)
    form.save()
    text = "\n".join(f"{name}: {value}" for name, value in form.cleaned_data.items())
    send_mail("Contact", text, "site@vitrine.example", ["owner@vitrine.example"])
    return HttpResponse("Merci.")


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGE)


def livez(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


def make_table() -> None:
    with connection.schema_editor() as editor:
        editor.create_model(Contact)


urlpatterns = [
    path("", page),
    path("contact/", contact),
    path("stock/", stock),
    path("livez", livez),
]
