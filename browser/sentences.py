"""What the page says, in English and Dutch: its own sentences, and others for those of the library that name an option.

The words of the field are the codebook's, and what is said of a verdict the library's.
"""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "title": ("Methods in domestic sexual exploitation", "Werkwijzen bij binnenlandse seksuele uitbuiting"),
    "kind": (
        "The CKM study's format of offenders' methods",
        "Het format van het CKM-onderzoek voor werkwijzen van daders",
    ),
    "panes": ("Parts of this page", "Delen van deze pagina"),
    "language": ("Language", "Taal"),
    "pane_case": ("A case", "Een casus"),
    "pane_cases": ("Several cases", "Meer casussen"),
    "pane_file": ("A table", "Een tabel"),
    "pane_about": ("About this page", "Over deze pagina"),
    # How Python is.
    "state_script": (
        "This page needs JavaScript, which is off here.",
        "Deze pagina heeft JavaScript nodig, en dat staat hier uit.",
    ),
    "state_starting": (
        "Getting ready. You can begin with the questions.",
        "Bezig met klaarzetten. U kunt al met de vragen beginnen.",
    ),
    "state_slow": (
        (
            "This takes longer than usual. A browser with stricter security settings (such as Edge's) runs this page "
            "slowly, or not at all."
        ),
        (
            "Dit duurt langer dan gewoonlijk. Een browser met strengere beveiliging (zoals die van Edge) laat deze "
            "pagina langzaam werken, of helemaal niet."
        ),
    ),
    "state_ready": ("Ready.", "Klaar."),
    "state_no_wasm": (
        (
            "This browser has no WebAssembly, or its security settings turn it off, so nothing can be calculated here. "
            "Use another browser, or ask the administrator to allow WebAssembly for this file."
        ),
        (
            "Deze browser heeft geen WebAssembly, of de beveiliging zet het uit; daarom kan hier niets worden "
            "berekend. Gebruik een andere browser, of vraag de beheerder WebAssembly voor dit bestand toe te staan."
        ),
    ),
    "state_no_unpacking": (
        "This browser is too old: it cannot unpack this page (DecompressionStream). Use a newer one.",
        "Deze browser is te oud: hij kan deze pagina niet uitpakken (DecompressionStream). Gebruik een nieuwere.",
    ),
    "state_failed": (
        "The part that calculates has stopped ({reason}). What you entered is still here.",
        "Het deel dat rekent, is gestopt ({reason}). Wat u hebt ingevuld, staat er nog.",
    ),
    "start_again": ("Start it again", "Opnieuw starten"),
    # What is wrong.
    "messages": ("What is wrong", "Wat er niet klopt"),
    # A case.
    "numbers": ("Numbers, no names.", "Nummers, geen namen."),
    "group_ids": ("Which case it is", "Om welke casus het gaat"),
    "group_format": ("The relation and the initiative", "De relatie en het initiatief"),
    "group_means": ("The means of coercion", "De dwangmiddelen"),
    "group_exploitation": ("The exploitation", "De uitbuiting"),
    "group_context": ("Context: no verdict depends on it", "Context: geen uitkomst hangt ervan af"),
    "group_reading": ("How it is read", "Hoe het wordt gelezen"),
    "by_period": ("By period", "Per periode"),
    "what_counts": ("What counts and what does not", "Wat meetelt en wat niet"),
    "several": ("Several may be chosen.", "U kunt er meer dan een kiezen."),
    "places": (
        "Also note where in the source each answer stands",
        "Ook noteren waar in de bron elk antwoord staat",
    ),
    "place": ("Where it stands in the source", "Waar het in de bron staat"),
    "reading_default": ("not said: open", "niet opgegeven: open"),
    "period": ("Which period's means of coercion count?", "De dwangmiddelen van welke periode tellen mee?"),
    "period_any": ("any period", "elke periode"),
    "period_note": (
        "The period is not saved with a case: it is a way to look at it.",
        "De periode wordt niet bij een casus bewaard: het is een manier om ernaar te kijken.",
    ),
    "verdict": ("Verdict", "Uitkomst"),
    "verdict_wrong": (
        "No verdict: there is something wrong in the answers.",
        "Geen uitkomst: er klopt iets niet in de antwoorden.",
    ),
    "verdict_waiting": ("It appears here.", "Die verschijnt hier."),
    "next": ("What matters most next:", "Wat er nu het meest toe doet:"),
    "print": ("Print the explanation", "Uitleg afdrukken"),
    "save_page": ("Save as a page", "Opslaan als pagina"),
    "add": ("Add to the list", "Aan de lijst toevoegen"),
    "change": ("Change in the list", "In de lijst wijzigen"),
    "empty_form": ("Empty the form", "Formulier leegmaken"),
    "sure_empty": (
        "These answers are not in the list. Empty the form anyway?",
        "Deze antwoorden staan niet in de lijst. Het formulier toch leegmaken?",
    ),
    "added": (
        "Case {case_id} is in the list, which is not saved yet. The form is empty for the next one.",
        "Casus {case_id} staat in de lijst, die nog niet is opgeslagen. Het formulier is leeg voor de volgende.",
    ),
    # Several cases.
    "cases_none": ("There are no cases in the list yet.", "Er staan nog geen casussen in de lijst."),
    "cases_kept": (
        "The list is in this page only: it is gone when the page closes. Save it as a file and read it in again later.",
        (
            "De lijst staat alleen in deze pagina: die is weg als u de pagina sluit. Sla de lijst op als bestand en "
            "lees dat later weer in."
        ),
    ),
    "cases_unsaved": ("Not saved yet.", "Nog niet opgeslagen."),
    "cases_saved": ("Saved as {file}.", "Opgeslagen als {file}."),
    "cases_read": ("Cases read: {count}.", "Ingelezen casussen: {count}."),
    "cases_twice": (
        "These ids are in the list already: {ids}. Nothing was read in.",
        "Deze id's staan al in de lijst: {ids}. Er is niets ingelezen.",
    ),
    "cases_many": (
        "This table has more than {limit} cases, which is too long a list. Use the part for a table.",
        "Deze tabel heeft meer dan {limit} casussen; dat is te lang voor een lijst. Gebruik het deel voor een tabel.",
    ),
    "head_case": ("Case", "Casus"),
    "head_verdict": ("Verdict", "Uitkomst"),
    "head_actions": ("To do", "Acties"),
    "edit_case": ("Change", "Wijzigen"),
    "remove_case": ("Remove", "Verwijderen"),
    "sure_remove": ("Remove case {case_id} from the list?", "Casus {case_id} uit de lijst verwijderen?"),
    "removed": ("Case {case_id} is removed.", "Casus {case_id} is verwijderd."),
    "outside": ("outside the format", "buiten het format"),
    "not_begun": ("the exploitation did not begin", "de uitbuiting is niet begonnen"),
    "save_csv": ("Save as CSV", "Opslaan als CSV"),
    "save_md": ("Save as Markdown", "Opslaan als Markdown"),
    "save_tex": ("Save for LaTeX", "Opslaan voor LaTeX"),
    "save_xlsx": ("Save as a workbook (.xlsx)", "Opslaan als werkmap (.xlsx)"),
    "read_in": ("Read in a table (CSV, .xlsx or .ods)", "Een tabel inlezen (CSV, .xlsx of .ods)"),
    "file_cases": ("cases", "casussen"),
    "file_verdict": ("explanation", "uitleg"),
    "file_tally": ("tally", "telling"),
    "file_verdicts": ("verdicts", "uitkomsten"),
    "file_decisions": ("decisions", "beslissingen"),
    "file_merged": ("merged", "samengevoegd"),
    # A table.
    "choose": (
        "Choose a table, or several, or drop them here (CSV, .xlsx or .ods)",
        "Kies een tabel of meer dan een, of laat ze hier los (CSV, .xlsx of .ods)",
    ),
    "absent": (
        (
            "SPSS and Parquet files are not read here: save them as CSV first. Data frames, the study's bounds and "
            "pictures as files are for the command line too."
        ),
        (
            "SPSS- en Parquet-bestanden worden hier niet gelezen: sla ze eerst op als CSV. Ook voor dataframes, de "
            "grenzen van het onderzoek en figuren als bestand is er de opdrachtregel."
        ),
    ),
    "show": ("Show", "Toon"),
    "show_tally": ("the tally", "de telling"),
    "show_methods": ("the methods paragraph of a paper", "de methodeparagraaf van een artikel"),
    "show_check": ("what does not fit in it", "wat er niet in klopt"),
    "show_claim": ("whether claims hold", "of beweringen kloppen"),
    "show_explain": ("the explanation of one case", "de uitleg van één casus"),
    "show_agree": ("how far coders agree, a table for each", "in hoeverre codeurs overeenstemmen, een tabel voor elk"),
    "by": ("Groups: a variable or a column", "Groepen: een variabele of een kolom"),
    "where": (
        "Only some cases: one condition per line, such as relation=affective",
        "Alleen sommige casussen: één voorwaarde per regel, zoals relatie=affectief",
    ),
    "claims": (
        "Claims, one per line, such as NOH >= each or soft <= 20%",
        "Beweringen, één per regel, zoals NOH >= elk of zacht <= 20%",
    ),
    "case_id": ("Id of the case", "Id van de casus"),
    "how_read": ("How the table is read", "Hoe de tabel wordt gelezen"),
    "table_reading": ("Reading of silence, where a case does not say", "Leeswijze, waar een casus die niet heeft"),
    "table_period": ("Period of the means of coercion", "Periode van de dwangmiddelen"),
    "table_empty": ("How an empty cell is read", "Hoe een lege cel wordt gelezen"),
    "table_least": (
        "Mark groups of fewer cases than (empty: 5; 0: none)",
        "Groepen markeren van minder casussen dan (leeg: 5; 0: geen)",
    ),
    "table_at_most_yes": (
        "Assumption: at most so many open answers about means are yes",
        "Aanname: hoogstens zoveel open antwoorden over dwangmiddelen zijn ja",
    ),
    "table_confidence": (
        "Confidence level of intervals (empty: 0.95)",
        "Betrouwbaarheidsniveau van intervallen (leeg: 0.95)",
    ),
    "table_population": (
        "Size of the population, if the cases are a random sample of it",
        "Omvang van de populatie, als de casussen er een aselecte steekproef van zijn",
    ),
    "table_sheet": ("Sheet of a workbook", "Blad van een werkmap"),
    "table_encoding": ("Encoding of text (empty: utf-8)", "Tekencodering van tekst (leeg: utf-8)"),
    "table_ignore": ("Columns of your own, one per line", "Eigen kolommen, één per regel"),
    "run": ("Show it", "Tonen"),
    "stop": ("Stop", "Stoppen"),
    "reading_table": ("Reading {file}.", "{file} wordt gelezen."),
    "read_so_far": ("{read} of {total} MB", "{read} van {total} MB"),
    "stopped": ("Stopped; nothing was counted.", "Gestopt; er is niets geteld."),
    "no_table": ("Choose a table first.", "Kies eerst een tabel."),
    "save_verdicts": ("Save the verdict on each case as CSV", "De uitkomst van elke casus opslaan als CSV"),
    "unreadable": (
        "{file} cannot be read, or was changed since it was chosen. Choose it again.",
        "{file} kan niet worden gelezen, of is gewijzigd sinds u het koos. Kies het opnieuw.",
    ),
    "too_large": (
        (
            "{file} has {size} MB. This page reads tables of less than {limit} MB; use the command line for larger "
            "ones: ckm-mo tally {file}"
        ),
        (
            "{file} is {size} MB groot. Deze pagina leest tabellen van minder dan {limit} MB; gebruik voor grotere de "
            "opdrachtregel: ckm-mo tally {file}"
        ),
    ),
    "one_table": (
        "One case is explained of one table. Choose one.",
        "De uitleg van een casus gaat over één tabel. Kies er één.",
    ),
    "same_name": (
        "Two of these tables are called {file}. Give one of them another name, and choose them again.",
        "Twee van deze tabellen heten {file}. Geef er een een andere naam, en kies ze opnieuw.",
    ),
    "decisions": (
        "Decisions, filled in: only for one table of all coders",
        "Beslissingen, ingevuld: alleen voor één tabel van alle codeurs",
    ),
    "leave_open": (
        "What is not decided becomes unknown in the table of all coders",
        "Waarover niet is besloten, wordt onbekend in de tabel van alle codeurs",
    ),
    "save_decisions": ("Save what is to be decided (.xlsx)", "Opslaan waarover te beslissen is (.xlsx)"),
    "save_merged": ("Save one table of all coders (CSV)", "Eén tabel van alle codeurs opslaan (CSV)"),
    # About.
    "silence": ("It sends nothing and keeps nothing", "Deze pagina verstuurt niets en bewaart niets"),
    "silence_how": (
        (
            "What you enter or choose stays in the memory of this page and is gone when you close it, unless you save "
            "a file yourself. The page forbids the browser to load or send anything (its Content-Security-Policy), and "
            "it has no storage: no cookies, nothing left for a next visit."
        ),
        (
            "Wat u invult of kiest, blijft in het geheugen van deze pagina en is weg als u die sluit, tenzij u zelf "
            "een bestand opslaat. De pagina verbiedt de browser iets te laden of te versturen (met een "
            "Content-Security-Policy) en bewaart niets: geen cookies, niets voor een volgend bezoek."
        ),
    ),
    "silence_check": (
        (
            "To check: pull out the network cable, and all of it still works. Or press F12, choose Network, and use "
            "the page: the list stays empty. The SHA-256 of the file should be the one that was published with it (on "
            "Windows: certutil -hashfile ckm-mo.html SHA256); whoever builds the page again gets the same bytes."
        ),
        (
            "Controleren: trek de netwerkkabel eruit, en alles werkt nog. Of druk op F12, kies Netwerk en gebruik de "
            "pagina: de lijst blijft leeg. De SHA-256 van het bestand hoort de gepubliceerde te zijn (op Windows: "
            "certutil -hashfile ckm-mo.html SHA256); wie de pagina opnieuw bouwt, krijgt dezelfde bytes."
        ),
    ),
    "tried": ("Where it was tried", "Waar dit is geprobeerd"),
    "tried_where": (
        "In Chromium and Firefox ESR on Linux. Windows, macOS and Edge have not been tried.",
        "In Chromium en Firefox ESR op Linux. Windows, macOS en Edge zijn niet geprobeerd.",
    ),
    "versions": ("What it is made of", "Waaruit de pagina bestaat"),
    "versions_what": (
        "The library itself runs here, the same code as on the command line.",
        "De bibliotheek zelf draait hier, met dezelfde code als op de opdrachtregel.",
    ),
    "licences": ("Licences", "Licenties"),
    "licence_source": (
        "The source of Pyodide (MPL-2.0) is at {source}, tag {version}. Its files are in this page unchanged.",
        (
            "De broncode van Pyodide (MPL-2.0) staat op {source}, tag {version}. De bestanden ervan staan "
            "ongewijzigd in deze pagina."
        ),
    ),
}
"""By key."""

REWORDED: Final[Mapping[str, tuple[str, str]]] = {
    "reason_encoding": (
        (
            "it is not {encoding} text. If you know its encoding, give it under “How the table is read”, such as "
            "cp1252; or save it as CSV UTF-8"
        ),
        (
            "het is geen {encoding}-tekst. Geef de tekencodering onder “Hoe de tabel wordt gelezen” als u die kent, "
            "zoals cp1252; of sla het bestand op als CSV UTF-8"
        ),
    ),
    "reason_nul": (
        (
            "it contains NUL characters, which do not occur in text; for UTF-16, for example, give the encoding utf-16 "
            "under “How the table is read”"
        ),
        (
            "het bevat NUL-tekens, die in tekst niet voorkomen; geef bijvoorbeeld voor UTF-16 de tekencodering utf-16 "
            "onder “Hoe de tabel wordt gelezen”"
        ),
    ),
    "reason_sheets": (
        "it has several sheets. Choose one under “How the table is read”: {sheets}",
        "het heeft meer dan één blad. Kies er een onder “Hoe de tabel wordt gelezen”: {sheets}",
    ),
    "reason_hidden_sheets": (
        "all its sheets are hidden. Choose one under “How the table is read”: {sheets}",
        "alle bladen zijn verborgen. Kies er een onder “Hoe de tabel wordt gelezen”: {sheets}",
    ),
    "usage_sheet": (
        "You gave the sheet {sheet}, but this table is not a workbook.",
        "U gaf het blad {sheet}, maar deze tabel is geen werkmap.",
    ),
    "usage_encoding": (
        "There is no encoding {encoding}.",
        "De tekencodering {encoding} bestaat niet.",
    ),
    "usage_ignore_missing": (
        "You gave {column} as a column of your own, but the table does not have it.",
        "U gaf {column} als eigen kolom, maar die staat niet in de tabel.",
    ),
    "usage_ignore_variable": (
        "You gave {column} as a column of your own, but it is a column of the codebook.",
        "U gaf {column} als eigen kolom, maar het is een kolom van het codeboek.",
    ),
    "usage_where": (
        "{given}: give a condition as a variable, = and a value, such as relation=affective.",
        "{given}: geef een voorwaarde als variabele, = en waarde, zoals relatie=affectief.",
    ),
    "usage_number": (
        "You gave {given}: give a whole number, 0 or more.",
        "U gaf {given}: geef een geheel getal, 0 of meer.",
    ),
    "no_confidence": (
        "The confidence level {given}: give a number between 0 and 1, such as 0.95.",
        "Het betrouwbaarheidsniveau {given}: geef een getal tussen 0 en 1, zoals 0.95.",
    ),
    "small_population": (
        "The population {given}: give at least the number of cases, {n}.",
        "De populatie {given}: geef ten minste het aantal casussen, {n}.",
    ),
    "population_by": (
        "The population {given} does not go with groups: the size of each group in the population is unknown.",
        "De populatie {given} gaat niet samen met groepen: de omvang van elke groep in de populatie is onbekend.",
    ),
    "usage_no_claim": (
        'Give a claim, such as "NOH >= each".',
        'Geef een bewering, zoals "NOH >= elk".',
    ),
    "unexpected": (
        "Internal error ({kind}). This is a bug; nothing was written.",
        "Interne fout ({kind}). Dit is een bug; er is niets geschreven.",
    ),
    "unknown_variable": (
        '"{value}" is not a variable. The questions of this page are the variables.',
        '"{value}" is geen variabele. De vragen van deze pagina zijn de variabelen.',
    ),
    "misspelt_column": (
        (
            "this looks like a misspelt variable. Correct the name or, if the column is your own, name it under “How "
            "the table is read”."
        ),
        (
            "dit lijkt op een verkeerd gespelde variabele. Verbeter de naam of, als het een eigen kolom is, noem die "
            "onder “Hoe de tabel wordt gelezen”."
        ),
    ),
    "missing_column": (
        "the table has no column {header}. A table that this page saves has one.",
        "de tabel heeft geen kolom {header}. Een tabel die deze pagina opslaat, heeft die wel.",
    ),
    "empty_table": (
        "the file is empty.",
        "het bestand is leeg.",
    ),
    "perhaps_where": (
        "Perhaps it does not meet the conditions.",
        "Misschien voldoet de casus niet aan de voorwaarden.",
    ),
    "undecided_advice": (
        (
            "To decide: save what is to be decided, fill in the column “final”, and choose that file as decisions. Or "
            "let what is not decided become unknown."
        ),
        (
            "Om te beslissen: sla op waarover te beslissen is, vul de kolom “eindantwoord” in, en kies dat bestand als "
            "beslissingen. Of laat onbekend worden waarover niet is besloten."
        ),
    ),
    "reason_no_decisions": (
        "it is not a table of decisions that this page saved: these columns are missing: {columns}",
        "het is geen tabel met beslissingen die deze pagina opsloeg: deze kolommen ontbreken: {columns}",
    ),
    "agreement_takes": (
        (
            "To make one table: save what is to be decided, fill it in, choose it as decisions, and save one table of "
            "all coders."
        ),
        (
            "Om één tabel te maken: sla op waarover te beslissen is, vul dat in, kies het als beslissingen, en sla één "
            "tabel van alle codeurs op."
        ),
    ),
    "agreement_takes_nothing": (
        "To make one table, nothing needs to be decided: save one table of all coders.",
        "Om één tabel te maken, hoeft niets te worden besloten: sla één tabel van alle codeurs op.",
    ),
    "reason_no_scipy": (
        "the interval of AC1 needs SciPy, which this page does not have; the command line has it",
        "voor het interval van AC1 is SciPy nodig, en dat zit niet in deze pagina; de opdrachtregel heeft het",
    ),
    "many_groups": (
        "{variable} has {count} values, more than {limit}. Is this an id? Choose another variable for the groups.",
        "{variable} heeft {count} waarden, meer dan {limit}. Is dit een id? Kies een andere variabele voor de groepen.",
    ),
    "missing_extra": (
        "{feature} cannot be read here: this page does not have {package}. Save it as CSV, or use the command line.",
        (
            "{feature} kan hier niet worden gelezen: {package} zit niet in deze pagina. Sla het op als CSV, of gebruik "
            "de opdrachtregel."
        ),
    ),
}
"""The page's words for sentences of the library that name an option, a command or a package, by their key."""
