"""What is said of the study's figures."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    # The study's figures: what is printed, what it allows, and other cases beside it.
    "title_study": ("The study's figures", "De cijfers van het onderzoek"),
    "study_printed": (
        (
            "As the fact sheet prints them. Count: the whole number that prints so, of how many; it is checked for "
            "every base that a figure may have."
        ),
        (
            "Zoals de factsheet ze afdrukt. Aantal: het gehele aantal dat zo wordt afgedrukt, en van hoeveel; "
            "nagegaan voor elke basis die een cijfer kan hebben."
        ),
    ),
    "study_standing": (
        (
            "inferred: from the order of the text, or from what whole numbers attain. unresolved: what it counts, or "
            "of how many, cannot be told; nothing is chosen."
        ),
        (
            "afgeleid: uit de volgorde van de tekst, of uit wat met gehele aantallen mogelijk is. onopgelost: wat is "
            "geteld, of van hoeveel, is niet uit te maken; er is niets gekozen."
        ),
    ),
    "study_source": (
        "Source: the CKM fact sheet; --format json names the heading of each figure.",
        "Bron: de CKM-factsheet; --format json noemt bij elk cijfer het kopje.",
    ),
    "study_blocks": ("Other parts: --block {blocks}.", "Andere delen: --block {blocks}."),
    "study_no_figures": ("Nothing of this period stands here.", "Hier staat niets over deze periode."),
    "standing_certain": ("certain", "zeker"),
    "standing_inferred": ("inferred", "afgeleid"),
    "standing_unresolved": ("unresolved", "onopgelost"),
    "no_count_of": ("none of {n}", "geen van {n}"),
    "or_of": ("or {base}", "of {base}"),
    "study_layouts": (
        "What is printed for each, in every way that the values can be read:",
        "Wat bij wat is afgedrukt, op elke manier waarop de waarden te lezen zijn:",
    ),
    "title_bounds": ("What the study's margins allow", "Wat de randtotalen van het onderzoek toelaten"),
    "bounds_how": (
        (
            "The fact sheet prints margins, and no count per profile. Here are, for each profile and each pair of "
            "outcomes, the least and the greatest number of the {n} victims that some distribution of whole victims "
            "with these margins has. It is no estimate: nothing between them is likelier than the rest."
        ),
        (
            "De factsheet geeft randtotalen en geen aantallen per profiel. Hier staan, per profiel en per paar "
            "uitkomsten, het kleinste en het grootste aantal van de {n} slachtoffers waarbij deze randtotalen kunnen "
            "ontstaan. Het is geen schatting: niets daartussen is waarschijnlijker dan de rest."
        ),
    ),
    "bounds_unprinted": (
        (
            "{variable}: of {rest} of {n} no value is printed. The printed values hold for the others alone, so these"
            " have no profile here."
        ),
        (
            "{variable}: bij {rest} van {n} is geen waarde afgedrukt. De afgedrukte waarden gelden alleen voor de "
            "anderen; wie er geen heeft, heeft hier dus geen profiel."
        ),
    ),
    "bounds_layouts": (
        (
            "Which printed value is of which period is lost for {variables}. It can be read in {count} ways, of which"
            " none is chosen: {readings}"
        ),
        (
            "Welke afgedrukte waarde bij welke periode hoort, is niet bewaard gebleven voor {variables}. Er zijn "
            "{count} manieren om dit te lezen; geen daarvan is gekozen: {readings}"
        ),
    ),
    "named_reading": ("{key} ({label})", "{key} ({label})"),
    "bounds_alike": (
        "It makes no difference here: the bounds are the same under all of them.",
        "Het maakt hier geen verschil: de grenzen zijn bij alle dezelfde.",
    ),
    "bounds_unlike": ("The bounds differ by it: {items}.", "De grenzen verschillen daardoor: {items}."),
    "bounds_no_profile_certain": (
        "No profile is certain to occur: each of the {count} may have no victim at all.",
        "Geen enkel profiel komt zeker voor: bij elk van de {count} kan het aantal slachtoffers nul zijn.",
    ),
    "bounds_profiles_certain": ("Certain to occur: {items}.", "Komt zeker voor: {items}."),
    "bounds_no_profile_excluded": (
        "No profile is ruled out: each can have as many as {most} victims.",
        "Geen enkel profiel is uitgesloten: elk kan tot wel {most} slachtoffers hebben.",
    ),
    "bounds_profiles_excluded": ("Ruled out: {items}.", "Uitgesloten: {items}."),
    "bounds_open": (
        "So how often each profile occurs in the study, its margins leave open. The study's own data would tell.",
        (
            "Hoe vaak elk profiel in het onderzoek voorkomt, laten de randtotalen dus open. De gegevens van het "
            "onderzoek zelf zouden het uitwijzen."
        ),
    ),
    "bounds_pairs_certain": (
        "Certain of two lines together: {items}.",
        "Zeker op twee lijnen samen: {items}.",
    ),
    "at_least_of": ("{name}, at least {count}", "{name}, ten minste {count}"),
    "bounds_hard": (
        "Any hard means: {low} to {high} of {n} victims ({share}), whatever the reading.",
        (
            "Ten minste één hard dwangmiddel: {low} tot {high} van {n} slachtoffers ({share}), hoe de waarden ook "
            "worden gelezen."
        ),
    ),
    "section_profiles": ("Profiles", "Profielen"),
    "section_pairs": ("Two lines together", "Twee lijnen samen"),
    "section_hard": (
        "Any hard means",
        "Ten minste één hard dwangmiddel",
    ),
    "title_compare": (
        "{cases} cases beside the study's figures",
        "{cases} casussen naast de cijfers van het onderzoek",
    ),
    "title_compare_one": (
        "{cases} case beside the study's figures",
        "{cases} casus naast de cijfers van het onderzoek",
    ),
    "compare_how": (
        (
            "Study: the count, of how many, and the printed share. Cases, under the open and the closed reading of "
            "silence: at least and at most how many, of how many; in brackets the 95% interval (Wilson), over what "
            "is open and chance together."
        ),
        (
            "Onderzoek: het aantal, van hoeveel, en het afgedrukte aandeel. Casussen, bij de open en de gesloten "
            "leeswijze van niet-vermelding: ten minste en ten hoogste hoeveel, van hoeveel; tussen haakjes het "
            "onzekerheidsinterval van 95% (Wilson), voor wat open is en toeval samen."
        ),
    ),
    "compare_no_test": (
        (
            "No difference is tested: neither collection is a random sample, and intervals that miss a figure prove "
            "nothing."
        ),
        (
            "Er wordt geen verschil getoetst: geen van beide verzamelingen is een aselecte steekproef, en dat een "
            "cijfer buiten een interval valt, bewijst niets."
        ),
    ),
    "section_unit": ("By {unit}", "Per {unit}"),
    "unit_victim": ("One case counts as one victim.", "Eén casus telt als één slachtoffer."),
    "unit_victim_by_case": (
        ("Cases are counted, and victims who stand in several count in each (--cases): {named} distinct victims."),
        (
            "Geteld worden casussen; wie in meerdere casussen voorkomt, telt in elk daarvan mee (--cases): {named} "
            "verschillende slachtoffers."
        ),
    ),
    "unit_other": (
        (
            "Distinct {unit}: {named}. A thing holds for one of them if it holds in any of its cases, and is open if "
            "it may hold in one."
        ),
        (
            "Aantal verschillende {unit}: {named}. Iets geldt als het in ten minste één casus geldt, en is open als "
            "dat mogelijk zo is."
        ),
    ),
    "compare_unnamed": (
        "Figures by {units} are left out: not every case names one.",
        "Cijfers per {units} ontbreken: niet bij elke casus is deze genoemd.",
    ),
    "compare_silent": (
        "Of {count} more figures, all is open in these cases: {figures}.",
        "Over nog {count} cijfers is in deze casussen alles open: {figures}.",
    ),
    "compare_left_out": (
        "Left out of figures of a part, since it is open whether they belong to it: {items}.",
        "Niet meegeteld bij cijfers over een deel, omdat open is of zij tot dat deel behoren: {items}.",
    ),
    "compare_nothing": (
        "Nothing in these cases can be put beside a figure of the study.",
        "Niets in deze casussen kan naast een cijfer van het onderzoek worden gezet.",
    ),
    "section_differ": ("In what the two differ", "Waarin de twee verschillen"),
    "differ_study": (
        (
            "The study: {offender} main offenders and {victim} victims in {investigation} Dutch investigations, "
            "each with at least one conviction and a Dutch victim of up to 23. They come from cases that police "
            "units named. It may not represent all offenders."
        ),
        (
            "Het onderzoek: {offender} (hoofd)daders en {victim} slachtoffers in {investigation} Nederlandse "
            "opsporingsonderzoeken, elk met ten minste één veroordeling en een Nederlands slachtoffer tot en met 23 "
            "jaar. Ze komen uit zaken die politie-eenheden noemden. Mogelijk is het niet representatief voor alle "
            "daders."
        ),
    ),
    "differ_sources": (
        (
            "The study read files of investigations, and prints few unknowns. What the sources of these cases leave "
            'out is open here, or "no" where silence is read so.'
        ),
        (
            "Het onderzoek las opsporingsdossiers en noemt weinig onbekend. Wat de bronnen van deze casussen niet "
            "vermelden, is hier open, of nee waar niet-vermelding als nee geldt."
        ),
    ),
    "differ_definitions": (
        "The study's definitions are not printed; these cases are coded by this project's.",
        "De definities van het onderzoek zijn niet afgedrukt; deze casussen zijn gecodeerd naar die van dit project.",
    ),
    "differ_cases": (
        "These cases: {cases}, of {victim} distinct victims, {offender} offenders and {investigation} investigations.",
        (
            "Deze casussen: {cases}, van {victim} verschillende slachtoffers, {offender} daders en {investigation} "
            "opsporingsonderzoeken."
        ),
    ),
    "not_all_named": ("an unknown number of", "een onbekend aantal"),
    "differ_readings": (
        (
            "Cases whose source itself says how silence is to be read: {said} ({open} open, {closed} closed). It is "
            "read so under either reading."
        ),
        (
            "Casussen waarvan de bron zelf zegt hoe niet-vermelding moet worden gelezen: {said} ({open} open, "
            "{closed} gesloten). Dat is bij beide leeswijzen aangehouden."
        ),
    ),
    "differ_attempts": (
        (
            "Cases in which the exploitation never began: {count}, left out of figures of that period. The study has "
            "convictions for exploitation."
        ),
        (
            "Casussen waarin de uitbuiting nooit is begonnen: {count}, niet meegeteld in cijfers over die periode. Het "
            "onderzoek gaat over veroordelingen voor uitbuiting."
        ),
    ),
    "differ_own": (
        "{variable}, of which the study has no figure: {numbers}.",
        "{variable}, waarvan het onderzoek geen cijfer heeft: {numbers}.",
    ),
    "number_of": ("{value} {count}", "{value} {count}"),
    "compare_selection": (
        "So a difference may lie in which cases came in, in their sources, or in how they were coded.",
        (
            "Een verschil kan dus komen door de keuze van de casussen, door hun bronnen of door de manier waarop ze "
            "zijn gecodeerd."
        ),
    ),
    "compare_profiles": (
        ("The study has no count per profile to compare with; `ckm-mo study --bounds` shows what its margins allow."),
        (
            "Het onderzoek geeft geen aantallen per profiel om mee te vergelijken; `ckm-mo study --bounds` toont wat "
            "de randtotalen toelaten."
        ),
    ),
    "compare_summary": (
        "{cases} cases beside {figures} figures of the study; silent on {silent}.",
        "{cases} casussen naast {figures} cijfers van het onderzoek; over {silent} zeggen ze niets.",
    ),
}
