"""Invented sentences customers write, by language and polarity. Some name a competitor that does not exist."""

from random import Random

COMPETITORS = ("Brightledger", "Orbitdesk")

SENTENCES: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "good": (
            "We love the new dashboard, it is great.",
            "Excellent work, the report is fast and easy to use.",
            "Thank you, that was very helpful.",
            "The team is happy, the import works perfectly now.",
            "Great support, the answer was quick and friendly.",
            "This saves us a lot of time, we are very satisfied.",
            "The training was excellent and the tool is reliable.",
            "I would recommend this to every colleague.",
            "Really good release, the search is impressive.",
            "Works great, thanks for the quick fix.",
        ),
        "bad": (
            "The export is broken again and nobody answers.",
            "This is terrible, the page crashes every morning.",
            "Very slow and unreliable, we are frustrated.",
            "We are disappointed, the same bug came back.",
            "The worst release so far, the import fails every day.",
            "Unacceptable delay, we lost a whole day of work.",
            "The dashboard is useless when the numbers are wrong.",
            "I am annoyed, this problem is still not fixed.",
            "Confusing screens and poor help, people hate it.",
            "We cannot work like this, it is a bad experience.",
        ),
        "plain": (
            "Please add two users to our workspace.",
            "Where do I find the invoice of last month?",
            "We would like to change the billing address.",
            "How do I map a column in the import?",
            "The meeting moves to Thursday at ten.",
            "Can you send the list of fields?",
            "We have a new person in our office.",
            "Is the API limit per day or per hour?",
        ),
    },
    "fr": {
        "good": ("Excellent outil, nous sommes très satisfaits.", "Merci beaucoup, réponse rapide et parfaite."),
        "bad": ("C'est très lent et le rapport est cassé.", "Nous sommes déçus, un problème grave chaque semaine."),
        "plain": ("Merci d'ajouter un utilisateur à notre espace.", "Où se trouve la facture du mois de mars ?"),
    },
    "de": {
        "good": ("Sehr gut, das Team ist zufrieden.", "Hervorragende Hilfe, schnell und freundlich."),
        "bad": ("Leider sehr langsam und fehlerhaft.", "Wir sind enttäuscht, der Export ist kaputt."),
        "plain": ("Bitte einen weiteren Benutzer anlegen.", "Wo finde ich die Rechnung vom März?"),
    },
}
RIVAL_SENTENCES = (
    "We are comparing your offer with {rival} this month.",
    "Our new manager used {rival} before and asks for a comparison.",
    "{rival} offers the same for less.",
)
AGENT_SENTENCES = (
    "Thanks for writing, we are looking into it.",
    "We have found the cause and will keep you posted.",
    "A new version is out, please try once more.",
    "Could you send a screenshot and the time it happened?",
    "I have passed this on to the engineers.",
)


def language_of(region: str, rng: Random) -> str:
    """Return the language of a text: mostly English, in EMEA now and then French or German."""
    return rng.choice(("en", "en", "en", "en", "fr", "de")) if region == "emea" else "en"


def customer_text(tone: float, language: str, rng: Random) -> str:
    """Return a sentence whose polarity follows the tone (-1 to 1); every fourth says nothing either way."""
    if rng.random() < 0.25:
        return rng.choice(SENTENCES[language]["plain"])
    return rng.choice(SENTENCES[language]["good" if rng.random() < (1 + tone) / 2 else "bad"])


def rival_text(rng: Random) -> str:
    """Return a sentence that names a competitor."""
    return rng.choice(RIVAL_SENTENCES).format(rival=rng.choice(COMPETITORS))
