"""What is said of claims and plans, in two languages."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    # What is wrong with a claim.
    "claim_operator": (
        "an operator is missing: > >= < <= or =, the last between blanks.",
        "er ontbreekt een teken: > >= < <= of =, dat laatste tussen spaties.",
    ),
    "claim_one_operator": (
        "there is a second operator; a claim has one. Quote a text that has such a sign.",
        "er staat een tweede teken; een bewering heeft er een. Zet een tekst met zo'n teken tussen aanhalingstekens.",
    ),
    "claim_outcome": (
        '"{word}" is not an outcome. Use {allowed}, or KEY=VALUE.',
        '"{word}" is geen uitkomst. Gebruik {allowed}, of VARIABELE=WAARDE.',
    ),
    "claim_each": (
        '"each" stands for the other profiles, so that the left side is one profile, such as NOH.',
        '"elk" staat voor de andere profielen; links staat dan een profiel, zoals NOH.',
    ),
    "claim_percent": (
        "a share is compared with a percentage: write % behind the number.",
        "een aandeel wordt met een percentage vergeleken: zet % achter het getal.",
    ),
    "claim_condition": (
        '"{word}" is not a condition. Write KEY=VALUE, such as victim_age_group=minor.',
        '"{word}" is geen voorwaarde. Schrijf VARIABELE=WAARDE, zoals leeftijdsgroep_slachtoffer=minderjarig.',
    ),
    "claim_wrong": ('"{word}": {error}', '"{word}": {error}'),
    "claim_mixed": (
        'outcomes are joined by "+" (any of them) or by "," (all of them), not by both.',
        'uitkomsten worden verbonden met "+" (een ervan) of met "," (alle), niet met beide.',
    ),
    "claim_one_group": (
        'there is a second "|"; conditions are joined by ",".',
        'er staat een tweede "|"; voorwaarden worden verbonden met ",".',
    ),
    "claim_quote": ("a quotation mark is never closed.", "er wordt een aanhalingsteken niet gesloten."),
}
