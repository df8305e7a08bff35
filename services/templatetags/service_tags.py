"""Template tags of services: the services that an answer of the interview leads to."""

from django import template
from django.template.context import Context

from brand.core.languages import active
from brand.core.visibility import listed
from brand.interview.answer_view import AnswerView
from services.models import ServicePage

register = template.Library()


@register.simple_tag(takes_context=True)
def services_about(context: Context, answer: AnswerView) -> list[ServicePage]:
    """Return the services in the active language that name `answer`, in the owner's order.

    One query a request, however many answers there are.
    """
    request = context.get("request")
    if request is None:
        return _by_answer().get(answer.key, [])
    if not hasattr(request, "_services_by_answer"):
        request._services_by_answer = _by_answer()
    return request._services_by_answer.get(answer.key, [])


def _by_answer() -> dict[str, list[ServicePage]]:
    language = active()
    services = ServicePage.objects.filter(locale__language_code=language)
    found: dict[str, list[ServicePage]] = {}
    for service in listed(services).order_by("path"):
        for key in {str(child.value) for child in service.related_answers}:
            found.setdefault(key, []).append(service)
    return found
