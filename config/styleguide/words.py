"""Sample texts of the style page, short and long, in both languages."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """Texts in one language. The long ones are longer than anything an owner should write."""

    question: str
    long_question: str
    sentence: str
    prose: str
    label: str
    long_label: str
    name: str
    long_name: str
    unit: str
    tax: str
    choices: str
    year: str
    searched: str
    other_language: str


FR = Words(
    question="Par où commencer ?",
    long_question=(
        "Comment une association de bénévoles, sans budget ni équipe de communication,"
        " peut-elle se faire entendre au-delà de ses membres ?"
    ),
    sentence="Par une page que quelqu’un tient à jour.",
    prose=(
        "<p>On commence par <strong>écouter</strong>, une heure avec chaque équipe, <em>puis</em>"
        " on choisit. Le reste attend, et <mark>rien ne presse autant qu’on le croit</mark>.</p>"
        "<blockquote>Un lieu tenu vaut mieux que cinq ouverts.</blockquote>"
        "<p>Trois gestes, dans cet ordre, avec <a href='#interview'>un lien vers la suite</a> :</p>"
        "<ul><li>un état des lieux ;</li><li>un calendrier de trois mois, assez court pour tenir"
        " sur la porte d’un réfrigérateur ;</li><li>un rendez-vous.</li></ul>"
        "<ol><li>Ouvrir.</li><li>Tenir.</li></ol>"
    ),
    label="M’écrire",
    long_label="Demander un devis pour un accompagnement de six semaines",
    name="Léa Martin",
    long_name="Maximilienne-Hippolyte de La Rochefoucauld-Montbrison d’Aubeterre",
    unit="par jour",
    tax="TVA non applicable, art. 293 B du CGI",
    choices="Un blog\nUn intranet\nUne lettre d’information que quelqu’un lit vraiment",
    year="Après 2007",
    searched="commence",
    other_language="en",
)
EN = Words(
    question="Where should I start?",
    long_question=(
        "How can an association of volunteers, without a budget or a communications team,"
        " make itself heard beyond its own members?"
    ),
    sentence="With one page that somebody keeps up to date.",
    prose=(
        "<p>We begin by <strong>listening</strong>, an hour with each team, and <em>then</em>"
        " choose. The rest can wait, and <mark>nothing is as urgent as it seems</mark>.</p>"
        "<blockquote>One place that is kept beats five that were opened.</blockquote>"
        "<p>Three moves, in this order, with <a href='#interview'>a link to what follows</a>:</p>"
        "<ul><li>see what there is;</li><li>a calendar of three months, short enough to stay"
        " on the door of a refrigerator;</li><li>an appointment.</li></ul>"
        "<ol><li>Open.</li><li>Keep.</li></ol>"
    ),
    label="Write to me",
    long_label="Ask for a quote for six weeks of working side by side",
    name="Lea Martin",
    long_name="Bartholomew Featherstonehaugh-Cholmondeley of Weston-super-Mare",
    unit="a day",
    tax="VAT not applicable, article 293 B of the French tax code",
    choices="A blog\nAn intranet\nA newsletter that somebody really reads",
    year="After 2007",
    searched="begin",
    other_language="fr",
)


def words(language: str) -> Words:
    """Return the texts in `language`; English where it has none."""
    return {"fr": FR}.get(language, EN)
