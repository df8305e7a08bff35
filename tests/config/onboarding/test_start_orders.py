"""Nothing invented becomes public in the owner's name, whatever the owner did first.

Each step is done as in a browser, in any order. Then the owner chooses “Start with mine”, with the
ticks as they are offered (RELIABILITY 42).
"""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page, Revision, Site

from brand.demo import content_fr
from brand.demo.kept_drafts import kept_pages
from brand.models import (
    CustomImage,
    HomePage,
    InterviewPage,
    LegalNoticePage,
    PublisherSettings,
    StandardPage,
    Testimonial,
)
from contact.demo import content_fr as contact_fr
from contact.mail import delivery
from contact.models import ContactPage
from ops import checklist
from ops.models import User
from services.models import ServicePage
from tests.config.commands.test_seed_demo import skeleton_prose
from tests.config.onboarding.test_start import (
    MINE,
    START,
    _demo,  # noqa: F401  (a fixture)
    demonstration,
    everything_public,
    text,
)
from tests.editor_forms import fields_of

pytestmark = [pytest.mark.usefixtures("_demo", "db"), pytest.mark.any_database]
IDENTITY = "/admin/settings/brand/brandsettings/"
PUBLISHER = "/admin/settings/brand/publishersettings/"
Step = Callable[[Client], Any]
STEPS: dict[str, Step] = {}


def step(do: Step) -> Step:
    STEPS[do.__name__] = do
    return do


def ok(response: Any) -> Any:
    context = response.context
    form = context.get("form") if context else None
    assert response.status_code in (200, 302), form.errors if form else text(response)[:2000]
    assert response.status_code == 302 or not form or not form.is_bound, form.errors
    return response


def save_identity(browser: Client, **changes: Any) -> None:
    page = browser.get(IDENTITY, follow=True)
    ok(browser.post(page.request["PATH_INFO"], fields_of(page.context["form"]) | changes))


def save_publisher(browser: Client, **changes: Any) -> None:
    page = browser.get(PUBLISHER, follow=True)
    data = fields_of(page.context["form"]) | changes
    assert "\r\n" in data["host"] or not data["host"]
    ok(browser.post(page.request["PATH_INFO"], data))


def edit(browser: Client, page: Page, *, publish: bool = True, **changes: Any) -> None:
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = fields_of(browser.get(url).context["form"]) | changes
    ok(browser.post(url, data | ({"action-publish": "1"} if publish else {})))


def first(model: Any, language: str = "fr") -> Any:
    found = model.objects.filter(locale__language_code=language)
    return found.order_by("pk").first()


@step
def save_the_identity_unchanged(browser: Client) -> None:
    save_identity(browser)


@step
def save_the_publisher_unchanged(browser: Client) -> None:
    save_publisher(browser)


@step
def save_it_as_another_owner(browser: Client) -> None:
    other, _ = User.objects.get_or_create(
        email="second@example.org", defaults={"is_superuser": True, "is_staff": True}
    )
    second = Client()
    second.force_login(other)
    save_identity(second, accent="#aa3300")


@step
def write_half_of_the_address(browser: Client) -> None:
    street = content_fr.PUBLISHER["address"].splitlines()[0]
    save_publisher(browser, address=f"{street}\r\n29000 Brest")


@step
def change_the_telephone_and_change_it_back(browser: Client) -> None:
    save_publisher(browser, phone="+33 6 12 34 56 78")
    save_publisher(browser, phone=content_fr.PUBLISHER["phone"])


@step
def change_spaces_in_the_host(browser: Client) -> None:
    host = content_fr.PUBLISHER["host"].replace("\n", " \r\n\r\n ")
    save_publisher(browser, host=f"{host}\r\n", status="Entrepreneur individuel (EI)  (exemple)")


@step
def give_a_name(browser: Client) -> None:
    save_identity(browser, name="Maëlle Le Goff")


@step
def change_a_word_of_the_home_page(browser: Client) -> None:
    if home := first(HomePage):
        edit(browser, home, headline="J’aide les villes à se parler, puis à parler au monde.")


@step
def write_a_draft_of_the_english_home_page(browser: Client) -> None:
    if home := first(HomePage, "en"):
        edit(browser, home, publish=False, availability="Not before spring.")


@step
def change_a_price(browser: Client) -> None:
    if service := first(ServicePage):
        edit(browser, service, **{"offers-0-price_from": "77"})


@step
def plan_a_service(browser: Client) -> None:
    """Schedule a new version, which will be published by itself."""
    if service := first(ServicePage):
        go_live = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
        edit(browser, service, go_live_at=go_live)


@step
def lock_two_pages(browser: Client) -> None:
    for page in (first(HomePage), first(ServicePage, "en")):
        if page:
            ok(browser.post(reverse("wagtailadmin_pages:lock", args=[page.pk])))


@step
def submit_the_interview_to_a_moderator(browser: Client) -> None:
    if interview := first(InterviewPage):
        edit(browser, interview, publish=False, **{"action-submit": "1"})


@step
def rename_a_service(browser: Client) -> None:
    """Its old address keeps working through a redirect, which is public too."""
    if service := first(ServicePage):
        edit(browser, service, slug=f"david-{service.pk}")


def copy(browser: Client, page: Page, **how: str) -> None:
    title = f"Copie {Page.objects.count()}"
    data = {
        "new_title": title,
        "new_slug": title.lower().replace(" ", "-"),
        "new_parent_page": str(page.get_parent().pk),
        "publish_copies": "on",
    }
    ok(browser.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), data | how))


@step
def copy_a_service(browser: Client) -> None:
    if service := first(ServicePage):
        copy(browser, service)


@step
def copy_the_interview(browser: Client) -> None:
    if interview := first(InterviewPage):
        copy(browser, interview)


@step
def alias_the_interview(browser: Client) -> None:
    if interview := first(InterviewPage):
        copy(browser, interview, alias="on")


@step
def move_a_service_to_the_other_language(browser: Client) -> None:
    service, other = first(ServicePage), first(ServicePage, "en")
    if service and other:
        url = reverse("wagtailadmin_pages:move_confirm", args=[service.pk, other.get_parent().pk])
        ok(browser.post(url))


@step
def change_a_channel(browser: Client) -> None:
    if contact := first(ContactPage):
        edit(browser, contact, **{"channels-0-label": "Écrivez-moi"})


@step
def change_an_answer(browser: Client) -> None:
    if interview := first(InterviewPage):
        edit(browser, interview, interviewer="Lilian B.")


@step
def change_the_legal_notice(browser: Client) -> None:
    if legal := first(LegalNoticePage):
        edit(browser, legal, intro="Qui publie ce site, qui l’héberge, et comment les joindre.")


def save_testimonial(browser: Client, action: str, **changes: Any) -> None:
    row = Testimonial.objects.order_by("pk").first()
    if row is None:
        return
    url = reverse(f"wagtailsnippets_brand_testimonial:{action}", args=[row.pk])
    ok(browser.post(url, fields_of(browser.get(url).context["form"]) | changes))


@step
def say_that_a_testimonial_is_none_of_the_examples(browser: Client) -> None:
    save_testimonial(browser, "edit", is_example="")


@step
def copy_a_testimonial(browser: Client) -> None:
    save_testimonial(browser, "copy")


@step
def show_a_drawing_on_a_page_of_my_own(browser: Client) -> None:
    home, image = first(HomePage), CustomImage.objects.order_by("-pk").first()
    if not home or not image:
        return
    slug = f"moi-{StandardPage.objects.count()}"
    picture = {"image": image.pk, "alt_text": "Moi", "decorative": False}
    page = StandardPage(title="À propos du vélo", slug=slug, share_image=image, locale=home.locale)
    page.body = [("picture", page.body.stream_block.child_blocks["picture"].to_python(picture))]
    home.add_child(instance=page)
    page.save_revision(user=User.objects.first()).publish()


@step
def rename_a_drawing(browser: Client) -> None:
    if image := CustomImage.objects.order_by("pk").first():
        url = reverse("wagtailimages:edit", args=[image.pk])
        ok(browser.post(url, fields_of(browser.get(url).context["form"]) | {"title": "Moi"}))


@step
def delete_the_english_home_page(browser: Client) -> None:
    if home := first(HomePage, "en"):
        ok(browser.post(reverse("wagtailadmin_pages:delete", args=[home.pk])))


@step
def look_at_the_wizard_and_leave(browser: Client) -> None:
    browser.get(START)
    browser.post(START, MINE | {"given_name": ""})


@step
def start_the_site_again(browser: Client) -> None:
    call_command("seed_demo", if_empty=True, verbosity=0)


def start(browser: Client, **changes: Any) -> None:
    """Confirm the wizard as it is offered, with everything that was changed ticked."""
    offered = browser.get(START).context["form"]
    data = fields_of(offered) | MINE | {"seen": offered.initial.get("seen", "")} | changes
    response = browser.post(START, data)
    assert response.status_code == 302, response.context["form"].errors


def invented() -> set[str]:
    """Return the demonstration's sentences, names, addresses and figures."""
    identity = {line for value in content_fr.IDENTITY.values() for line in str(value).splitlines()}
    channels = {channel["address"] for channel in contact_fr.CHANNELS}
    facts = {"David", "Pires", "ow.ly", "Évry", "Rio de Janeiro", "50 000", "30+", "Camille"}
    ours = {part for language in ("fr", "en") for part in skeleton_prose(language)}
    return (demonstration() | identity | channels | facts) - ours


def public(client: Client) -> dict[str, str]:
    """Return everything that is public without a password, mails included."""
    found = everything_public(client)
    for path in ("/api/v3/redirects/", "/entretien/?q=aiesec", "/robots.txt", "/en/contact/"):
        found[path] = text(client.get(path))
    page = client.get("/contact/")
    token = page.content.decode().partition('name="token" value="')[2].partition('"')[0]
    client.post(
        "/contact/",
        {"token": token, "name": "Bo", "email": "bo@example.net", "message": "Un projet."},
        headers={"sec-fetch-site": "same-origin"},
    )
    mail.outbox.clear()
    delivery.deliver_due()
    for number, message in enumerate(mail.outbox):
        found[f"mail {number}"] = str(message.message())
    return found


def what_is_left(client: Client) -> list[tuple[str, str]]:
    words = invented()
    return [(path, said) for path, body in public(client).items() for said in words if said in body]


def assert_honest(browser: Client) -> None:
    """Nothing invented is public or will be by itself, and everything that was kept is listed."""
    assert what_is_left(Client()) == []
    assert not Revision.objects.exclude(approved_go_live_at=None).exists()
    assert not CustomImage.objects.exists()
    assert not ModelLogEntry.objects.filter(label__contains="David").exists()
    listed = {item.name: item.url for item in checklist.items()}
    dashboard = text(browser.get("/admin/"))
    for page in kept_pages():
        assert listed[f"kept-{page.pk}"] in dashboard
        assert browser.get(listed[f"kept-{page.pk}"]).status_code == 200
    said = text(browser.get(START, follow=True))
    assert ("Il ne reste rien de la démonstration" in said) is not kept_pages()
    assert {"publisher"} <= set(listed)
    for kind in ("fr", "en"):
        home = first(HomePage, kind)
        assert home.live, kind
        assert "Le Goff" in home.headline, kind


def orders() -> list[list[str]]:
    """Return all steps in a fixed random order, divided into two lists."""
    names = random.Random(1).sample(sorted(STEPS), len(STEPS))  # noqa: S311
    half = len(names) // 2
    return [names[:half], names[half:]]


@pytest.mark.parametrize("names", orders(), ids=lambda names: f"{names[0]} … {names[-1]}")
def test_nothing_invented_is_public_whatever_was_done_before(
    admin: Client, names: list[str]
) -> None:
    assert what_is_left(Client()), "the demonstration is public before"
    for name in names:
        STEPS[name](admin)

    start(admin)

    assert_honest(admin)


def online(page: Page) -> int | None:
    """Return the id of the public version, if there is one."""
    current = Page.objects.get(pk=page.pk)
    return current.live_revision_id if current.live else None


def test_what_was_kept_is_public_once_the_owner_says_that_it_is_theirs(admin: Client) -> None:
    """Kept content becomes public only by a deliberate act, and then leaves the list."""
    change_a_word_of_the_home_page(admin)
    change_a_channel(admin)
    change_a_price(admin)
    start(admin)
    kept = kept_pages()
    assert [type(page.specific) for page in kept] == [HomePage, ServicePage, ContactPage]

    own = {page.pk: reverse("make_own", args=[page.pk]) for page in kept}
    for page in kept:
        before = online(page)
        editor = text(admin.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))
        assert own[page.pk] in editor
        assert "action-publish" not in editor
        # Editor, page list and API all refuse to publish it.
        edit(admin, page)
        bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        admin.post(f"{bulk}?id={page.pk}&next=/admin/")
        assert online(page) == before
    assert [page.pk for page in kept_pages()] == list(own)

    for page in kept:
        assert "rien n’y parle de quelqu’un d’autre" in text(admin.get(own[page.pk]))
        assert admin.post(own[page.pk]).status_code == 422  # without the tick
        ok(admin.post(own[page.pk], {"sure": "on"}))
        edit(admin, page)
        assert admin.get(own[page.pk]).status_code in {302, 403}

    assert kept_pages() == []
    home = text(Client().get("/"))
    assert "J’aide les villes" in home
    # No heading is left of content that was deleted with the demonstration.
    assert "Et vos clients, qu’en disent" not in home
    assert "J’ai cinq minutes" not in home
    assert "david.pires.blog@gmail.com" in text(Client().get("/contact/"))
    service = text(Client().get(ServicePage.objects.get().url))
    assert "exemple" in service


def test_the_wizard_says_what_else_is_in_what_is_kept(admin: Client) -> None:
    change_a_word_of_the_home_page(admin)
    change_a_channel(admin)
    show_a_drawing_on_a_page_of_my_own(admin)

    page = text(admin.get(START))

    assert "la vie de quelqu’un d’autre" in page
    assert "une adresse et des réseaux" in page
    assert "dans votre page «\u202fÀ propos du vélo\u202f»" in page


def test_somebody_s_site_without_a_page_does_not_become_the_demonstration(admin: Client) -> None:
    start(admin)
    Site.objects.update(root_page=Page.objects.get(depth=1))
    for home in HomePage.objects.all():
        home.delete()

    call_command("seed_demo", if_empty=True, verbosity=0)
    with pytest.raises(CommandError, match="Maëlle Le Goff"):
        call_command("seed_demo", verbosity=0)

    assert not HomePage.objects.exists()


def test_a_field_is_an_example_until_nothing_of_it_is_left(admin: Client, client: Client) -> None:
    def marked() -> set[str]:
        return set(PublisherSettings.objects.get().example_fields) & {"address", "host"}

    legal = LegalNoticePage.objects.get(locale__language_code="fr")
    assert marked() == {"address", "host"}
    shown = text(admin.get(PUBLISHER, follow=True))
    assert "Adresse postale (exemple)" in shown
    save_publisher(admin, address="3 quai des Vents\r\n29000 Brest")
    assert marked() == {"host"}
    assert "Adresse postale (exemple)" not in text(admin.get(PUBLISHER, follow=True))

    save_publisher(admin, address=content_fr.PUBLISHER["address"])
    assert marked() == {"address", "host"}
    save_publisher(admin, address="3 quai des Vents\r\n29000 Brest")
    page = BeautifulSoup(client.get(legal.url).content, "html.parser")
    address, phone = (page.find("dt", string=name).parent for name in ("Adresse", "Téléphone"))
    assert (address.find(class_="example"), phone.find(class_="example").text) == (None, "exemple")
    start(admin)
    assert PublisherSettings.objects.get().address == "3 quai des Vents\r\n29000 Brest"
