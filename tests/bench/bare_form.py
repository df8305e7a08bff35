"""The framework's baseline: a form, a view and one row, on a database with Django's defaults."""

import environ
from django import forms
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path

settings.configure(
    ALLOWED_HOSTS=["*"],
    DATABASES={"default": environ.Env().db_url("DATABASE_URL")},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
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


def livez(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


def make_table() -> None:
    with connection.schema_editor() as editor:
        editor.create_model(Contact)


urlpatterns = [path("contact/", contact), path("livez", livez)]
