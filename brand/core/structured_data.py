"""JSON-LD about the owner in schema.org's vocabulary: only what visitors read as well."""

from typing import Any

from brand.core.identity import BrandSettings

CONTEXT = "https://schema.org"


def person(brand: BrandSettings, url: str, language: str) -> dict[str, Any]:
    """Describe the owner, with an id that all pages share. `url` is the site's absolute root."""
    data = {"@type": "Person", "@id": f"{url}#person", "name": brand.name, "url": url}
    if title := brand.job_title(language):
        data["jobTitle"] = title
    return data


def profile(
    brand: BrandSettings, url: str, language: str, *, description: str, same_as: list[str]
) -> dict[str, Any]:
    """Describe the home page, a ProfilePage of the owner. `same_as` are their other addresses."""
    owner = person(brand, url, language) | {"description": description}
    if same_as:
        owner["sameAs"] = same_as
    return {
        "@context": CONTEXT,
        "@type": "ProfilePage",
        "inLanguage": language,
        "mainEntity": owner,
    }
