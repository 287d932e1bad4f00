"""The sentences about claims and plans."""

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
        '"each" stands for the other profiles, so the left side must be one profile, such as NOH.',
        '"elk" staat voor de andere profielen; links moet dan één profiel staan, zoals NOH.',
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
    # Claims, for people.
    "title_claims": ("Claims about {n} cases", "Beweringen over {n} casussen"),
    "title_claims_one": ("Claims about {n} case", "Beweringen over {n} casus"),
    "claims_reading": ("Reading: {reading}.", "Leeswijze: {reading}."),
    "claims_period": ("Means of coercion in {period}.", "Dwangmiddelen in de {period}."),
    "head_between": ("Left minus right", "Links min rechts"),
    "status_holds": ("holds", "klopt"),
    "status_fails": ("fails", "klopt niet"),
    "status_open": ("open", "open"),
    "claim_cases": ("{low} to {high} cases", "{low} tot {high} casussen"),
    "claim_points": ("{low} to {high} percentage points", "{low} tot {high} procentpunt"),
    "points_note": (
        "Percentage points are rounded outwards: the lower end down, the upper end up.",
        "Procentpunten zijn naar buiten afgerond: de onderste grens omlaag, de bovenste omhoog.",
    ),
    "breakdown": ("{most} of {open}", "{most} van {open}"),
    "breakdown_none": ("not even with 0", "ook niet bij 0"),
    "claim_small": (
        (
            "* The share of a group of fewer than {few} cases, which can point to a person, most of all where it is "
            "100% or 0%. Look before you share it."
        ),
        (
            "* Het aandeel van een groep van minder dan {few} casussen; dat kan naar een persoon te herleiden zijn, "
            "vooral als het 100% of 0% is. Kijk ernaar voordat u het deelt."
        ),
    ),
    "claim_left_out": (
        "Completions in which a group is empty were left out: it has no share there.",
        "Invullingen waarbij een groep leeg is, zijn weggelaten: er is dan geen aandeel.",
    ),
    "claim_not_exact": (
        "Not every claim could be calculated exactly: its differences are outer bounds.",
        "Niet elke bewering kon exact worden berekend: de verschillen zijn dan buitengrenzen.",
    ),
    "claim_means": (
        "Holds: in every completion, so that the open answers cannot overturn it.",
        "Klopt: bij elke invulling, zodat de open antwoorden er niets aan veranderen.",
    ),
    "claim_open": (
        "This shows neither whether the coding is right nor what the cases are a sample of.",
        "Dit laat niet zien of de codering klopt, en ook niet waarvan de casussen een steekproef zijn.",
    ),
    # Plans, for people.
    "title_plan": ("Reading plan for {n} cases", "Leesplan voor {n} casussen"),
    "title_plan_one": ("Reading plan for {n} case", "Leesplan voor {n} casus"),
    "plan_line": (
        "{answers} answers take away at least {guaranteed} of the width of {width} (undecided cases: {undecided}).",
        (
            "{answers} antwoorden nemen ten minste {guaranteed} weg van de breedte van {width} (onbesliste casussen: "
            "{undecided})."
        ),
    ),
    "plan_line_one": (
        "{answers} answer takes away at least {guaranteed} of the width of {width} (undecided cases: {undecided}).",
        (
            "{answers} antwoord neemt ten minste {guaranteed} weg van de breedte van {width} (onbesliste casussen: "
            "{undecided})."
        ),
    ),
    "plan_if": (
        (
            "That holds if the source gives a definite answer; it may leave the answer open, and then "
            "nothing is guaranteed."
        ),
        "Dat geldt als de bron een duidelijk antwoord geeft; blijft het antwoord open, dan is niets zeker.",
    ),
    "plan_some": (
        "If you reread only some cases, say so, and say which.",
        "Als u maar enkele casussen opnieuw leest, vermeld dat dan, en welke.",
    ),
    "plan_source": (
        "Look in the source; never put these questions to a victim or a suspect.",
        "Zoek het op in de bron; stel deze vragen nooit aan een slachtoffer of verdachte.",
    ),
    "plan_no_direction": (
        "Width: how many profiles each undecided case may have, added up. A plan favours no outcome.",
        (
            "Breedte: hoeveel profielen elke onbesliste casus kan hebben, opgeteld. Een "
            "plan heeft geen voorkeur voor een uitkomst."
        ),
    ),
    "section_curve": ("Guaranteed for each number of answers", "Zeker weg per aantal antwoorden"),
    "section_reopen": ("Cases to reopen", "Casussen om opnieuw te openen"),
    "per_none": ("open or not named", "open of niet genoemd"),
}
