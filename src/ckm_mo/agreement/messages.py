"""The sentences about agreement between coders."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    # Agreement between coders.
    "title_agreement": ("Agreement between coders", "Overeenstemming tussen codeurs"),
    "agreement_coders": ("Coders: {coders}.", "Codeurs: {coders}."),
    "agreement_cases": (
        "Cases coded by at least two coders: {common}. All figures are about these.",
        "Casussen die door ten minste twee codeurs zijn gecodeerd: {common}. Alle cijfers gaan daarover.",
    ),
    "agreement_only": ("Coded only by {coder}: {cases}.", "Alleen gecodeerd door {coder}: {cases}."),
    "section_coded": (
        "Answers as coded (unknown and not stated are answers)",
        "Antwoorden zoals gecodeerd (onbekend en niet vermeld zijn antwoorden)",
    ),
    "section_stated": (
        "Answers as stated (only where coders gave an answer that is not open)",
        "Antwoorden zoals vermeld (alleen waar codeurs een antwoord gaven dat niet open is)",
    ),
    "section_dimensions": (
        "The lines of the format (only where their outcome is not open)",
        "De lijnen van het format (alleen waar de uitkomst niet open is)",
    ),
    "section_profile": (
        "Profile (decided profiles, and sets of possible profiles)",
        "Profiel (besliste profielen, en verzamelingen van mogelijke profielen)",
    ),
    "row_profile": ("the decided profile", "het besliste profiel"),
    "row_possible": ("the set of possible profiles", "de verzameling mogelijke profielen"),
    "agreement_profile": (
        "Agreement on the profile: {profile}; on what is possible: {share} of {units}.",
        "Overeenstemming over het profiel: {profile}; over wat mogelijk is: {share} van {units}.",
    ),
    "agreement_undecided": ("no case is decided for two coders", "geen casus is voor twee codeurs beslist"),
    "agreement_of": ("{share} of {units} cases", "{share} van {units} casussen"),
    "agreement_of_one": ("{share} of {units} case", "{share} van {units} casus"),
    "agreement_lowest": ("Lowest agreement: {variables}.", "Laagste overeenstemming: {variables}."),
    "agreement_all": ("none below 100%", "geen onder 100%"),
    "agreement_differ": (
        "Answers on which coders differ: {count} (cases: {cases}); of these change a verdict: {changing}.",
        "Antwoorden waarin codeurs verschillen: {count} (casussen: {cases}); die een uitkomst wijzigen: {changing}.",
    ),
    "agreement_takes": (
        "To make one table: give --decide FILE, decide on each of these answers, then use ckm-mo merge.",
        "Om één tabel te maken: geef --decide BESTAND, beslis over deze antwoorden en gebruik dan ckm-mo merge.",
    ),
    "agreement_takes_nothing": (
        "To make one table, nothing needs to be decided: use ckm-mo merge.",
        "Om één tabel te maken, hoeft niets te worden besloten: gebruik ckm-mo merge.",
    ),
    "section_figures": ("About these figures", "Over deze cijfers"),
    "level_coded": ("as coded", "zoals gecodeerd"),
    "level_stated": ("as stated", "zoals vermeld"),
    "level_dimensions": ("lines", "lijnen"),
    "level_profile": ("profile", "profiel"),
    "title_merge": ("One table of several coders", "Eén tabel van meer codeurs"),
    "head_decided": ("Decided", "Besloten"),
    "head_left_open": ("Not decided, unknown", "Niet besloten, onbekend"),
    "head_alone": ("Left empty by another", "Door een ander leeg gelaten"),
    "merge_cases": (
        "Cases in the merged table: {cases}. Answers that were decided: {decided}.",
        "Casussen in de samengevoegde tabel: {cases}. Antwoorden waarover is besloten: {decided}.",
    ),
    "merge_open": (
        "Answers that were not decided, and are unknown now: {count} (cases: {cases}).",
        "Antwoorden waarover niet is besloten, en die nu onbekend zijn: {count} (casussen: {cases}).",
    ),
    "merge_alone": (
        "Answers that were kept though another coder left them empty: {count}.",
        "Antwoorden die zijn behouden hoewel een andere codeur ze leeg liet: {count}.",
    ),
    "merge_only": (
        "Cases that were kept though only {coder} coded them: {cases}.",
        "Casussen die zijn behouden hoewel alleen {coder} ze codeerde: {cases}.",
    ),
    "undefined": ("undef.", "onbep."),
    "nobody_coded": ("Answered by nobody: {variables}.", "Door niemand beantwoord: {variables}."),
    "undefined_note": ("undef.: undefined, for the reason above.", "onbep.: onbepaald, om de reden hierboven."),
    "agreement_shares": (
        (
            "n: cases with answers of both. Agree: the share of them in which both gave the same, with its Wilson "
            "interval ({percent}%); the CSV has Clopper-Pearson's too."
        ),
        (
            "n: casussen met antwoorden van beiden. Gelijk: het aandeel daarvan waarin beiden hetzelfde gaven, met het "
            "Wilson-interval ({percent}%); de CSV heeft ook dat van Clopper-Pearson."
        ),
    ),
    "agreement_methods_cohen": (
        "Kappa: Cohen (1960), over units coded by both.",
        "Kappa: Cohen (1960), over eenheden die beiden codeerden.",
    ),
    "agreement_methods_fleiss": (
        (
            "n: cases with answers of at least two coders. Agree: the mean share of the pairs of answers to a case "
            "that are the same. Kappa: Fleiss (1971), missing ratings after Gwet (2014)."
        ),
        (
            "n: casussen met antwoorden van ten minste twee codeurs. Gelijk: het gemiddelde aandeel van de paren "
            "antwoorden bij een casus die gelijk zijn. Kappa: Fleiss (1971), ontbrekende oordelen volgens Gwet (2014)."
        ),
    ),
    "agreement_methods": (
        (
            "Alpha: Krippendorff, nominal. AC1: Gwet (2008), over all answers that are possible; interval: variance "
            "over units divided by n - 1, Student's t. Where all units agree it has no width."
        ),
        (
            "Alfa: Krippendorff, nominaal. AC1: Gwet (2008), over alle antwoorden die mogelijk zijn; interval: "
            "variantie over eenheden gedeeld door n - 1, Students t. Waar alle eenheden gelijk zijn, heeft het geen "
            "breedte."
        ),
    ),
    "agreement_wilson": (
        "Where the interval of AC1 has no width, look at Wilson's.",
        "Waar het interval van AC1 geen breedte heeft: kijk naar dat van Wilson.",
    ),
    "agreement_caution": (
        (
            "Agreement shows how far coders code alike, not whether they are right. Cases from one source are not "
            "independent."
        ),
        (
            "Overeenstemming laat zien in hoeverre codeurs hetzelfde coderen, niet of zij gelijk hebben. Casussen uit "
            "één bron zijn niet onafhankelijk."
        ),
    ),
    "section_disagreements": ("Answers to discuss: {count}", "Antwoorden om te bespreken: {count}"),
    "talk_note": (
        "Answers that change a verdict come first: {count}.",
        "Antwoorden die een uitkomst wijzigen, staan vooraan: {count}.",
    ),
    "section_merged": ("Left empty in {file}", "Leeg gelaten in {file}"),
    "merged_line": (
        "{file}: cases coded by all coders: {cases}; cells left empty because coders differ: {count}.",
        (
            "{file}: casussen die alle codeurs hebben gecodeerd: {cases}; cellen die leeg zijn gelaten omdat codeurs "
            "verschillen: {count}."
        ),
    ),
    "merged_note": (
        "There was no vote and nothing was imputed. Only the codebook's columns are included.",
        "Er is niet gestemd en niets ingevuld. Alleen de kolommen van het codeboek zijn overgenomen.",
    ),
    "undecided_answer": (
        "{header}: coders differ, and nothing is decided: {answers}.",
        "{header}: codeurs verschillen, en er is niets besloten: {answers}.",
    ),
    "undecided_advice": (
        (
            'To decide: write these to a table with "ckm-mo agree TABLE TABLE --decide FILE", fill in the column '
            '"final", and give it with --decisions. --leave-open makes them unknown instead.'
        ),
        (
            'Om te beslissen: schrijf deze naar een tabel met "ckm-mo agree TABEL TABEL --decide BESTAND", vul '
            'de kolom "eindantwoord" in, en geef de tabel met --decisions. Met --leave-open worden ze onbekend.'
        ),
    ),
    "merged_contradiction": (
        "after merging, these answers contradict each other: {answer_texts}.",
        "na het samenvoegen spreken deze antwoorden elkaar tegen: {answer_texts}.",
    ),
    "kind_merged_contradiction": ("contradictions in merged cases", "tegenspraken in samengevoegde casussen"),
    "kind_undecided_answer": ("differences on which nothing is decided", "verschillen waarover niets is besloten"),
    "unfit_decision": ("the decision does not fit: {reason}.", "de beslissing past niet: {reason}."),
    "kind_unfit_decision": ("decisions that do not fit", "beslissingen die niet passen"),
    "reason_decision_no_case": ("no coder has this case", "geen codeur heeft deze casus"),
    "reason_decision_stale": (
        "it is about the answers {was}, but the tables now have {now}",
        "zij gaat over de antwoorden {was}, maar in de tabellen staat nu {now}",
    ),
    "reason_decision_twice": (
        "an earlier row decides on this answer too",
        "een eerdere rij beslist ook over dit antwoord",
    ),
    "reason_decision_agreed": (
        "all coders gave {answer}, and an answer on which they agree is not changed here",
        "alle codeurs gaven {answer}, en een antwoord waarover zij het eens zijn, wordt hier niet gewijzigd",
    ),
    "reason_no_decisions": (
        "it is not a table of decisions that agree --decide wrote: these columns are missing: {columns}",
        "het is geen tabel met beslissingen die agree --decide schreef: deze kolommen ontbreken: {columns}",
    ),
    "reason_no_answer": ("(empty)", "(leeg)"),
    "reason_one_coder": (
        "cases of at least two coders are needed",
        "er zijn casussen van ten minste twee codeurs nodig",
    ),
    "reason_no_common_case": (
        "no two of these coders have a case with the same id: {coders}",
        "geen twee van deze codeurs hebben een casus met dezelfde id: {coders}",
    ),
    "reason_ragged": (
        "the rows of ratings are not equally long; where a coder gave none, put None",
        "de rijen met oordelen zijn niet even lang; zet None waar een codeur er geen gaf",
    ),
    "reason_foreign": (
        'the rating "{value}" is not one of the categories',
        'het oordeel "{value}" behoort niet tot de categorieën',
    ),
    "reason_no_answers": ("undefined: nobody gave an answer", "onbepaald: niemand gaf een antwoord"),
    "reason_never_coded": (
        "undefined: no answer in these cases by {coders}",
        "onbepaald: geen antwoord bij deze casussen van {coders}",
    ),
    "reason_no_pairs": (
        "undefined: no case has answers of two coders",
        "onbepaald: bij geen enkele casus gaven twee codeurs een antwoord",
    ),
    "reason_one_answer": (
        "all answers are the same, so chance agreement is complete: kappa and alpha are undefined (0/0)",
        (
            "alle antwoorden zijn gelijk, zodat ook de toevallige overeenstemming volledig is: kappa en alfa zijn "
            "onbepaald (0/0)"
        ),
    ),
    "reason_one_paired_answer": (
        "all answers that can be compared are the same: alpha is undefined (0/0)",
        "alle antwoorden die te vergelijken zijn, zijn gelijk: alfa is onbepaald (0/0)",
    ),
    "reason_one_category": (
        "only one answer is possible: AC1 is undefined",
        "er is maar één antwoord mogelijk: AC1 is onbepaald",
    ),
    "reason_one_unit": ("only one unit: AC1 has no interval", "slechts één eenheid: AC1 heeft geen interval"),
    "reason_no_scipy": (
        "the interval of AC1 needs SciPy, which is not installed; the extra {extra} brings it",
        "voor het interval van AC1 is SciPy nodig; dat is niet geïnstalleerd en hoort bij de extra {extra}",
    ),
    "reason_kappa_collapses": (
        'kappa is misleadingly low: {percent}% of the answers are "{answer}"; look at AC1 instead',
        'kappa valt misleidend laag uit: {percent}% van de antwoorden is "{answer}"; kijk liever naar AC1',
    ),
}
