"""Fills a database: `python -c "from tests.bench.stock import site; site.make()"`."""

import django
from django.core.management import call_command

django.setup()

from django.db import connection  # noqa: E402  (models can be read only now)
from wagtail.models import Page, Site  # noqa: E402

from tests.bench.stock.models import FormField, FormPage, HomePage  # noqa: E402

FIELDS = {
    "Name": "singleline",
    "Email": "email",
    "Organisation": "singleline",
    "Message": "multiline",
}


def make() -> None:
    """Make a site with a home page and a contact form below it, at /contact/.

    The database may be empty, or one of ours: it has the same tables of Wagtail, and to copy it is
    a hundred times faster than to migrate.
    """
    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        for model in (HomePage, FormPage, FormField):
            editor.create_model(model)
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=HomePage(title="Home", slug="stock-home"))
    form = home.add_child(
        instance=FormPage(
            title="Contact",
            slug="contact",
            intro="<p>Write to me.</p>",
            thank_you_text="<p>Thank you.</p>",
            from_address="site@vitrine.example",
            to_address="owner@vitrine.example",
            subject="Contact",
        )
    )
    for order, (label, kind) in enumerate(FIELDS.items()):
        FormField.objects.create(
            page=form, sort_order=order, label=label, field_type=kind,
            required=label != "Organisation",
        )  # fmt: skip
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": home}
    )
