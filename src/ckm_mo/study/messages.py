"""The sentences about the study's figures."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    # The study's figures: what is printed, what it allows, and other cases beside it.
    "title_study": ("The study's figures", "De cijfers van het onderzoek"),
    "study_printed": (
        (
            "As the fact sheet prints them. Count: the number that matches the percentage, and the total; checked for "
            "every possible total."
        ),
        (
            "Zoals de factsheet ze afdrukt. Aantal: het aantal dat bij het percentage past, en het totaal; "
            "gecontroleerd voor elk mogelijk totaal."
        ),
    ),
    "study_source": (
        "Source: the CKM fact sheet; --format json names the heading of each figure.",
        "Bron: de CKM-factsheet; --format json noemt bij elk cijfer het kopje.",
    ),
    "study_blocks": ("Other parts: --block {blocks}.", "Andere delen: --block {blocks}."),
    "study_no_figures": ("This part has no figures for this period.", "Dit deel heeft geen cijfers over deze periode."),
    "standing_certain": ("certain", "zeker"),
    "standing_inferred": ("inferred", "afgeleid"),
    "standing_unresolved": ("unresolved", "onopgelost"),
    "means_inferred": (
        "inferred: from the order of the text, or from the whole numbers that are possible.",
        "afgeleid: uit de volgorde van de tekst, of uit de gehele aantallen die mogelijk zijn.",
    ),
    "means_unresolved": (
        "unresolved: the fact sheet leaves open what is counted, or out of how many; no choice was made.",
        "onopgelost: de factsheet laat open wat is geteld, of op welk totaal; er is niets gekozen.",
    ),
    "no_count_of": ("none of {n}", "geen van {n}"),
    "or_of": ("or {base}", "of {base}"),
    "study_layouts": (
        "Which printed value belongs to which means and period, in each possible reading of the layout:",
        (
            "Welke afgedrukte waarde bij welk dwangmiddel en welke periode hoort, bij elke mogelijke lezing van de "
            "opmaak:"
        ),
    ),
    "title_bounds": ("What the study's margins allow", "Wat de randtotalen van het onderzoek toelaten"),
    "bounds_how": (
        (
            "The fact sheet prints margins, not counts per profile. For each profile and each pair of outcomes, this "
            "shows the least and the greatest number of the {n} victims that is possible with these margins. It is "
            "not an estimate: no number in between is likelier than another."
        ),
        (
            "De factsheet geeft randtotalen, geen aantallen per profiel. Hier staan, per profiel en per paar "
            "uitkomsten, het kleinste en het grootste aantal van de {n} slachtoffers dat bij deze randtotalen "
            "mogelijk is. Het is geen schatting: geen aantal daartussen is waarschijnlijker dan een ander."
        ),
    ),
    "bounds_unprinted": (
        (
            "{variable}: for {rest} of {n} no value is printed. The printed values cover only the others; without a "
            "value there is no profile here."
        ),
        (
            "{variable}: bij {rest} van {n} is geen waarde afgedrukt. De afgedrukte waarden gaan alleen over de "
            "anderen; zonder waarde is er hier geen profiel."
        ),
    ),
    "bounds_layouts": (
        (
            "The fact sheet's layout is lost, so it is open which printed value belongs to which period for "
            "{variables}. There are {count} possible readings, and none is chosen: {readings}"
        ),
        (
            "De opmaak van de factsheet is verloren gegaan, zodat open is welke afgedrukte waarde bij welke periode "
            "hoort voor {variables}. Er zijn {count} manieren om dit te lezen; geen daarvan is gekozen: {readings}"
        ),
    ),
    "named_reading": ("{name} ({label})", "{name} ({label})"),
    "layout_row_a": ("row A", "rij A"),
    "layout_row_b": ("row B", "rij B"),
    "layout_column": ("column", "kolom"),
    "bounds_alike": (
        "It makes no difference here: the bounds are the same in each reading.",
        "Het maakt hier geen verschil: de grenzen zijn bij elke lezing dezelfde.",
    ),
    "bounds_unlike": (
        "The bounds differ between the readings: {items}.",
        "De grenzen verschillen per lezing: {items}.",
    ),
    "bounds_no_profile_certain": (
        "No profile is certain to occur: each of the {count} may have no victim at all.",
        "Geen enkel profiel komt zeker voor: bij elk van de {count} kan het aantal slachtoffers nul zijn.",
    ),
    "bounds_profiles_certain": ("Certain to occur: {items}.", "Komt zeker voor: {items}."),
    "bounds_no_profile_excluded": (
        "No profile is ruled out: for each, the upper bound is {most} victims or more.",
        "Geen enkel profiel is uitgesloten: bij elk is de bovengrens {most} slachtoffers of meer.",
    ),
    "bounds_profiles_excluded": ("Ruled out: {items}.", "Uitgesloten: {items}."),
    "bounds_open": (
        "So the margins leave open how often each profile occurs in the study. Only the study's own data can tell.",
        (
            "De randtotalen laten dus open hoe vaak elk profiel in het onderzoek voorkomt. Alleen de gegevens van het "
            "onderzoek zelf kunnen dat uitwijzen."
        ),
    ),
    "bounds_pairs_certain": ("Certain on two lines together: {items}.", "Zeker op twee lijnen samen: {items}."),
    "at_least_of": ("{name}, at least {count}", "{name}, ten minste {count}"),
    "bounds_hard": (
        "Any hard means: {low} to {high} of {n} victims ({share}), in each reading.",
        "Ten minste één hard dwangmiddel: {low} tot {high} van {n} slachtoffers ({share}), bij elke lezing.",
    ),
    "section_profiles": ("Profiles", "Profielen"),
    "section_pairs": ("Two lines together", "Twee lijnen samen"),
    "section_hard": ("Any hard means", "Ten minste één hard dwangmiddel"),
    "title_compare": (
        "{cases} cases compared with the study's figures",
        "{cases} casussen vergeleken met de cijfers van het onderzoek",
    ),
    "title_compare_one": (
        "{cases} case compared with the study's figures",
        "{cases} casus vergeleken met de cijfers van het onderzoek",
    ),
    "compare_how": (
        (
            "Study: the count, the total and the printed share. Cases, under the open and the closed reading of "
            "silence: the least and the greatest count that is possible, and the total; in brackets the 95% interval "
            "(Wilson), over open answers and chance together."
        ),
        (
            "Onderzoek: het aantal, het totaal en het afgedrukte aandeel. Casussen, bij de open en de gesloten "
            "leeswijze van niet-vermelding: het kleinste en het grootste aantal dat mogelijk is, en het totaal; "
            "tussen haakjes het onzekerheidsinterval van 95% (Wilson), voor open antwoorden en toeval samen."
        ),
    ),
    "compare_no_test": (
        (
            "No difference is tested: neither collection is a random sample, and a figure outside an interval proves "
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
        "Cases are counted, and a victim in several cases counts in each (--cases). Distinct victims: {named}.",
        (
            "Er zijn casussen geteld; een slachtoffer dat in meerdere casussen voorkomt, telt in elk daarvan mee "
            "(--cases). Aantal verschillende slachtoffers: {named}."
        ),
    ),
    "unit_other": (
        (
            "Distinct {unit}: {named}. Something holds for one of them if it holds in at least one of its cases, and "
            "is open if it may hold in one."
        ),
        (
            "Aantal verschillende {unit}: {named}. Iets geldt voor een daarvan als het in ten minste één casus ervan "
            "geldt, en is open als dat mogelijk zo is."
        ),
    ),
    "compare_unnamed": (
        "Figures by {units} are left out: not every case names one.",
        "Cijfers per {units} ontbreken: niet elke casus noemt er een.",
    ),
    "compare_silent": (
        "On {count} more figures these cases leave everything open: {figures}.",
        "Over nog {count} cijfers laten deze casussen alles open: {figures}.",
    ),
    "compare_silent_one": (
        "On {count} more figure these cases leave everything open: {figures}.",
        "Over nog {count} cijfer laten deze casussen alles open: {figures}.",
    ),
    "compare_small": (
        (
            "* Of fewer than {few}: figures about so few can point to a person, most of all where they hold for all or "
            "for none. Look before you share them."
        ),
        (
            "* Van minder dan {few}: cijfers over zo weinig kunnen naar een persoon te herleiden zijn, vooral als ze "
            "voor alle of voor geen gelden. Kijk ernaar voordat u ze deelt."
        ),
    ),
    "compare_layouts": (
        (
            "The fact sheet's layout is lost, so a printed value may belong to another means or period. Such a figure "
            "names the readings in which it belongs where it stands; none is chosen: {readings}"
        ),
        (
            "De opmaak van de factsheet is verloren gegaan, zodat een afgedrukte waarde ook bij een ander dwangmiddel "
            "of een andere periode kan horen. Zo'n cijfer noemt de lezingen waarbij het hier hoort; geen daarvan is "
            "gekozen: {readings}"
        ),
    ),
    "compare_left_out": (
        "For some it is open whether they belong to a part of the cases; its figures hold either way: {items}.",
        (
            "Bij sommige is open of ze tot een deel van de casussen behoren; de cijfers van dat deel gelden in beide "
            "gevallen: {items}."
        ),
    ),
    "compare_group": ("the group", "de groep"),
    "compare_nothing": (
        "Nothing in these cases can be compared with a figure of the study.",
        "Niets in deze casussen kan met een cijfer van het onderzoek worden vergeleken.",
    ),
    "section_differ": ("How the two differ", "Waarin de twee verschillen"),
    "differ_study": (
        (
            "The study: {offender} main offenders and {victim} victims in {investigation} Dutch investigations, each "
            "with at least one conviction and a Dutch victim of up to 23. Police units proposed the investigations. "
            "They may not represent all offenders."
        ),
        (
            "Het onderzoek: {offender} (hoofd)daders en {victim} slachtoffers in {investigation} Nederlandse "
            "opsporingsonderzoeken, elk met ten minste één veroordeling en een Nederlands slachtoffer tot en met 23 "
            "jaar. Politie-eenheden droegen de opsporingsonderzoeken aan. Mogelijk zijn ze niet representatief voor "
            "alle daders."
        ),
    ),
    "differ_sources": (
        (
            "The study used investigation files, and prints few unknown values. What the sources of these cases do not "
            'state is open here, or "no" where silence is read as "no".'
        ),
        (
            "Het onderzoek is gebaseerd op opsporingsdossiers en drukt weinig onbekende waarden af. Wat de bronnen van "
            "deze casussen niet vermelden, is hier open, of nee waar niet-vermelding als nee wordt gelezen."
        ),
    ),
    "differ_definitions": (
        "The study's definitions are not printed; these cases are coded by this project's.",
        "De definities van het onderzoek zijn niet afgedrukt; deze casussen zijn gecodeerd naar die van dit project.",
    ),
    "differ_cases": (
        "These cases: {cases}. Distinct victims: {victim}; offenders: {offender}; investigations: {investigation}.",
        (
            "Deze casussen: {cases}. Verschillende slachtoffers: {victim}; daders: {offender}; opsporingsonderzoeken: "
            "{investigation}."
        ),
    ),
    "not_all_named": ("unknown", "onbekend"),
    "differ_readings": (
        (
            "Cases with a reading of silence of their own: {said} ({open} open, {closed} closed). It holds in both "
            "columns."
        ),
        (
            "Casussen met een eigen leeswijze van niet-vermelding: {said} ({open} open, {closed} gesloten). Die geldt "
            "in beide kolommen."
        ),
    ),
    "differ_attempts": (
        (
            "Cases in which the exploitation never began: {count}, left out of figures about that period. The study "
            "is about convictions for exploitation."
        ),
        (
            "Casussen waarin de uitbuiting nooit is begonnen: {count}, niet meegeteld in cijfers over die periode. "
            "Het onderzoek gaat over veroordelingen voor uitbuiting."
        ),
    ),
    "differ_own": (
        "{variable}, for which the study has no figure: {numbers}.",
        "{variable}, waarvoor het onderzoek geen cijfer heeft: {numbers}.",
    ),
    "number_of": ("{value} {count}", "{value} {count}"),
    "compare_selection": (
        "So a difference may come from the selection of cases, from their sources, or from how they were coded.",
        (
            "Een verschil kan dus komen door de keuze van de casussen, door hun bronnen of door de manier waarop ze "
            "zijn gecodeerd."
        ),
    ),
    "compare_profiles": (
        "The study has no counts per profile to compare with; ckm-mo study --bounds shows what its margins allow.",
        (
            "Het onderzoek geeft geen aantallen per profiel om mee te vergelijken; ckm-mo study --bounds toont wat "
            "de randtotalen toelaten."
        ),
    ),
    "compare_summary": (
        "Cases: {cases}. Figures compared: {figures}; others, on which these cases leave everything open: {silent}.",
        "Casussen: {cases}. Vergeleken cijfers: {figures}; andere, waarover deze casussen alles openlaten: {silent}.",
    ),
}
