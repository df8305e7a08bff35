"""Patterns of advertisements and frauds, in French and in English. For the quarantine only.

Weights add up; one word never decides, since an NGO may well write about loans, casinos or
health. How it was sent weighs as much as what it says (contact.form.spam). Tuned on one half of
tests/contact/form/corpus, measured on the other.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

from brand.text.folding import fold

THRESHOLD = 5
MAX_READ = 4_000  # characters: an advertisement shows itself at once

# (weight, pattern). Read in folded text: lower case, without accents.
_RULES: tuple[tuple[int, str], ...] = (
    # Being found, for money
    (2, r"(?:1st|first|top|#\d|1(?:ere|re)?|premiere) (?:page|place|position|rank)s?\b.{0,30}\bgoogle"),
    (2, r"\b(?:rank\w*|classe\w*) .{0,25}\bgoogle|referencement (?:garanti|naturel|seo)"),
    (2, r"\b(?:competitors|concurrents)\b.{0,60}\bgoogle|\bavis google|\bgoogle reviews"),
    (3, r"\b(?:do-?follow|backlinks?|guest (?:posts?|articles?)|link (?:building|insertion)|netlinking)\b"),
    (2, r"\b(?:place|insert|publish|publier|inserer) .{0,40}\b(?:link|lien|sponsor\w*)\b"),
    (3, r"\bdomain name\b.{0,40}\bfor sale|\bsearch engines? (?:registration|directories)"),
    (3, r"\bdomain (?:authority|expir\w+|registration|name registration)|\bDA ?\d\d\+?"),
    (1, r"\bseo\b|\bwebsite traffic|\btrafic cible|\borganic traffic"),
    (2, r"\b(?:buy|achet\w+|real|targeted|cibles)\b.{0,30}\b(?:followers|abonnes|subscribers|likes)\b"),
    (2, r"\bgoogle(?:.s)? (?:1st|first|top|premiere)\b|\b(?:top|#) ?\d+ (?:on|in|of|sur|dans) google|\bgoogle maps\b"),
    (2, r"\b(?:increase|more|targeted|boost|get|augment\w+|plus de) .{0,20}\btraffic\b|\bkey ?words\b"),
    (2, r"\b(?:listed|submit\w*|included|inscri\w+|referenc\w+) .{0,40}\b(?:search engines?|directories|annuaires?)\b"),
    (3, r"\b(?:great|nice|good|super|bel) (?:post|article|blog|read)\b|\b(?:check out|visit|see) my "
        r"(?:site|web ?site|blog|page|store|shop)"),
    # Work that nobody asked for
    (2, r"\b(?:your|votre) (?:web ?)?site\b.{0,40}\b(?:out(?:dated)?|old|slow|date|vieilli|lent|potential)\b"),
    (2, r"\b(?:refaisons|refont|redesign\w*|rebuild|creons|creation) .{0,25}\b(?:jours|days|site|hours|heures)\b"),
    (1, r"\b\d{2,} (?:\w+ )?(?:clients? satisfaits|happy (?:clients|customers)|satisfied)|\brepondez (?:ok|oui)|"
        r"\b(?:are you )?tired of\b|\bwe guarantee|\bnous garantissons"),
    (2, r"\b(?:re-?design|refonte|refaire) .{0,30}\b(?:web ?)?site\b|\bwordpress (?:site|theme)"),
    (2, r"\b(?:turn|transform)\w* .{0,30}\bsite\b.{0,40}\bapp|\bapp (?:for|pour) your business"),
    (2, r"\b(?:ai|ia|virtual) (?:agent|chatbot|receptionist|assistant|employee)|\bchatbots?\b"),
    (2, r"\b(?:explainer|promo(?:tional)?|whiteboard) video|\bvideo (?:explicative|promotionnelle)"),
    (2, r"\b(?:leads?|prospects?|prospection)\b.{0,60}\b(?:sales|month|mois|boost\w*|qualifies)"),
    (1, r"\bmore (?:leads|clients|customers)|\bplus de (?:clients|ventes)\b|\bboost\w*"),
    (1, r"\bi (?:just )?(?:visited|came across|found|seen|noticed|was on) .{0,20}\b(?:web ?)?site"),
    (1, r"\b(?:may|shall|should|can) (?:i|we) (?:send|share)|\b(?:15|20|10)[- ]?min"),
    (1, r"\bdemo\b|\bcosts? (?:less|you)|\bno result,? no fee|\binterested \?|\breply (?:with|for|me)\b"),
    (2, r"\b(?:virtual assistants?|essay writing|sea freight|door to door|manufacturers? of|wholesale|"
        r"purchasing manager|free worldwide shipping|worldwide shipping)\b"),
    (2, r"\b(?:leading|professional) .{0,40}(?:company|agency|manufacturer)\b|\bbased in (?:india|china)"),
    (1, r"\b\d\d ?% off\b|\b-\d\d ?%|\btoday only\b|\blifetime deal|\bclosing tonight"),
    # Money that falls from the sky
    (3, r"\b(?:usdt|forex|crypto|bitcoins?|btc)\b.{0,80}(?:\d ?%|profit|return|deposit|wallet|gain)"),
    (1, r"\b\d[\d.,]* ?% (?:weekly|daily|monthly|par (?:jour|semaine|mois)|roi|guaranteed|garanti)"),
    (2, r"\b(?:pret|credit|loan|financement|funding|cash advance)s?\b.{0,80}(?:\d ?%|rapid\w*|approv|"
        r"particulier|urgent|same day|24 ?h|48 ?h)"),
    (2, r"\binvest\w* .{0,60}(?:return|rendement|guaranteed|garanti|passif|passive)"),
    (3, r"\b(?:inheritance|heritage|beneficiary|beneficiaire|lottery|loterie)\b.{0,120}"
        r"(?:million|fund|fonds|transfer|usd|eur|€|\$)"),
    (3, r"compte (?:formation|cpf)|\bcpf\b.{0,60}(?:expir|droits)|\bsans avance de frais|isolation a 1"),
    (2, r"\beligibilite\b|\baides? de l.etat\b|\bpanneaux solaires|\bpompe a chaleur"),
    (2, r"\bnomm\w+ aux\b.{0,60}(?:trophee|award|prix)|\bfrais de participation|\bnominated\b.{0,60}award"),
    (2, r"\bno (?:collateral|credit check)|\bfiche\w* banque de france|\bpreteurs?\b|"
        r"\bat \d[\d.]* ?% interest"),
    (3, r"\b(?:late client|next of kin|wealthy investors?|barrister)\b"),
    (3, r"(?:\d (?:btc|eth|bitcoins?)\b|\b(?:btc|wallet|withdrawal)\b).{0,60}\b(?:claim|confirm\w*|ready|sent)"),
    (4, r"\b(?:marabout|voyant medium|retour affectif|desenvout\w+)\b"),
    # Frauds that threaten
    (4, r"\bwe have hacked|\bhacked your (?:web ?)?site|\bextracted your database"),
    (2, r"\b(?:amende|fine) (?:de|of|up to)\b|\bmise en conformite"),
    (2, r"\b(?:page|account|compte|site|domain|mailbox)\b.{0,60}\b(?:suspen|deactivat|desactiv|"
        r"permanent deletion|scheduled for|will be (?:closed|deleted|removed)|bloqu)"),
    (3, r"\b(?:copyright|trademark|droits d.auteur)\b.{0,80}(?:infring|violat|appeal|contrefa|lawsuit)"),
    (2, r"\b(?:colis|parcel|package)\b.{0,100}(?:frais|douane|fee|customs|attente|held)"),
    (2, r"\b(?:facture|invoice)\b.{0,100}(?:impayee|unpaid|overdue|contentieux|dernier rappel)"),
    (1, r"\b(?:within|sous|in|under) (?:24|48|72) ?(?:h|hours|heures)|\bimmediately\b|\bdernier rappel"),
    (2, r"\.(?:zip|exe|scr|iso|apk)\b"),
    (2, r"\b(?:appeal|appel) .{0,30}https?:|\bverif(?:y|iez) (?:your|votre) (?:account|identity|compte)"),
    # Trades that write to every address they find: known from any inbox, not from the corpus
    (2, r"\b(?:logo|web|graphic|app|software|mobile app) (?:design|develop\w+)\b.{0,60}\b(?:services?|company|team|"
        r"agency|price|quote)|\boutsourc\w+|\bdata entry\b|\bbookkeeping\b|\bpayroll\b"),
    (2, r"\b(?:ssl certificate|web hosting|hebergement web|domain renewal|renouvellement .{0,15}domaine|"
        r"nom de domaine .{0,40}(?:expir|vendre))"),
    (2, r"\b(?:press release|communique de presse)\b.{0,60}\b(?:distribut|publi|diffus)|\bfeatured (?:in|on) "
        r"(?:forbes|yahoo|over)|\bwikipedia page\b"),
    (2, r"\b(?:mutuelle|assurance|insurance|credit card process\w+|terminal de paiement|merchant (?:account|services?))"
        r"\b.{0,80}(?:moins cher|economis|save|reduc|tarif|devis|compar|offre|rates?)"),
    (2, r"\b(?:fournisseur d.energie|contrat d.energie|nettoyage de (?:bureaux|locaux)|cartouches?|toners?|"
        r"goodies|objets publicitaires|promotional products)\b"),
    (2, r"\b(?:annuaire|business directory|registre)\b.{0,80}\b(?:inscri\w+|list\w*|fiche|mise a jour|update)"),
    (2, r"\b(?:web ?site|site) (?:is )?(?:not|isn.t) (?:ada|gdpr|rgpd|accessible|compliant|secure)|\bada compliance\b"),
    (2, r"\b(?:instagram|tiktok|youtube|facebook|spotify|telegram)\b.{0,40}\b(?:growth service|promotion service|"
        r"views|vues|streams|verified badge|panel)\b"),
    (2, r"\b(?:ai|ia|chatgpt)\b.{0,30}\b(?:tool|outil|writ\w+|generat\w+|automat\w+)\b.{0,80}\b(?:free|gratuit\w*|"
        r"try|essa\w+|price|signup|sign up|https?:)"),
    (2, r"\b(?:we|nous) (?:are|sommes) (?:a|an|une|un) .{0,40}\b(?:compan|agenc|suppl|provider|fournisseur|cabinet|"
        r"fabri|manufactur)"),
    (1, r"\b(?:let me know|dites.moi) (?:if|si) (?:you|vous|cela).{0,30}\binteress?t?\w*|\bwould you be (?:interested|open)|"
        r"\bseriez.vous interess\w+ par (?:nos|notre|une offre)"),
    # The same in Russian, as robots send it all over the world
    (3, r"\b(?:купить|заказать|скидк\w+|без рецепта|диплом\w* о|казино|ставк\w+|заработ\w+|кредит\w*)\b"),
    (3, r"\b(?:рассылк\w+|продвижени\w+|раскрутк\w+|предлагаем|коммерческ\w+ предложени\w+|база сайтов)\b"),
    # Probes
    (5, r"\bpg_sleep\b|\bsleep\(\d|\bjndi:|\bunion (?:all )?select\b|<script\b|(?:\.\./){2}|\bor \d+=\d+"),
    # Goods
    (3, r"\b(?:viagra|cialis|kamagra|levitra|tramadol|ozempic|sildenafil)\b.{0,120}"
        r"(?:sans ordonnance|pas cher|cheap|online|en ligne|order|buy|acheter|price|livraison|https?:)"),
    (2, r"\bsans ordonnance|\bwithout (?:a )?prescription|\bno prescription"),
    (3, r"\b(?:casino|slots?|betting|paris sportifs)\b.{0,80}(?:bonus|free spins|tours gratuits|jackpot|"
        r"https?:|deposit|depot)"),
    (2, r"\b(?:casino|cbd|crypto)\b[ ,/&et]{1,6}(?:casino|cbd|crypto|finance)"),
    (3, r"\b(?:hot|sexy|lonely|single|naughty) (?:girls?|wom[ae]n|ladies|russian)|\b(?:femmes?|filles?) "
        r"(?:seules?|celibataires?|chaudes?)|\b(?:porn|xxx|webcam|escort)\w*\b.{0,60}(?:https?:|free|live)"),
    (2, r"\bi(?: a|')m (?:a )?(?:lonely|\w+, \d\d y)|\bserious man\b|\byou are not married|\bprivate photos|"
        r"\banswer (?:on|to) my (?:e-?)?mail|\brencontres? (?:discrete|coquine)"),
    (2, r"\b(?:e-?mail lists?|contact forms?|formulaires de contact|companies with emails)\b"),
    (2, r"\b(?:fichier|base|list|database)s? (?:de|of|with) [\d .,]{3,}\w*"),
    (1, r"\bconforme rgpd|\bgdpr compliant|\bsans engagement|\bno obligation|\bsatisf\w+ ou rembours"),
    (2, r"\b(?:replicas?|repliques?|luxury watches|rolex)\b"),
    # How it is said
    (1, r"(?:from|only|just|seulement|a partir de|des) (?:[$€£] ?\d|\d[\d .]* ?(?:[$€£]|eur|usd))"),
    (1, r"[$€£] ?\d+ only|\bau lieu de \d|\bfor [$€£]\d+|\bpaypal\b|\bwe pay\b"),
    (1, r"\b(?:price list|tarifs? attractif|best price|lowest price|cheap|pas cher|discount|offerte?)\b"),
    (1, r"\b(?:free|gratuite?s?) (?:audit|quote|trial|demo|consultation|mockup|extrait|devis|sample)"),
    (2, r"\b(?:unsubscribe|opt[- ]?out|desinscri\w+|repondez stop|reply stop)\b"),
    (1, r"\b(?:click here|cliquez ici|act now|limited (?:time|offer)|dernieres? (?:semaines|places|chance)|"
        r"offre limitee|book a (?:call|demo|slot))\b"),
    (1, r"\bdear (?:sir|business owner|site owner|webmaster|owner|friend)|\bbusiness owners?\b|"
        r"\bto your ceo\b"),
    (3, r"\[/?url[=\]]"),
    (2, r"<a\s+href"),
)  # fmt: skip
_COMPILED = [(weight, re.compile(pattern)) for weight, pattern in _RULES]
_LINK = re.compile(
    r"https?://|\bwww\.|\b[\w-]{3,}\.(?:top|xyz|site|online|click|icu|fun|shop|club)\b"
)
_ODD_HOST = re.compile(
    r"https?://[^\s/]*\.(?:top|xyz|site|online|click|icu|fun|shop|club|win|bid)\b"
)
_URL = re.compile(r"https?://\S+|\bwww\.\S+")
# Letters of another script inside a Latin word, or invisible ones: they hide words from filters.
_DISGUISE = re.compile(r"[a-z][\u0400-\u04ff]|[\u0400-\u04ff][a-z]|[a-z][\u200b\u2060][a-z]", re.I)
_WORD = re.compile(r"\w+")


def weight_of(name: str, organisation: str, message: str) -> int:
    """Return the weight of evidence for an advertisement, a fraud or a probe; 0 is none."""
    said = f"{message[:MAX_READ]} \n {name} \n {organisation}"  # a robot's name advertises, too
    text = fold(" ".join(said.split()))
    weight = sum(points for points, pattern in _COMPILED if pattern.search(text))
    if _LINK.search(text):
        weight += 1 + bool(_ODD_HOST.search(text))
    if _LINK.search(fold(f"{name} {organisation}")):
        weight += 3
    if name.strip() and name.strip() == message.strip():
        weight += 3
    if not any(map(str.isalpha, name)) or organisation.strip().casefold() == "google":
        weight += 3  # nobody's name; and what robots take for every company's
    if _is_disguised(message):
        weight += THRESHOLD
    if not _WORD.search(_URL.sub(" ", message)) and _URL.search(message):
        weight += 3
    if _is_noise(message) and _is_noise(name):
        weight += THRESHOLD
    return weight


def _is_disguised(text: str) -> bool:
    """Tell whether several words are spelled to get past a filter."""
    return len(_DISGUISE.findall(text[:MAX_READ])) >= 3


def _is_noise(text: str) -> bool:
    """Tell whether `text` is one word of random letters, with which robots probe a form."""
    words = _WORD.findall(text)
    return len(words) == 1 and _changes_of_case(words[0]) >= 3


def _changes_of_case(word: Iterable[str]) -> int:
    letters = [c for c in word if c.isalpha()]
    return sum(a.islower() and b.isupper() for a, b in pairwise(letters))
