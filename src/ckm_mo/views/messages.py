"""The sentences that views share."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "head_definition": ("Definition", "Definitie"),
    "head_includes": ("Includes", "Wel"),
    "head_excludes": ("Does not include", "Niet"),
    # What a verdict does not say: fixed sentences.
    "method": (
        "It describes a method. It is no evidence, no prediction, and says nothing about guilt.",
        "Dit beschrijft een werkwijze. Het is geen bewijs en geen voorspelling, en zegt niets over schuld.",
    ),
    "caution_left_to_victim": (
        "The offender left the initiative to the victim. This says nothing about consent; a minor cannot give it.",
        (
            "De dader liet het initiatief bij het slachtoffer. Dit zegt niets over instemming; een minderjarige kan "
            "die niet geven."
        ),
    ),
    "caution_none": (
        "None of the study's five means. It does not mean that there was no coercion or no trafficking.",
        (
            "Geen van de vijf dwangmiddelen uit het onderzoek. Dat betekent niet dat er geen sprake was van dwang of "
            "mensenhandel."
        ),
    ),
    "undecided": ("Open answers still matter: {answers}.", "Open antwoorden doen er nog toe: {answers}."),
    "caution_means": ("Where this applies: {sentence}", "Waar dit van toepassing is: {sentence}"),
    "caution_of": (
        "{sentence} (Certain in {certain} of these cases, possible in {possible} more.)",
        "{sentence} (Zeker bij {certain} van deze casussen, mogelijk bij nog {possible}.)",
    ),
    # Verdicts and explanations.
    "title_case": ("Case {case_id}", "Casus {case_id}"),
    "title_one_case": ("Case", "Casus"),
    "is_decided": ("Decided: {profile}, profile {number}.", "Beslist: {profile}, profiel {number}."),
    "is_undecided": ("Undecided. Still possible: {possible}.", "Onbeslist. Nog mogelijk: {possible}."),
    "is_outside": ("Outside the format.", "Buiten het format."),
    "or_outside": ("outside the format", "buiten het format"),
    "is_not_begun": (
        "The exploitation never began, so coercion during it does not apply to this case.",
        "De uitbuiting is nooit begonnen, dus dwang tijdens de uitbuiting is bij deze casus niet aan de orde.",
    ),
    "open_between": ("open: {outcomes}", "open: {outcomes}"),
    "joined_or": ("{all_but_last} or {last}", "{all_but_last} of {last}"),
    "joined_and": ("{all_but_last} and {last}", "{all_but_last} en {last}"),
    "no_outcome": ("not applicable", "niet van toepassing"),
    "reading_open": (
        "Open reading: silence in the source stays open.",
        "Open leeswijze: wat de bron niet vermeldt, blijft open.",
    ),
    "reading_closed": (
        'Closed reading: the source is taken as complete; silence is read as "no".',
        "Gesloten leeswijze: de bron geldt als volledig; wat niet is vermeld, wordt gelezen als nee.",
    ),
    "case_rests": (
        "This verdict rests on silence: under the open reading it would be different.",
        "Deze uitkomst berust op niet-vermelding: bij de open leeswijze zou zij anders zijn.",
    ),
    "case_empty": (
        "Answers that are not given are read as silence (--empty not_stated).",
        "Antwoorden die niet zijn gegeven, gelden als niet vermeld (--empty not_stated).",
    ),
    "head_line": ("Line", "Lijn"),
    "head_outcome": ("Outcome", "Uitkomst"),
    "head_ground": ("Ground", "Grondslag"),
    "head_because": ("Because", "Op grond van"),
    "head_answer": ("Answer", "Antwoord"),
    "head_as_read": ("As read", "Gelezen als"),
    "head_from": ("From", "Herkomst"),
    "head_at": ("Where it stands", "Vindplaats"),
    "cited": (" [{at}]", " [{at}]"),
    "head_profile": ("Profile", "Profiel"),
    "head_ruled_out_by": ("Ruled out by", "Uitgesloten door"),
    "head_change": ("Change", "Verandering"),
    "head_then": ("Then possible", "Dan mogelijk"),
    "head_context": ("Context", "Context"),
    "head_other": ("Names and other columns", "Namen en overige kolommen"),
    "section_notes": ("Please note", "Let op"),
    "section_why": ("Why", "Waarom"),
    "section_answers": ("The answers", "De antwoorden"),
    "section_queries": ("To check again in the coding", "Na te kijken in de codering"),
    "head_answers": ("Answers", "Antwoorden"),
    "head_query": ("Query", "Controlevraag"),
    "title_edits": (
        "Edit rules: answers that do not fit each other",
        "Controleregels: antwoorden die niet bij elkaar passen",
    ),
    "edits_note": (
        "An edit rule raises a query. It never changes a verdict, and never refuses a table.",
        "Een controleregel geeft een controlevraag. Zij verandert nooit een uitkomst en weigert nooit een tabel.",
    ),
    "title_report": ("Check: {cases} cases", "Controle: {cases} casussen"),
    "title_report_one": ("Check: {cases} case", "Controle: {cases} casus"),
    "report_queries": (
        "{cases} cases without errors. Queries: {queries}.",
        "{cases} casussen zonder fouten. Controlevragen: {queries}.",
    ),
    "report_queries_one": (
        "{cases} case without errors. Queries: {queries}.",
        "{cases} casus zonder fouten. Controlevragen: {queries}.",
    ),
    "report_empty": (
        "In columns that the table has, empty cells count as not stated.",
        "In kolommen die de tabel heeft, tellen lege cellen als niet vermeld.",
    ),
    "title_coverage": ("How far each variable is coded", "Hoever elke variabele is gecodeerd"),
    "head_coded": ("Coded", "Gecodeerd"),
    "head_unknown": ("Unknown", "Onbekend"),
    "head_not_stated": ("Not stated", "Niet vermeld"),
    "head_not_coded": ("Not coded", "Niet gecodeerd"),
    "report_without_column": ("Without a column: {text}.", "Zonder kolom: {text}."),
    "title_queries": ("Queries by edit rule", "Controlevragen per controleregel"),
    "head_edit_rule": ("Edit rule", "Controleregel"),
    "head_queries": ("Queries", "Controlevragen"),
    "head_file": ("File", "Bestand"),
    "head_row": ("Row", "Rij"),
    "head_found": ("Found", "Aangetroffen"),
    "found_minor_is_vulnerable": (
        "Minors whose vulnerable position is not coded as yes",
        "Minderjarigen, kwetsbare positie niet als ja gecodeerd",
    ),
    "found_no_exploitation_no_facts": (
        "Answers about an exploitation that did not begin",
        "Antwoorden over een uitbuiting die niet is begonnen",
    ),
    "found_facts_mean_it_began": (
        "Facts about an exploitation that may not have begun",
        "Feiten over een uitbuiting die misschien niet is begonnen",
    ),
    "found_feigned_love_deceives": ("Affective relations without deception", "Affectieve relaties zonder misleiding"),
    "found_minor_left_initiative": ("Initiative left to a minor", "Initiatief bij een minderjarige gelaten"),
    "found_press_is_not_complete": ("Press reports read as complete", "Berichten in de pers, gelezen als volledig"),
    "found_repeated_victim": ("Victims in several rows", "Slachtoffers in meerdere rijen"),
    "found_answer_without_locator": ("Answers without a locator", "Antwoorden zonder vindplaats"),
    "found_locator_without_answer": ("Locators without an answer", "Vindplaatsen zonder antwoord"),
    "count_repeated_victim": (
        "Rows whose victim is in several: {count}.",
        "Rijen met een slachtoffer dat in meerdere rijen voorkomt: {count}.",
    ),
    "count_answer_without_locator": (
        "Rows with an answer without a locator: {count}.",
        "Rijen met een antwoord zonder vindplaats: {count}.",
    ),
    "count_locator_without_answer": (
        "Rows with a locator without an answer: {count}.",
        "Rijen met een vindplaats zonder antwoord: {count}.",
    ),
    "report_more": (
        "More rows: {count}. --format csv or json has all of them.",
        "Verdere rijen: {count}. --format csv of json geeft ze allemaal.",
    ),
    "title_other": ("Columns of your own", "Eigen kolommen"),
    "report_other": ("Not read: {text}.", "Niet gelezen: {text}."),
    "edit_when": ("When: {text}", "Als: {text}"),
    "edit_expected": ("Expected: {text}", "Verwacht: {text}"),
    "second_look": ("a second look", "nog een keer nakijken"),
    "section_ruled_out": ("What is ruled out", "Wat is uitgesloten"),
    "section_flips": ("What would change it", "Wat de uitkomst zou veranderen"),
    "section_ask": ("What to look for next", "Wat u nu kunt nagaan"),
    "ask_source": (
        "Look in the source; do not ask a victim or a suspect.",
        "Zoek het op in de bron; vraag het niet aan een slachtoffer of verdachte.",
    ),
    "from_coded": ("as coded", "zoals gecodeerd"),
    "from_deduced": ("follows from {answers}", "volgt uit {answers}"),
    "from_silence": ('silence, read as "no"', "niet vermeld, gelezen als nee"),
    "value_open": ("open", "open"),
    "ground_format": ("format", "format"),
    "ground_interpretation": ("interpretation", "interpretatie"),
    "source_of": ("{ground}: {source}.", "{ground}: {source}."),
    "ground_note": (
        "format: the study's own; interpretation: this project's, as are the profiles and their codes.",
        ("format: van het onderzoek zelf; interpretatie: van dit project, net als de profielen en hun codes."),
    ),
    # The profiles, and bars.
    "codes": ("Codes: {letters}.", "Codes: {letters}."),
    "place_decided": ("decided", "beslist"),
    "place_possible": ("possible", "mogelijk"),
    "place_ruled_out": ("ruled out", "uitgesloten"),
    "cases_decided": ("some for certain", "zeker een of meer"),
    "cases_possible": ("possibly some", "mogelijk een of meer"),
    "cases_ruled_out": ("none", "geen"),
    "bar_full": ("decided", "beslist"),
    "bar_light": ("possible", "mogelijk"),
    "bar_yes": ("yes", "ja"),
    "bar_open": ("open", "open"),
    "bar_no": ("no", "nee"),
    "bar_interval": ("interval", "interval"),
    # Lists of verdicts.
    "title_classified": ("Cases by profile", "Casussen naar profiel"),
    "head_case": ("Case", "Casus"),
    "head_possible": ("Still possible", "Nog mogelijk"),
    "head_remarks": ("Remarks", "Opmerkingen"),
    "remark_outside_yes": ("outside the format", "buiten het format"),
    "remark_outside_possible": ("perhaps outside the format", "mogelijk buiten het format"),
    "remark_rests": ("rests on silence", "berust op niet-vermelding"),
    "remark_open": ("open reading", "open leeswijze"),
    "remark_closed": ("closed reading", "gesloten leeswijze"),
    "remark_not_begun": ("exploitation never began", "uitbuiting niet begonnen"),
    "remark_may_belong": ("may belong to the group", "hoort mogelijk bij de groep"),
    "remark_undecided": ("undecided", "onbeslist"),
    # Tallies.
    "title_tally": ("Tally of {n} cases", "Telling van {n} casussen"),
    "title_tally_one": ("Tally of {n} case", "Telling van {n} casus"),
    "title_tally_decided": ("Tally of {n} decided cases only", "Telling van alleen de {n} besliste casussen"),
    "title_tally_decided_one": ("Tally of {n} decided case only", "Telling van alleen de {n} besliste casus"),
    "decided_only": (
        (
            "Decided cases only: their shares are an artefact. One hard means that is stated decides coercion; for "
            "soft means only, the source must state that three means were not used."
        ),
        (
            "Alleen besliste casussen: hun aandelen zijn een artefact. Eén vermeld hard dwangmiddel beslist al over "
            "de dwangmiddelen; voor uitsluitend zachte dwangmiddelen moet de bron van drie dwangmiddelen vermelden "
            "dat ze niet zijn gebruikt."
        ),
    ),
    "tally_reading": (
        "Reading: {reading} ({open} open, {closed} closed). Verdicts that rest on silence: {silent}.",
        "Leeswijze: {reading} ({open} open, {closed} gesloten). Uitkomsten die berusten op niet-vermelding: {silent}.",
    ),
    "word_open": ("open", "open"),
    "word_closed": ("closed", "gesloten"),
    "word_mixed": ("mixed", "gemengd"),
    "word_each": ("open and closed, beside each other", "open en gesloten, naast elkaar"),
    "tally_period": ("Coercion in {period}.", "Dwangmiddelen in de {period}."),
    "tally_any_period": ("Coercion in any period.", "Dwangmiddelen ongeacht de periode."),
    "tally_empty": (
        "Empty cells are read as silence (--empty not_stated).",
        "Lege cellen gelden als niet vermeld (--empty not_stated).",
    ),
    "tally_decided": (
        (
            "{decided} decided, {outside} outside the format, {undecided} undecided ({possibly} of them possibly "
            "outside the format)."
        ),
        (
            "{decided} beslist, {outside} buiten het format, {undecided} onbeslist (waarvan {possibly} mogelijk "
            "buiten het format)."
        ),
    ),
    "tally_none_outside": (
        "{decided} decided, {outside} outside the format, {undecided} undecided.",
        "{decided} beslist, {outside} buiten het format, {undecided} onbeslist.",
    ),
    "no_cases": ("No cases.", "Geen casussen."),
    "no_cases_in": ("No cases in {files}.", "Geen casussen in {files}."),
    "tally_not_begun": (
        "Left out because the exploitation never began: {count}.",
        "Niet meegeteld, omdat de uitbuiting nooit is begonnen: {count}.",
    ),
    "tally_offenders": (
        "{offenders} distinct offenders; cases of one offender are not independent.",
        "{offenders} verschillende daders; casussen van één dader zijn niet onafhankelijk.",
    ),
    "tally_offenders_one": (
        "{offenders} offender; cases of one offender are not independent.",
        "{offenders} dader; casussen van één dader zijn niet onafhankelijk.",
    ),
    "tally_no_offenders": (
        "Number of distinct offenders unknown: not every case names one.",
        "Aantal verschillende daders onbekend: niet elke casus noemt er een.",
    ),
    "head_at_least": ("At least", "Ten minste"),
    "head_at_most": ("At most", "Ten hoogste"),
    "head_share": ("Share", "Aandeel"),
    "head_interval": ("Interval", "Interval"),
    "head_means": ("Means", "Dwangmiddel"),
    "head_yes": ("Yes", "Ja"),
    "head_no": ("No", "Nee"),
    "head_open": ("Open", "Open"),
    "any_soft": ("any soft means", "ten minste één zacht dwangmiddel"),
    "any_hard": ("any hard means", "ten minste één hard dwangmiddel"),
    "section_lines": ("The lines of the format", "De lijnen van het format"),
    "section_means": ("The means of coercion", "De dwangmiddelen"),
    "section_shift": (
        "Coercion, from recruitment to exploitation",
        "Dwangmiddelen, van ronselperiode naar uitbuitingsperiode",
    ),
    "head_shift": ("Recruitment", "Ronselperiode"),
    "head_shift_to": ("then {outcome}", "daarna {outcome}"),
    "no_interval_note": ("At least: decided. At most: possible.", "Ten minste: beslist. Ten hoogste: mogelijk."),
    "section_all": ("All cases", "Alle casussen"),
    "section_groups": ("By {variable}", "Naar {variable}"),
    "head_cases": ("Cases", "Casussen"),
    "cases_all": ("all", "alle"),
    "groups_small": (
        (
            "* Fewer than {few} cases: {groups}. Figures about so few cases can point to a person, most of all those "
            "with *, which hold for all or for none of the cases. Look before you share them."
        ),
        (
            "* Minder dan {few} casussen: {groups}. Cijfers over zo weinig casussen kunnen naar een persoon te "
            "herleiden zijn, vooral die met *: die gelden voor alle of voor geen van de casussen. Kijk ernaar voordat "
            "u ze deelt."
        ),
    ),
    "assumed": (
        'Assumed: of the open answers about the means of coercion ({open}) at most {most} "yes".',
        'Aangenomen: van de open antwoorden over de dwangmiddelen ({open}) hoogstens {most} "ja".',
    ),
    "assumed_several": (
        'Assumed, column by column: of the open answers about the means of coercion ({open}) at most this many "yes".',
        'Aangenomen, per kolom: van de open antwoorden over de dwangmiddelen ({open}) hoogstens zoveel "ja".',
    ),
    "assumed_groups": (
        "The groups by {variable} are in CSV, in a workbook and in JSON; a view shows them for one number.",
        "De groepen naar {variable} staan in CSV, in een werkmap en in JSON; een weergave toont ze bij één getal.",
    ),
    "assumed_most": ('at most {most} "yes"', 'hoogstens {most} "ja"'),
    "assumed_yours": (
        "That is your assumption; the sources do not say it.",
        "Dat is uw aanname; de bronnen zeggen het niet.",
    ),
    "interval_none": (
        "No interval: the cases are taken as the whole population.",
        "Geen interval: de casussen gelden als de hele populatie.",
    ),
    "interval_population": (
        "Intervals: the cases are taken as a random sample from a population of {population}.",
        "Intervallen: de casussen gelden als een aselecte steekproef uit een populatie van {population}.",
    ),
    "interval_cluster": (
        (
            'Intervals: cases with the same value of "{column}" may be entirely alike (clusters: {clusters}; of these '
            "a single case without a value: {single})."
        ),
        (
            'Intervallen: casussen met dezelfde waarde van "{column}" kunnen geheel gelijk zijn (clusters: {clusters}; '
            "daarvan een losse casus zonder waarde: {single})."
        ),
    ),
    "group_n": ("{n} cases", "{n} casussen"),
    "group_n_one": ("{n} case", "{n} casus"),
    "group_more": ("{members}; {more} more may belong", "{members}; mogelijk horen er nog {more} bij"),
    "tally_group": ("Group: {conditions}. {members}.", "Groep: {conditions}. {members}."),
    "groups_open": (
        "{variable}: open in {count} cases; each group counts them among those that may belong.",
        "{variable}: open in {count} casussen; elke groep telt ze mee bij de casussen die er mogelijk bij horen.",
    ),
    "groups_open_one": (
        "{variable}: open in {count} case; each group counts it among those that may belong.",
        "{variable}: open in {count} casus; elke groep telt deze mee bij de casussen die er mogelijk bij horen.",
    ),
    "result_profile": ("profile", "profiel"),
    "group_few": (
        (
            "Fewer than {few} cases: figures about so few cases can point to a person, most of all those with *, which "
            "hold for all or for none of the cases. Look before you share them."
        ),
        (
            "Minder dan {few} casussen: cijfers over zo weinig casussen kunnen naar een persoon te herleiden zijn, "
            "vooral die met *: die gelden voor alle of voor geen van de casussen. Kijk ernaar voordat u ze deelt."
        ),
    ),
    "tally_not_exact": (
        "There are too many possibilities to try them all: some shares and intervals are outer bounds.",
        "Er zijn te veel mogelijkheden om ze allemaal te proberen: sommige aandelen en intervallen zijn buitengrenzen.",
    ),
    "group_several": (
        "A case with several values counts in each group.",
        "Een casus met meerdere waarden telt in elk van die groepen mee.",
    ),
    "interval_note": (
        (
            "At least: decided. At most: possible. Interval: {confidence}% (Wilson), over open answers and "
            "chance together."
        ),
        (
            "Ten minste: beslist. Ten hoogste: mogelijk. Interval: onzekerheidsinterval van {confidence}% "
            "(Wilson), voor open "
            "antwoorden en toeval samen."
        ),
    ),
    "shares_note": (
        ("Ranges are rounded outwards: the lower end down, the upper end up. 0% means none, and 100% means all."),
        ("Grenzen zijn naar buiten afgerond: de onderste omlaag, de bovenste omhoog. 0% betekent geen, en 100% alle."),
    ),
    "percent": ("{number}%", "{number}%"),
    "range": ("{low} to {high}", "{low} tot {high}"),
    # The codebook and the rules.
    "title_codebook": ("Codebook, version {version}", "Codeboek, versie {version}"),
    "codebook_note": (
        "The definitions are this project's operationalisation of the study's terms. Code from the source.",
        (
            "De definities zijn van dit project: zij operationaliseren de termen van het onderzoek. Codeer op grond "
            "van de bron."
        ),
    ),
    "title_variable": ("{label} ({key})", "{label} ({key})"),
    "includes": ("Includes: {text}", "Wel: {text}"),
    "excludes": ("Does not include: {text}", "Niet: {text}"),
    "source": ("Source: {text}", "Bron: {text}"),
    "class": ("Class: {text}", "Soort: {text}"),
    "columns": ("Columns: {text}", "Kolommen: {text}"),
    "locators": ("Where it stands: {text}", "Vindplaats: {text}"),
    "several_values": ("Several values are separated by ;", "Meerdere waarden worden gescheiden door ;"),
    "head_value": ("Value", "Waarde"),
    "head_meaning": ("Meaning", "Betekenis"),
    "title_answers": ("Answers that are allowed for every variable", "Antwoorden die bij elke variabele mogelijk zijn"),
    "title_rules": ("The rules", "De regels"),
    "title_profiles": ("The profiles", "De profielen"),
    "head_rule": ("Rule", "Regel"),
    "head_when": ("When", "Wanneer"),
    "any_of": ("at least one of:", "aan ten minste één is voldaan:"),
    "all_of": ("all of:", "aan alles is voldaan:"),
    "rules_note": (
        ("On each line exactly one rule holds for a complete case; ckm-mo rules --check verifies this by enumeration."),
        (
            "Op elke lijn geldt bij een volledige casus precies één regel; ckm-mo rules --check controleert dat "
            "door opsomming."
        ),
    ),
    "title_check": ("The rules, verified by enumeration", "De regels, gecontroleerd door opsomming"),
    "check_read_once": (
        "every condition reads each variable at most once",
        "elke voorwaarde leest elke variabele hoogstens eenmaal",
    ),
    "check_complete": (
        "every complete case has exactly one outcome on every line",
        "elke volledige casus heeft op elke lijn precies één uitkomst",
    ),
    "check_reachable": ("every profile is reached", "elk profiel komt voor"),
    "check_exact": (
        "every verdict on an incomplete case is the set of its completions' outcomes",
        "de uitkomst van een onvolledige casus is steeds de verzameling uitkomsten van al haar invullingen",
    ),
    "head_check": ("What must hold", "Wat moet gelden"),
    "head_enumerated": ("Enumerated", "Gecontroleerd"),
    "head_broken": ("Broken", "Niet voldaan"),
    "check_holds": ("All hold.", "Alles klopt."),
    "check_broken": ("Broken, for example: {example}.", "Er is niet aan voldaan, bijvoorbeeld: {example}."),
    "check_seconds": ("{seconds} seconds.", "{seconds} seconden."),
    "title_template": (
        "Columns of a table, and the values allowed in them",
        "Kolommen van een tabel, en de waarden die erin zijn toegestaan",
    ),
    "package_title": (
        "Cases coded by the codebook of ckm-mo, version {version}",
        "Casussen, gecodeerd volgens het codeboek van ckm-mo, versie {version}",
    ),
    "head_column": ("Column", "Kolom"),
    "head_allowed": ("Allowed", "Toegestaan"),
    "free_text": ("text", "tekst"),
    "free_id": ("text, required, unique", "tekst, verplicht, uniek"),
    # Pages: what stands on one besides its view.
    "page_kind": (
        "The CKM study's format of offenders' methods",
        "Het format van het CKM-onderzoek voor werkwijzen van daders",
    ),
    "page_contents": ("Contents", "Inhoud"),
    # A workbook's columns, and what stands in them.
    "column_section": ("Part", "Deel"),
    "column_key": ("Item", "Onderwerp"),
    "column_group": ("Group", "Groep"),
    "column_count": ("At least", "Ten minste"),
    "column_at_most": ("At most", "Ten hoogste"),
    "column_n": ("of n", "van n"),
    "column_n_at_most": ("of n, at most", "van n, ten hoogste"),
    "column_share_low": ("Share, least", "Aandeel, laagste"),
    "column_share_high": ("Share, greatest", "Aandeel, hoogste"),
    "column_interval_low": ("Interval, from", "Interval, vanaf"),
    "column_interval_high": ("Interval, to", "Interval, tot"),
    "column_small": ("Few cases: may point to a person", "Weinig casussen: mogelijk herleidbaar"),
    "column_exact": ("Shares are exact", "Aandelen zijn exact"),
    "column_reading": ("Reading of silence", "Leeswijze van niet-vermelding"),
    "column_period": ("Coercion in", "Dwangmiddelen in"),
    "column_empty": ("Empty cells are read as", "Lege cellen gelezen als"),
    "column_decided_only": ("Decided cases only", "Alleen besliste casussen"),
    "column_by": ("By", "Naar"),
    "column_where": ("Condition", "Voorwaarde"),
    "column_at_most_yes": (
        "Assumed: open answers that are yes, at most",
        "Aangenomen: open antwoorden die ja zijn, hoogstens",
    ),
    "column_open_answers": ("Open answers on means", "Open antwoorden over dwangmiddelen"),
    "column_confidence": ("Confidence", "Betrouwbaarheid"),
    "column_population": ("Size of the population", "Omvang van de populatie"),
    "column_cluster": ("Clusters by", "Clusters naar"),
    "column_clusters": ("Clusters", "Clusters"),
    "column_singles": ("Clusters of a case without a value", "Clusters van een casus zonder waarde"),
    "column_level": ("Level", "Niveau"),
    "column_wilson_low": ("Wilson, from", "Wilson, vanaf"),
    "column_wilson_high": ("Wilson, to", "Wilson, tot"),
    "column_clopper_pearson_low": ("Clopper-Pearson, from", "Clopper-Pearson, vanaf"),
    "column_clopper_pearson_high": ("Clopper-Pearson, to", "Clopper-Pearson, tot"),
    "column_ac1_low": ("AC1, from", "AC1, vanaf"),
    "column_ac1_high": ("AC1, to", "AC1, tot"),
    "column_note": ("Note", "Opmerking"),
    "column_block": ("Block", "Blok"),
    "column_measure": ("Measure", "Maat"),
    "column_unit": ("Unit", "Eenheid"),
    "column_counts": ("Counts", "Aantallen"),
    "column_label": ("Label", "Omschrijving"),
    "column_source": ("Source", "Bron"),
    "column_name": ("Profile or pair", "Profiel of paar"),
    "column_low": ("Least", "Laagste"),
    "column_high": ("Greatest", "Hoogste"),
    "column_readings": ("Readings of the study", "Lezingen van het onderzoek"),
    "column_study_printed": ("Study, printed", "Onderzoek, afgedrukt"),
    "column_study_counts": ("Study, counts", "Onderzoek, aantallen"),
    "column_study_n": ("Study, n", "Onderzoek, n"),
    "column_left_out": ("Left out", "Weggelaten"),
    "column_by_case": ("By case, not by victim", "Per casus, niet per slachtoffer"),
    "head_claim": ("Claim", "Bewering"),
    "head_status": ("Status", "Status"),
    "column_least": ("Left minus right, least", "Links min rechts, laagste"),
    "column_greatest": ("Left minus right, greatest", "Links min rechts, hoogste"),
    "head_breakdown": ("Holds if at most this many open answers are yes", "Klopt bij hoogstens zoveel keer ja"),
    "column_case_id": ("Case", "Casus"),
    "head_ask": ("First question", "Eerste vraag"),
    "head_guaranteed": ("Guaranteed", "Zeker weg"),
    "column_per": ("In", "In"),
    "column_finding": ("Finding", "Bevinding"),
    "column_sentence": ("What to check", "Wat na te gaan"),
    "column_changes_verdict": ("Changes a verdict", "Wijzigt een uitkomst"),
    "column_dutch": ("Dutch", "Nederlands"),
    "column_role": ("Role", "Rol"),
    "column_values": ("Values", "Waarden"),
    "unit_of_cases": ("cases", "casussen"),
    "unit_of_share": ("share", "aandeel"),
    "measure_percentage": ("percentage", "percentage"),
    "measure_count": ("count", "aantal"),
    "measure_mean": ("mean", "gemiddelde"),
    "measure_remainder": ("remainder", "rest"),
    "section_of_cases": ("cases", "casussen"),
    "section_of_profiles": ("profiles", "profielen"),
    "section_of_dimensions": ("lines of the format", "lijnen van het format"),
    "section_of_means": ("means of coercion", "dwangmiddelen"),
    "section_of_shift": ("from recruitment to exploitation", "van ronselen naar uitbuiting"),
    "section_of_by": ("groups", "groepen"),
    "figure_profile": ("profile", "profiel"),
    "figure_possible": ("possible profiles", "mogelijke profielen"),
    "figure_decided": ("decided", "beslist"),
    "figure_undecided": ("undecided", "onbeslist"),
    "figure_outside": ("outside the format", "buiten het format"),
    "figure_not_begun": ("left out: exploitation never began", "niet meegeteld: uitbuiting nooit begonnen"),
    "figure_rests_on_silence": ("verdict rests on silence", "uitkomst berust op niet-vermelding"),
    "figure_offenders": ("offenders named", "genoemde daders"),
    "figure_any_soft": ("any soft means", "ten minste één zacht dwangmiddel"),
    "figure_any_hard": ("any hard means", "ten minste één hard dwangmiddel"),
    "value_yes": ("yes", "ja"),
    "value_no": ("no", "nee"),
    "column_all_or_none": ("All or none of few cases", "Alle of geen van weinig casussen"),
    "column_small_below": ("Few: fewer than", "Weinig: minder dan"),
    "sheet_profile_note": (
        "Where no profile stands, the case is undecided or outside the format.",
        "Waar geen profiel staat, is de casus onbeslist of valt die buiten het format.",
    ),
    "group_all": ("all cases", "alle casussen"),
    "section_columns": ("Columns and codes", "Kolommen en codes"),
    "sheet_shares_note": (
        "Shares and intervals are exact, and shown with one decimal: 0.0% may be more than none.",
        "Aandelen en intervallen zijn exact, en met één decimaal getoond: 0,0% kan meer zijn dan geen.",
    ),
    "section_about_workbook": ("About this workbook", "Over deze werkmap"),
    "section_assumed": ("Assumed", "Aangenomen"),
    "section_about": ("About this page", "Over deze pagina"),
    "about_program": ("Made with", "Gemaakt met"),
    "about_codebook": ("Codebook", "Codeboek"),
    "about_version": ("version {version}", "versie {version}"),
    "about_reading": ("Reading of silence", "Leeswijze van niet-vermelding"),
    "about_period": ("Coercion", "Dwangmiddelen"),
    "about_any_period": ("in any period", "ongeacht de periode"),
    "about_table": ("Table", "Tabel"),
    "about_digest": ("SHA-256: {digest}", "SHA-256: {digest}"),
    "head_variable": ("Variable", "Variabele"),
    "head_units": ("n", "n"),
    "head_agreement": ("Agree", "Gelijk"),
    "head_kappa": ("Kappa", "Kappa"),
    "head_alpha": ("Alpha", "Alfa"),
    "head_ac1": ("AC1", "AC1"),
    "head_ac1_interval": ("AC1, {percent}%", "AC1, {percent}%"),
    "head_wilson": ("Wilson", "Wilson"),
    "head_changes": ("Changes a verdict", "Wijzigt een uitkomst"),
    "count_of": ("{count}/{n}", "{count}/{n}"),
    "head_figure": ("Figure", "Cijfer"),
    "head_printed": ("Printed", "Afgedrukt"),
    "head_count": ("Count", "Aantal"),
    "head_standing": ("Standing", "Status"),
    "head_pair": ("Pair", "Paar"),
    "head_study": ("Study", "Onderzoek"),
    "head_cases_open": ("Cases,\nopen", "Casussen,\nopen"),
    "head_cases_closed": ("Cases,\nclosed", "Casussen,\ngesloten"),
    # The methods paragraph of a paper, sentence by sentence, and what to cite.
    "title_methods": ("Methods paragraph", "Methodeparagraaf"),
    "title_cite": ("To cite", "Bronvermelding"),
    "methods_program": (
        (
            "The cases were classified and counted with ckm-mo, version {version} (codebook version {codebook}), by "
            'the format of the CKM study "Daders van binnenlandse seksuele uitbuiting".'
        ),
        (
            "De casussen zijn ingedeeld en geteld met ckm-mo, versie {version} (codeboek versie {codebook}), volgens "
            'het format van het CKM-onderzoek "Daders van binnenlandse seksuele uitbuiting".'
        ),
    ),
    "methods_case": (
        "A case is one victim and the main offender of that exploitation.",
        "Een casus is één slachtoffer met de hoofddader van die uitbuiting.",
    ),
    "methods_n": ("{n} cases were counted.", "Er zijn {n} casussen geteld."),
    "methods_n_one": ("{n} case was counted.", "Er is {n} casus geteld."),
    "methods_group": (
        "Only a group of them was counted ({conditions}): {n}.",
        "Alleen een groep daarvan is geteld ({conditions}): {n}.",
    ),
    "methods_group_open": (
        (
            "Only a group of them was counted ({conditions}): {n} for certain, and at most {most}, since of some it is "
            "open whether they belong."
        ),
        (
            "Alleen een groep daarvan is geteld ({conditions}): zeker {n}, en ten hoogste {most}, omdat van sommige "
            "open is of zij erbij horen."
        ),
    ),
    "methods_by": (
        (
            'They were also counted by "{variable}"; a case in which that is open counts, in each group, among those '
            "that may belong."
        ),
        (
            'Zij zijn ook geteld naar "{variable}"; een casus waarin dat open is, telt in elke groep mee bij de '
            "casussen die er mogelijk bij horen."
        ),
    ),
    "methods_offenders": (
        "The cases have {offenders} distinct offenders; cases of one offender are not independent.",
        "De casussen hebben {offenders} verschillende daders; casussen van één dader zijn niet onafhankelijk.",
    ),
    "methods_offenders_one": (
        "The cases have {offenders} offender; cases of one offender are not independent.",
        "De casussen hebben {offenders} dader; casussen van één dader zijn niet onafhankelijk.",
    ),
    "methods_no_offenders": (
        "How many distinct offenders the cases have is unknown, since not every case names one.",
        "Hoeveel verschillende daders de casussen hebben, is onbekend, omdat niet elke casus er een noemt.",
    ),
    "methods_file": ("{name} (SHA-256: {digest})", "{name} (SHA-256: {digest})"),
    "methods_files": ("Data: {files}.", "Gegevens: {files}."),
    "methods_open": (
        "Silence was left open: what a source does not mention may be so or not.",
        "Niet-vermelding is opengelaten: wat een bron niet vermeldt, kan zo zijn of niet.",
    ),
    "methods_closed": (
        'Sources were taken as complete: what they do not mention was read as "no". {silent} verdicts rest on that.',
        (
            "De bronnen gelden als volledig: wat zij niet vermelden, is gelezen als nee. {silent} uitkomsten berusten "
            "daarop."
        ),
    ),
    "methods_closed_one": (
        'Sources were taken as complete: what they do not mention was read as "no". {silent} verdict rests on that.',
        "De bronnen gelden als volledig: wat zij niet vermelden, is gelezen als nee. {silent} uitkomst berust daarop.",
    ),
    "methods_mixed": (
        (
            "How silence was read differs: in some cases ({open}) it was left open; in the others ({closed}) the "
            'source was taken as complete, and what it does not mention was read as "no". Verdicts that rest on that: '
            "{silent}."
        ),
        (
            "Niet-vermelding is niet overal gelijk gelezen: bij een deel van de casussen ({open}) is zij opengelaten; "
            "bij de andere ({closed}) geldt de bron als volledig, en is wat zij niet vermeldt, gelezen als nee. "
            "Uitkomsten die daarop berusten: {silent}."
        ),
    ),
    "methods_not_coded": (
        "Empty cells count as not coded, and stay open.",
        "Lege cellen gelden als niet gecodeerd, en blijven open.",
    ),
    "methods_not_stated": (
        "Empty cells, in columns that the table has, were read as silence.",
        "Lege cellen, in kolommen die de tabel heeft, zijn gelezen als niet vermeld.",
    ),
    "methods_any_period": (
        "Means of coercion count in whichever period they were used.",
        "Dwangmiddelen tellen mee, ongeacht de periode.",
    ),
    "methods_period": (
        "Only means of coercion during {period} count.",
        "Alleen dwangmiddelen in de {period} tellen mee.",
    ),
    "methods_not_begun": (
        "{count} cases in which the exploitation never began were left out.",
        "{count} casussen waarin de uitbuiting nooit is begonnen, zijn niet meegeteld.",
    ),
    "methods_not_begun_one": (
        "{count} case in which the exploitation never began was left out.",
        "{count} casus waarin de uitbuiting nooit is begonnen, is niet meegeteld.",
    ),
    "methods_bounds": (
        (
            "Every count has bounds: at least the cases of which it is certain, at most those of which it is possible. "
            "Nothing was imputed."
        ),
        (
            "Elk aantal heeft grenzen: ten minste de casussen waarvan het zeker is, ten hoogste die waarvan het "
            "mogelijk is. Er is niets geïmputeerd."
        ),
    ),
    "methods_assumed": (
        (
            'Of the open answers about the means of coercion ({open}), at most {most} "yes" was assumed; '
            "the sources do not say it."
        ),
        (
            'Van de open antwoorden over de dwangmiddelen ({open}) is aangenomen: hoogstens {most} keer "ja"; '
            "de bronnen zeggen het niet."
        ),
    ),
    "methods_no_interval": (
        "There are no intervals: the cases are taken as the whole population.",
        "Er zijn geen intervallen: de casussen gelden als de hele populatie.",
    ),
    "methods_interval": (
        (
            "Intervals are Wilson's, of {confidence}%, over open answers and chance together; they suppose that the "
            "cases are a random sample."
        ),
        (
            "De onzekerheidsintervallen zijn die van Wilson, van {confidence}%, voor open antwoorden en toeval samen; "
            "zij veronderstellen dat de casussen een aselecte steekproef zijn."
        ),
    ),
    "methods_population": (
        (
            "Intervals are Wilson's, of {confidence}%, over open answers and chance together; they suppose that the "
            "cases are a random sample from a population of {population}."
        ),
        (
            "De onzekerheidsintervallen zijn die van Wilson, van {confidence}%, voor open antwoorden en toeval samen; "
            "zij veronderstellen dat de casussen een aselecte steekproef zijn uit een populatie van {population}."
        ),
    ),
    "methods_cluster": (
        (
            'Cases with the same value of "{column}" may be entirely alike, and the intervals allow for that '
            "(clusters: {clusters}; of these a single case without a value: {single})."
        ),
        (
            'Casussen met dezelfde waarde van "{column}" kunnen geheel gelijk zijn, en de intervallen houden daar '
            "rekening mee (clusters: {clusters}; daarvan een losse casus zonder waarde: {single})."
        ),
    ),
    "cite_program": (
        "The ckm-mo authors. ckm-mo, version {version} [computer program].",
        "The ckm-mo authors. ckm-mo, versie {version} [computerprogramma].",
    ),
    "cite_study": (
        (
            "Centrum tegen Kinderhandel en Mensenhandel (CKM). Daders van binnenlandse seksuele uitbuiting [fact "
            "sheet, no year]."
        ),
        (
            "Centrum tegen Kinderhandel en Mensenhandel (CKM). Daders van binnenlandse seksuele uitbuiting [factsheet, "
            "zonder jaar]."
        ),
    ),
    "question_period": ("During {period}, {question}", "In de {period}: {question}"),
}
