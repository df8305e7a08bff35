"""Replace some of Wagtail's words: our translations come after Wagtail's, and win.

Nothing runs here; `make messages` collects them. Only what an owner meets in an ordinary week and
stumbles over: "STATUS ACTUEL", "Région" for a language, "Ce(tte) … le/la". What Wagtail's own
JavaScript says comes from another catalogue, and stays.
"""

from django.utils.translation import gettext_noop, ngettext_lazy

gettext_noop("Locale")
gettext_noop("Locale: ")
gettext_noop("Status: ")
gettext_noop("Current page status:")
gettext_noop("Locking status")
gettext_noop("Add %(label)s")
gettext_noop("Add %(model_name)s")
gettext_noop("%(setting_type)s updated.")
gettext_noop("You can preview the %(model_name)s here:")
gettext_noop("Anyone can edit this %(model_name)s")
gettext_noop("Anyone can edit this %(model_name)s – lock it to prevent others from editing")
gettext_noop("The page title as you'd like it to be seen by the public")
gettext_noop("The name of the page as it will appear in URLs e.g http://domain.com/blog/[my-slug]/")
gettext_noop(
    "This publishing schedule will only take effect after you select the "
    '"Schedule to publish" option'
)
gettext_noop("The page could not be saved due to validation errors.")
gettext_noop("The page could not be created due to validation errors.")
gettext_noop("The slug '%(page_slug)s' is already in use within the parent page.")
ngettext_lazy(
    "This %(model_name)s is referenced %(usage_count)s time.",
    "This %(model_name)s is referenced %(usage_count)s times.",
    "usage_count",
)
