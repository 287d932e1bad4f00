"""Every sentence that the program says, in two languages: data, and one look-up.

The words of the field (labels of variables and values, definitions) are the
codebook's. The sentences about what a verdict does not say are fixed: do not
reword them.
"""

import unicodedata
from collections.abc import Mapping
from typing import Final, NamedTuple

LANGUAGES: Final = ("en", "nl")

LONGEST_SHOWN: Final = 60
"""How many characters of a cell or header a message shows."""

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    # Where something is wrong.
    "row": ("row {row}", "rij {row}"),
    "column": ("column {column}", "kolom {column}"),
    "cell": ("cell {cell}", "cel {cell}"),
    "closest": ("Closest match: {closest}.", "Dichtstbij: {closest}."),
    # What is wrong with a table or a case.
    "invalid_answer": (
        '"{value}" may not stand here. Allowed: {allowed}.',
        '"{value}" mag hier niet staan. Toegestaan: {allowed}.',
    ),
    "unknown_variable": (
        '"{value}" is not a variable. `ckm-mo codebook` lists them.',
        '"{value}" is geen variabele. `ckm-mo codebook` toont ze.',
    ),
    "contradiction": (
        "these answers contradict each other: {written}.",
        "deze antwoorden spreken elkaar tegen: {written}.",
    ),
    "misspelt_column": (
        "this looks like a misspelt variable. Correct it, or say with --ignore that it is meant.",
        (
            "dit lijkt een verkeerd gespelde variabele. Verbeter de naam, of geef met --ignore aan dat deze zo "
            "bedoeld is."
        ),
    ),
    "repeated_variable": (
        "the same variable is given more than once: {written}.",
        "dezelfde variabele is meer dan eens opgegeven: {written}.",
    ),
    "missing_column": (
        "the table has no column {variable}. `ckm-mo template` makes an empty table.",
        "de tabel heeft geen kolom {variable}. `ckm-mo template` maakt een lege tabel.",
    ),
    "missing_id": ("the case has no id.", "de casus heeft geen id."),
    "repeated_id": (
        'the id "{value}" was used before; every case has an id of its own.',
        'de id "{value}" is al gebruikt; elke casus heeft een eigen id.',
    ),
    "wrong_width": (
        "the row has {found} cells, the header has {expected}.",
        "de rij heeft {found} cellen, de kop heeft er {expected}.",
    ),
    "empty_table": (
        "the file is empty. `ckm-mo template` makes an empty table.",
        "het bestand is leeg. `ckm-mo template` maakt een lege tabel.",
    ),
    "broken_table": ("cannot be read as a table: {reason}.", "kan niet als tabel worden gelezen: {reason}."),
    "unreadable_file": ("cannot be read: {reason}.", "kan niet worden gelezen: {reason}."),
    "invalid_input": ("the input was rejected.", "de invoer is afgewezen."),
    "more": ("and {count} more: {kind}.", "en nog {count}: {kind}."),
    "kind_invalid_answer": ("words that may not stand there", "woorden die er niet mogen staan"),
    "kind_contradiction": ("contradictions", "tegenspraken"),
    "kind_misspelt_column": (
        "misspelt columns",
        "verkeerd gespelde kolommen",
    ),
    "kind_repeated_variable": ("repeated variables", "herhaalde variabelen"),
    "kind_unknown_variable": ("unknown variables", "onbekende variabelen"),
    "kind_missing_column": ("missing columns", "ontbrekende kolommen"),
    "kind_missing_id": ("cases without an id", "casussen zonder id"),
    "kind_repeated_id": ("repeated ids", "herhaalde id's"),
    "kind_wrong_width": ("rows of the wrong width", "rijen met te veel of te weinig cellen"),
    "kind_empty_table": ("empty files", "lege bestanden"),
    "kind_broken_table": ("files that are no table", "bestanden die geen tabel zijn"),
    "kind_unreadable_file": ("unreadable files", "onleesbare bestanden"),
    # Data frames.
    "case": ("case {case}", "casus {case}"),
    "taken_column": (
        "a column of the result has this name. Rename or drop it.",
        "een kolom van de uitkomst heeft deze naam. Hernoem of verwijder haar.",
    ),
    "unfit_column": (
        "{dtype} is no type for answers. Allowed: {allowed}.",
        "{dtype} is geen type voor antwoorden. Toegestaan: {allowed}.",
    ),
    "kind_taken_column": ("columns with the name of a result", "kolommen met de naam van een uitkomst"),
    "kind_unfit_column": ("columns of a type that cannot be read", "kolommen van een type dat niet leesbaar is"),
    "feature_frames": ("classifying data frames", "data frames classificeren"),
    # Why a file cannot be read or written.
    "reason_encoding": (
        ("it is not {encoding} text. If you know its encoding, give it with --encoding, such as --encoding cp1252"),
        ("het is geen {encoding}-tekst. Geef de tekencodering met --encoding als u die kent, zoals --encoding cp1252"),
    ),
    "reason_quotes": (
        "its quotation marks do not pair: one is not closed, or text follows one that closes",
        "de aanhalingstekens vormen geen paren: er is er een niet gesloten, of er volgt tekst na het sluiten",
    ),
    "reason_long_cell": (
        "a cell is longer than {limit} characters, or a quotation mark is not closed",
        "een cel is langer dan {limit} tekens, of een aanhalingsteken is niet gesloten",
    ),
    "reason_long_line": (
        "a row is longer than {limit} characters",
        "een rij is langer dan {limit} tekens",
    ),
    "reason_many_columns": (
        "it has more than {limit} columns",
        "het heeft meer dan {limit} kolommen",
    ),
    "reason_missing": ("there is no such file", "het bestand bestaat niet"),
    "reason_folder": ("it is a folder", "het is een map"),
    "reason_no_file": ("it is no ordinary file", "het is geen gewoon bestand"),
    "reason_permission": ("you may not open it", "u mag het niet openen"),
    "reason_closed": (
        "it is closed",
        "het is gesloten",
    ),
    "reason_unknown_encoding": (
        "there is no encoding {encoding}",
        "er bestaat geen tekencodering {encoding}",
    ),
    "reason_full": ("the disk is full", "de schijf is vol"),
    "reason_no_folder": (
        "its folder is not there",
        "de map ervoor bestaat niet",
    ),
    "reason_no_temporary": (
        "there is no folder for temporary files, which output of this size needs; set TMPDIR",
        ("er is geen map voor tijdelijke bestanden, en bij uitvoer van deze omvang is die nodig; stel TMPDIR in"),
    ),
    "reason_temporary": (
        "in the folder for temporary files, {folder}: {reason}; set TMPDIR to another",
        "in de map voor tijdelijke bestanden, {folder}: {reason}; stel TMPDIR in op een andere map",
    ),
    "reason_busy": ("another process is writing it now", "een ander proces schrijft het nu"),
    "reason_is_input": (
        "it is read as well, and would be lost; give another file",
        "het wordt ook gelezen en zou verloren gaan; geef een ander bestand",
    ),
    "reason_twice": ("it is the same file as {file}", "het is hetzelfde bestand als {file}"),
    "reason_nul": (
        "it holds NUL characters, which are in no text; UTF-16, say, is read with --encoding utf-16",
        "het bevat NUL-tekens, die in geen tekst staan; UTF-16 bijvoorbeeld wordt gelezen met --encoding utf-16",
    ),
    # Files other than text.
    "unfit_cell": ('"{value}" cannot be used here: {reason}.', '"{value}" is hier niet bruikbaar: {reason}.'),
    "kind_unfit_cell": ("cells that cannot be used", "onbruikbare cellen"),
    "reason_cell_number": (
        "it is a number that is not whole, or that is shown otherwise, perhaps with leading zeros. Make it text",
        "het is een getal dat niet heel is, of anders wordt getoond, mogelijk met voorloopnullen. Maak er tekst van",
    ),
    "reason_cell_zeros": (
        "it is a number, and other cells of the column begin with 0: it may have lost zeros. Make it text",
        "het is een getal, en andere cellen in de kolom beginnen met 0: er kunnen nullen ontbreken. Maak er tekst van",
    ),
    "reason_cell_truth": ("it is a truth value. Make it text", "het is een waarheidswaarde. Maak er tekst van"),
    "reason_cell_date": ("it is a date or a time. Make it text", "het is een datum of een tijd. Maak er tekst van"),
    "reason_cell_error": ("it is an error value", "het is een foutwaarde"),
    "reason_cell_formula": (
        "the file has no outcome of this formula. Open it in a spreadsheet program and save it there",
        "het bestand bevat geen uitkomst van deze formule. Open en bewaar het in een spreadsheetprogramma",
    ),
    "reason_cell_merged": (
        "these cells are merged, and only the first has a value. Split them, and fill in each",
        "deze cellen zijn samengevoegd, en alleen de eerste heeft een waarde. Splits ze en vul elke cel in",
    ),
    "reason_cell_missing": ("the file declares it as missing", "het bestand merkt dit aan als ontbrekend"),
    "reason_cell_shared": (
        "it is the label of several values, which would pass for one",
        "het is het label van meer dan een waarde; die zouden voor dezelfde doorgaan",
    ),
    "reason_cell_other": ("it is no text", "het is geen tekst"),
    "reason_mismatch": (
        "by its suffix ({suffix}) it is {said}, by its content {found}",
        "volgens de extensie ({suffix}) is het {said}, volgens de inhoud {found}",
    ),
    "reason_standard": (
        "standard input is read as text (CSV), and this is {found}. Give the name of the file instead",
        "standaardinvoer wordt als tekst (CSV) gelezen, en dit is {found}. Geef de naam van het bestand",
    ),
    "reason_unread": (
        "it is {found}, which is not read. Save it as .xlsx, .ods or .csv",
        "het is {found}; zo'n bestand wordt niet gelezen. Sla het op als .xlsx, .ods of .csv",
    ),
    "reason_no_suffix": (
        "without a suffix it is taken for text (CSV), and by its content it is {found}",
        "zonder extensie wordt het als tekst (CSV) opgevat, en volgens de inhoud is het {found}",
    ),
    "reason_packed": (
        "it holds {found}. Only text (CSV) is read from a {suffix} file",
        "de inhoud is {found}. Uit een {suffix}-bestand wordt alleen tekst (CSV) gelezen",
    ),
    "reason_not_written": (
        "results are not written as {said}. Choose a name that ends in .csv or .xlsx, or one without suffix",
        "uitkomsten worden niet geschreven als {said}. Kies een naam op .csv of .xlsx, of een naam zonder extensie",
    ),
    "reason_is_text": ("text (CSV)", "tekst (CSV)"),
    "reason_is_taken_as_text": (
        "no kind that is known, and so taken for text (CSV)",
        "geen bekende soort, en dus opgevat als tekst (CSV)",
    ),
    "reason_is_unknown": ("no kind that is known", "geen bekende soort"),
    "reason_is_gz": ("a file packed with gzip", "een met gzip ingepakt bestand"),
    "reason_is_xlsm": ("an Excel workbook with macros", "een Excel-werkmap met macro's"),
    "reason_is_xlsx": ("an Excel workbook (.xlsx)", "een Excel-werkmap (.xlsx)"),
    "reason_is_ods": ("an OpenDocument spreadsheet (.ods)", "een OpenDocument-rekenblad (.ods)"),
    "reason_is_sav": ("an SPSS file (.sav)", "een SPSS-bestand (.sav)"),
    "reason_is_parquet": ("a Parquet file", "een Parquet-bestand"),
    "reason_is_xls": ("an old Excel workbook (.xls)", "een oude Excel-werkmap (.xls)"),
    "reason_is_locked": ("a file with a password", "een bestand met een wachtwoord"),
    "reason_is_ole": ("an old Office file", "een oud Office-bestand"),
    "reason_is_zip": ("a zip archive", "een zip-archief"),
    "reason_is_xlsb": ("a binary Excel workbook (.xlsb)", "een binaire Excel-werkmap (.xlsb)"),
    "reason_is_docx": ("a Word document", "een Word-document"),
    "reason_is_pdf": ("a PDF", "een PDF"),
    "reason_is_picture": ("a picture", "een afbeelding"),
    "reason_is_arrow": ("an Arrow file", "een Arrow-bestand"),
    "reason_is_stata": ("a Stata file", "een Stata-bestand"),
    "reason_is_numbers": ("an Apple Numbers document", "een document van Apple Numbers"),
    "reason_is_sas": ("a SAS file", "een SAS-bestand"),
    "reason_is_archive": ("a packed archive", "een ingepakt archief"),
    "reason_is_xml": ("an XML or HTML document", "een XML- of HTML-document"),
    "reason_damaged": ("it is damaged or incomplete", "het is beschadigd of onvolledig"),
    "reason_locked": (
        "it is protected with a password. Save it without one",
        "het is beveiligd met een wachtwoord. Sla het op zonder wachtwoord",
    ),
    "reason_unpacked": (
        "it takes more than {limit} MiB when it is unpacked. Save it as .csv or .parquet",
        "het neemt uitgepakt meer dan {limit} MiB in. Sla het op als .csv of .parquet",
    ),
    "reason_unpacked_pages": (
        (
            "what is unpacked of it at a time takes more than {limit} MiB. Save it with smaller pages and row groups, "
            "or as .csv"
        ),
        (
            "wat er tegelijk van wordt uitgepakt, neemt meer dan {limit} MiB in. Sla het op met kleinere pagina's en "
            "rijgroepen, of als .csv"
        ),
    ),
    "reason_no_sheet": (
        "it has no sheet {sheet}. Its sheets: {sheets}",
        "het heeft geen blad {sheet}. De bladen: {sheets}",
    ),
    "reason_sheets": (
        "it has several sheets. Choose one with --sheet: {sheets}",
        "het heeft meer dan één blad. Kies er een met --sheet: {sheets}",
    ),
    "reason_hidden_sheets": (
        "all its sheets are hidden. Choose one with --sheet: {sheets}",
        "alle bladen zijn verborgen. Kies er een met --sheet: {sheets}",
    ),
    "reason_many_rows": ("a sheet has at most {limit} rows", "een blad heeft ten hoogste {limit} rijen"),
    "reason_long_text": (
        "a cell of a workbook has at most {limit} characters",
        "een cel van een werkmap heeft ten hoogste {limit} tekens",
    ),
    "feature_workbook": ("a workbook", "een werkmap"),
    "feature_spss": ("an SPSS file", "een SPSS-bestand"),
    "feature_parquet": ("a Parquet file", "een Parquet-bestand"),
    "sheet_cases": ("cases", "casussen"),
    "sheet_results": ("results", "uitkomsten"),
    "sheet_codebook": ("codebook", "codeboek"),
    "head_definition": ("Definition", "Definitie"),
    "head_includes": ("Includes", "Daaronder valt"),
    "head_excludes": ("Does not include", "Daaronder valt niet"),
    "choose_one": ("Choose from the list, or leave it empty.", "Kies uit de lijst, of laat de cel leeg."),
    "choose_several": (
        "Several: join them with ; without choosing from the list.",
        "Meer dan een: verbind ze met ; zonder uit de lijst te kiezen.",
    ),
    "usage_xlsx": (
        "--format {given} does not go with -o {file}: a workbook has a name that ends in .xlsx, and nothing else has.",
        "--format {given} gaat niet samen met -o {file}: een werkmap heeft een naam op .xlsx, en iets anders niet.",
    ),
    "usage_xlsx_output": (
        "--format xlsx needs -o FILE, with a name that ends in .xlsx.",
        "--format xlsx vereist -o FILE, met een naam op .xlsx.",
    ),
    "usage_sheet": (
        "--sheet {sheet}: none of the tables is a workbook.",
        "--sheet {sheet}: geen van de tabellen is een werkmap.",
    ),
    "help_sheet": (
        "the sheet of workbooks (default: the only one that is not hidden)",
        "het blad van werkmappen (standaard: het enige dat niet verborgen is)",
    ),
    "no_such_case": (
        'there is no case "{case_id}" in {file}.',
        'casus "{case_id}" staat niet in {file}.',
    ),
    "perhaps_where": ("Perhaps it does not meet --where.", "Misschien voldoet de casus niet aan --where."),
    "unexpected": (
        "Something went wrong that should not ({kind}). Nothing was written. --debug shows where.",
        "Er ging iets mis dat niet mis hoort te gaan ({kind}). Er is niets geschreven. --debug toont waar.",
    ),
    "invalid_grouping": (
        "{variable}: a tally cannot be split by this. Choose one of {choices}.",
        "{variable}: een telling kan hiernaar niet worden uitgesplitst. Kies uit {choices}.",
    ),
    "unlike_tallies": (
        "these tallies cannot be added: they differ in {what}.",
        "deze tellingen kunnen niet worden opgeteld: zij verschillen in {what}.",
    ),
    "unwritable_output": ("{file} cannot be written: {reason}.", "{file} kan niet worden geschreven: {reason}."),
    "standard_output": ("standard output", "de standaarduitvoer"),
    "output_exists": (
        "{file} is there already. Give --force to replace it.",
        "{file} bestaat al. Geef --force om het bestand te vervangen.",
    ),
    # What a verdict does not say: fixed sentences.
    "method": (
        "It describes a method. It is no evidence, no prediction, and says nothing about guilt.",
        "Dit beschrijft een werkwijze. Het is geen bewijs en geen risicotaxatie, en zegt niets over schuld.",
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
    "caution_means": ("{outcome}: {sentence}", "{outcome}: {sentence}"),
    "caution_of": (
        "{outcome} ({certain} of these cases for certain, {possible} more possibly): {sentence}",
        "{outcome} (zeker bij {certain} van deze casussen, mogelijk bij nog {possible}): {sentence}",
    ),
    # Verdicts and explanations.
    "title_case": ("Case {case_id}", "Casus {case_id}"),
    "title_one_case": ("Case", "Casus"),
    "is_decided": ("Decided: {profile}, profile {number}.", "Beslist: {profile}, profiel {number}."),
    "is_undecided": ("Undecided. Still possible: {possible}.", "Onbeslist. Nog mogelijk: {possible}."),
    "is_outside": ("Outside the format.", "Buiten het format."),
    "or_outside": ("outside the format", "buiten het format"),
    "is_not_begun": (
        "The exploitation never began: coercion in it has no meaning for this case.",
        "De uitbuiting is nooit begonnen: dwang tijdens de uitbuiting is bij deze casus niet aan de orde.",
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
        "Closed reading: the source is taken as complete; silence reads as no.",
        "Gesloten leeswijze: de bron geldt als volledig; wat niet is vermeld, geldt als nee.",
    ),
    "case_rests": (
        "This verdict rests on silence: under the open reading it would be different.",
        "Deze uitkomst berust op niet-vermelding: bij de open leeswijze zou zij anders zijn.",
    ),
    "case_empty": (
        "Answers not given count as silence (--empty not_stated).",
        "Antwoorden die niet zijn gegeven, gelden als niet vermeld (--empty not_stated).",
    ),
    "head_line": ("Line", "Lijn"),
    "head_outcome": ("Outcome", "Uitkomst"),
    "head_ground": (
        "Ground",
        "Grondslag",
    ),
    "head_because": (
        "Because",
        "Op grond van",
    ),
    "head_answer": ("Answer", "Antwoord"),
    "head_as_read": ("As read", "Gelezen als"),
    "head_from": (
        "From",
        "Herkomst",
    ),
    "head_profile": ("Profile", "Profiel"),
    "head_ruled_out_by": ("Ruled out by", "Uitgesloten door"),
    "head_change": (
        "Change",
        "Verandering",
    ),
    "head_then": ("Then possible", "Dan mogelijk"),
    "head_context": ("Context", "Context"),
    "head_other": ("Names and other columns", "Namen en overige kolommen"),
    "section_notes": ("Please note", "Let op"),
    "section_why": ("Why", "Waarom"),
    "section_answers": ("The answers", "De antwoorden"),
    "section_ruled_out": ("What is ruled out", "Wat is uitgesloten"),
    "section_flips": (
        "What would change it",
        "Wat de uitkomst zou veranderen",
    ),
    "section_ask": (
        "What to look for next",
        "Wat nu na te gaan",
    ),
    "ask_source": (
        "Look in the source; do not ask a victim or a suspect.",
        "Zoek het op in de bron; stel deze vraag niet aan een slachtoffer of verdachte.",
    ),
    "from_coded": ("as coded", "zoals gecodeerd"),
    "from_deduced": ("follows from {answers}", "volgt uit {answers}"),
    "from_silence": (
        "silence, read as no",
        "niet vermeld, geldt als nee",
    ),
    "value_open": ("open", "open"),
    "ground_format": ("format", "format"),
    "ground_interpretation": ("interpretation", "interpretatie"),
    "source_of": ("{ground}: {source}.", "{ground}: {source}."),
    "ground_note": (
        "format: the study's own; interpretation: this project's, as are the eight profiles and their codes.",
        ("format: van het onderzoek zelf; interpretatie: van dit project, net als de acht profielen en hun codes."),
    ),
    # The eight profiles, and bars.
    "place_decided": ("decided", "beslist"),
    "place_possible": ("possible", "mogelijk"),
    "place_ruled_out": ("ruled out", "uitgesloten"),
    "cases_decided": ("some for certain", "zeker een of meer"),
    "cases_possible": ("possibly some", "mogelijk een of meer"),
    "cases_ruled_out": ("none", "geen"),
    "bar_full": ("decided", "beslist"),
    "bar_light": ("possible", "mogelijk"),
    # Lists of verdicts.
    "title_classified": ("Cases by profile", "Casussen naar profiel"),
    "head_case": ("Case", "Casus"),
    "head_possible": ("Still possible", "Nog mogelijk"),
    "head_remarks": ("Remarks", "Opmerkingen"),
    "remark_outside_yes": ("outside the format", "buiten het format"),
    "remark_outside_possible": (
        "perhaps outside the format",
        "mogelijk buiten het format",
    ),
    "remark_rests": ("rests on silence", "berust op niet-vermelding"),
    "remark_open": ("open reading", "open leeswijze"),
    "remark_closed": ("closed reading", "gesloten leeswijze"),
    "remark_not_begun": (
        "exploitation never began",
        "uitbuiting niet begonnen",
    ),
    "remark_undecided": ("undecided", "onbeslist"),
    # Tallies.
    "title_tally": ("Tally of {n} cases", "Telling van {n} casussen"),
    "title_tally_one": ("Tally of {n} case", "Telling van {n} casus"),
    "title_tally_decided": ("Tally of {n} decided cases only", "Telling van alleen de {n} besliste casussen"),
    "title_tally_decided_one": ("Tally of {n} decided case only", "Telling van alleen de {n} besliste casus"),
    "decided_only": (
        (
            "Decided cases alone: their shares are an artefact. One hard means that is stated decides a case; for "
            "soft means only, the source must state the absence of three."
        ),
        (
            "Alleen besliste casussen: hun aandelen zijn een artefact. Eén vermeld hard dwangmiddel beslist een casus"
            " al; voor uitsluitend zachte dwangmiddelen moet van drie dwangmiddelen vermeld zijn dat ze niet zijn "
            "gebruikt."
        ),
    ),
    "tally_reading": (
        "Reading: {reading} ({open} open, {closed} closed). Verdicts that rest on silence: {rests}.",
        "Leeswijze: {reading} ({open} open, {closed} gesloten). Uitkomsten die berusten op niet-vermelding: {rests}.",
    ),
    "word_open": ("open", "open"),
    "word_closed": ("closed", "gesloten"),
    "word_mixed": ("mixed", "gemengd"),
    "tally_period": ("Coercion in {period}.", "Dwangmiddelen in de {period}."),
    "tally_any_period": (
        "Coercion in any period.",
        "Dwangmiddelen ongeacht de periode.",
    ),
    "tally_empty": (
        "Empty cells count as silence (--empty not_stated).",
        "Lege cellen gelden als niet vermeld (--empty not_stated).",
    ),
    "tally_where": (
        "Only cases with {conditions}. Left out: {differ} that differ, {open} that have it open.",
        "Alleen casussen met {conditions}. Weggelaten: {differ} die afwijken, {open} waarbij dit open is.",
    ),
    "tally_decided": (
        "{decided} decided, {outside} outside the format, {undecided} undecided ({possibly} of them possibly outside).",
        "{decided} beslist, {outside} buiten het format, {undecided} onbeslist (waarvan {possibly} mogelijk erbuiten).",
    ),
    "tally_not_begun": (
        "{count} left out: the exploitation never began.",
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
        "Distinct offenders unknown: not every case names one.",
        "Aantal verschillende daders onbekend: niet bij elke casus staat een dader.",
    ),
    "head_at_least": ("At least", "Ten minste"),
    "head_at_most": ("At most", "Ten hoogste"),
    "head_share": ("Share", "Aandeel"),
    "head_interval": ("Interval", "Interval"),
    "head_means": ("Means", "Dwangmiddel"),
    "head_yes": ("Yes", "Ja"),
    "head_no": ("No", "Nee"),
    "head_open": ("Open", "Open"),
    "any_soft": (
        "any soft means",
        "ten minste één zacht dwangmiddel",
    ),
    "any_hard": (
        "any hard means",
        "ten minste één hard dwangmiddel",
    ),
    "section_lines": ("The three lines", "De drie lijnen"),
    "section_means": ("The five means", "De vijf dwangmiddelen"),
    "section_shift": (
        "Coercion, from recruitment to exploitation",
        "Dwangmiddelen, van ronselperiode naar uitbuitingsperiode",
    ),
    "head_shift": ("Recruitment", "Ronselperiode"),
    "head_shift_to": ("then {outcome}", "daarna {outcome}"),
    "section_group": ("{variable}: {value} (n = {n})", "{variable}: {value} (n = {n})"),
    "group_unknown": ("unknown or not coded", "onbekend of niet gecodeerd"),
    "group_few": (
        "Fewer than {few} cases: figures about so few can point to a person.",
        "Minder dan {few} casussen: cijfers over zo weinig casussen kunnen naar een persoon te herleiden zijn.",
    ),
    "groups_few": (
        "Groups of fewer than {few} cases: {groups}. Figures about so few can point to a person.",
        "Groepen van minder dan {few} casussen: {groups}. Cijfers daarover kunnen naar een persoon te herleiden zijn.",
    ),
    "group_several": (
        "A case with several values counts in each group.",
        "Een casus met meerdere waarden telt in elk van die groepen mee.",
    ),
    "interval_note": (
        ("At least: decided. At most: possible. Interval: 95 % (Wilson), over what is open and chance together."),
        (
            "Ten minste: beslist. Ten hoogste: mogelijk. Interval: onzekerheidsinterval van 95 % (Wilson), voor wat "
            "open is en toeval samen."
        ),
    ),
    "percent": ("{number} %", "{number} %"),
    "range": ("{low} to {high}", "{low} tot {high}"),
    # Notes on tables.
    "other_columns": ("Left alone: {columns}.", "Niet gebruikt: {columns}."),
    "victims_repeated": (
        "Rows with a victim that an earlier row has: {count}.",
        "Rijen met een slachtoffer dat een eerdere rij al noemt: {count}.",
    ),
    "where_counts": (
        "Only rows with {conditions}. Left out: {differ} that differ, {open} that have it open.",
        "Alleen rijen met {conditions}. Weggelaten: {differ} die afwijken, {open} waarbij dit open is.",
    ),
    "reading_files": ("Reading", "Lezen"),
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
    "includes": (
        "Includes: {text}",
        "Wel: {text}",
    ),
    "excludes": (
        "Does not include: {text}",
        "Niet: {text}",
    ),
    "source": ("Source: {text}", "Bron: {text}"),
    "class": ("Class: {text}", "Soort: {text}"),
    "columns": ("Columns: {text}", "Kolommen: {text}"),
    "several_values": (
        "Several values are separated by ;",
        "Meerdere waarden worden gescheiden door ;",
    ),
    "head_value": ("Value", "Waarde"),
    "head_meaning": ("Meaning", "Betekenis"),
    "title_answers": (
        "Answers that every variable takes",
        "Antwoorden die bij elke variabele mogelijk zijn",
    ),
    "title_rules": ("The seven rules", "De zeven regels"),
    "title_profiles": ("The eight profiles", "De acht profielen"),
    "head_rule": ("Rule", "Regel"),
    "head_when": ("When", "Wanneer"),
    "any_of": (
        "at least one of:",
        "aan ten minste één is voldaan:",
    ),
    "all_of": (
        "all of:",
        "aan alles is voldaan:",
    ),
    "rules_note": (
        "On each line exactly one rule holds of a complete case. `ckm-mo rules --check` enumerates it.",
        "Op elke lijn geldt bij een volledige casus precies één regel. `ckm-mo rules --check` gaat dat na.",
    ),
    "title_check": ("The rules, checked by enumeration", "De regels, nagegaan door opsomming"),
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
        "every verdict on a partial case is the set of its completions' outcomes",
        "de uitkomst van een onvolledige casus is steeds de verzameling uitkomsten van al zijn aanvullingen",
    ),
    "head_check": (
        "What must hold",
        "Wat moet gelden",
    ),
    "head_enumerated": ("Enumerated", "Nagegaan"),
    "head_broken": (
        "Broken",
        "Niet voldaan",
    ),
    "check_holds": ("All hold. {seconds} seconds.", "Alles klopt. {seconds} seconden."),
    "check_broken": (
        "Broken, for example: {example}. {seconds} seconds.",
        "Er is niet aan voldaan, bijvoorbeeld: {example}. {seconds} seconden.",
    ),
    "title_template": (
        "Columns of a table, and what may stand in them",
        "Kolommen van een tabel, en wat erin mag staan",
    ),
    "head_column": ("Column", "Kolom"),
    "head_allowed": ("Allowed", "Toegestaan"),
    "free_text": ("text", "tekst"),
    "free_id": ("text, required, unique", "tekst, verplicht, uniek"),
    "template_values": (
        "The allowed values: ckm-mo template --format table",
        "De toegestane waarden: ckm-mo template --format table",
    ),
    # Pages: what stands on one besides its view.
    "page_kind": (
        "The CKM study's format of offenders' methods",
        "Het format van het CKM-onderzoek voor werkwijzen van daders",
    ),
    "page_contents": ("Contents", "Inhoud"),
    "page_bar": ("{count} of {n}", "{count} van {n}"),
    "section_about": ("About this page", "Over deze pagina"),
    "about_program": ("Made with", "Gemaakt met"),
    "about_codebook": ("Codebook", "Codeboek"),
    "about_version": ("version {version}", "versie {version}"),
    "about_reading": ("Reading of silence", "Leeswijze van niet-vermelding"),
    "about_period": ("Coercion", "Dwangmiddelen"),
    "about_any_period": ("in any period", "ongeacht de periode"),
    "about_table": ("Table", "Tabel"),
    "about_standard": ("standard input", "standaardinvoer"),
    "about_digest": ("SHA-256: {digest}", "SHA-256: {digest}"),
    # Agreement between coders.
    "title_agreement": ("Agreement between coders", "Overeenstemming tussen codeurs"),
    "agreement_coders": ("Coders: {coders}.", "Codeurs: {coders}."),
    "agreement_cases": (
        "Cases that two coders have, or more: {common}. All figures are about these.",
        "Casussen die door ten minste twee codeurs zijn gecodeerd: {common}. Alle cijfers gaan daarover.",
    ),
    "agreement_only": (
        "Only {coder} has: {cases}.",
        "Alleen bij {coder}: {cases}.",
    ),
    "and_more": ("and {count} more", "en nog {count}"),
    "agreement_reading": (
        (
            "Reading of the verdicts: {reading} ({open} open, {closed} closed, all coders together). Verdicts that "
            "rest on silence: {rests}."
        ),
        (
            "Leeswijze van de uitkomsten: {reading} ({open} open, {closed} gesloten, alle codeurs samen). Uitkomsten "
            "die berusten op niet-vermelding: {rests}."
        ),
    ),
    "same_table": (
        "The same table, to the letter: {coders}. That a table agrees with itself says nothing.",
        "Letterlijk dezelfde tabel: {coders}. Dat een tabel met zichzelf overeenstemt, zegt niets.",
    ),
    "section_coded": (
        "Answers as coded (unknown and not stated are answers)",
        "Antwoorden zoals gecodeerd (onbekend en niet vermeld zijn antwoorden)",
    ),
    "section_stated": (
        "Answers as stated (only where coders gave a definite value)",
        "Antwoorden zoals vermeld (alleen waar codeurs een antwoord gaven dat niet open is)",
    ),
    "section_dimensions": (
        "The three lines (only where their outcome is not open)",
        "De drie lijnen (alleen waar de uitkomst niet open is)",
    ),
    "section_profile": (
        "Profile (where it is decided; and the sets of possible ones)",
        "Profiel (waar het is beslist; en de verzamelingen van mogelijke profielen)",
    ),
    "row_profile": ("the decided profile", "het besliste profiel"),
    "row_possible": (
        "the set of possible profiles",
        "de verzameling mogelijke profielen",
    ),
    "head_variable": ("Variable", "Variabele"),
    "head_units": ("Units", "Eenheden"),
    "head_agreement": ("Agree", "Gelijk"),
    "head_kappa": ("Kappa", "Kappa"),
    "head_alpha": ("Alpha", "Alfa"),
    "head_ac1": ("AC1", "AC1"),
    "head_ac1_interval": ("AC1, {percent} %", "AC1, {percent} %"),
    "head_wilson": ("Wilson", "Wilson"),
    "head_clopper_pearson": ("Clopper-Pearson", "Clopper-Pearson"),
    "head_changes": ("Changes a verdict", "Wijzigt een uitkomst"),
    "undefined": ("undef.", "onbep."),
    "nobody_coded": ("Coded by nobody: {variables}.", "Door niemand gecodeerd: {variables}."),
    "figure_note": ("{variables}: {reason}.", "{variables}: {reason}."),
    "undefined_note": (
        "undef.: undefined; the reason stands below the table.",
        "onbep.: onbepaald; de reden staat onder de tabel.",
    ),
    "agreement_shares": (
        "Agree: how many of the units, with the Wilson and Clopper-Pearson intervals ({percent} %).",
        "Gelijk: hoeveel van de eenheden, met de intervallen van Wilson en Clopper-Pearson ({percent} %).",
    ),
    "agreement_methods_cohen": (
        "Kappa: Cohen (1960), over units that both coded.",
        "Kappa: Cohen (1960), over eenheden die beiden codeerden.",
    ),
    "agreement_methods_fleiss": (
        "Kappa: Fleiss (1971), missing ratings after Gwet (2014).",
        "Kappa: Fleiss (1971), ontbrekende oordelen volgens Gwet (2014).",
    ),
    "agreement_methods": (
        (
            "Alpha: Krippendorff, nominal. AC1: Gwet (2008), over all answers that could be given; interval: variance"
            " over units divided by n - 1, Student's t. It has no width where all units agree: look at Wilson's then."
        ),
        (
            "Alfa: Krippendorff, nominaal. AC1: Gwet (2008), over alle antwoorden die mogelijk zijn; interval: "
            "variantie over eenheden gedeeld door n - 1, Students t. Waar alle eenheden gelijk zijn, heeft het geen "
            "breedte: kijk dan naar het interval van Wilson."
        ),
    ),
    "agreement_caution": (
        ("Agreement says how alike coders code, not that they are right. Cases of one source are not independent."),
        (
            "Overeenstemming zegt hoezeer codeurs hetzelfde coderen, niet dat zij gelijk hebben. Casussen uit één "
            "bron zijn niet onafhankelijk."
        ),
    ),
    "section_disagreements": ("Answers to talk about: {count}", "Antwoorden om te bespreken: {count}"),
    "talk_note": (
        "Those that change a verdict come first: {count}.",
        "Antwoorden die een uitkomst wijzigen, staan vooraan: {count}.",
    ),
    "talk_changes": ("yes", "ja"),
    "talk_beside": ("{answer} ({texts})", "{answer} ({texts})"),
    "talk_text": ("{column}: {text}", "{column}: {text}"),
    "section_merged": (
        "Left empty in {file}",
        "Leeggelaten in {file}",
    ),
    "merged_line": (
        "{file}: cases that all coders have: {cases}; cells left empty, since not all agree: {count}.",
        (
            "{file}: casussen die alle codeurs hebben gecodeerd: {cases}; leeggelaten cellen, omdat niet allen "
            "hetzelfde antwoord gaven: {count}."
        ),
    ),
    "merged_note": (
        "Nothing was voted on, and nothing imputed. Other columns than the codebook's are left out.",
        "Er is niet gestemd en niets ingevuld. Alleen de kolommen van het codeboek zijn overgenomen.",
    ),
    "usage_one_table": (
        "agree takes the tables of two coders or more.",
        "agree vraagt om de tabellen van ten minste twee codeurs.",
    ),
    "usage_confidence": (
        "--confidence {given}: give a number between 0 and 1, such as 0.95.",
        "--confidence {given}: geef een getal tussen 0 en 1, zoals 0.95.",
    ),
    "usage_merged": (
        "--merged {file}: this is the output file too. Give two files.",
        "--merged {file}: dit is ook het uitvoerbestand. Geef twee bestanden.",
    ),
    "help_agree": (
        "say how alike coders coded the same cases",
        "toon in hoeverre codeurs dezelfde casussen gelijk codeerden",
    ),
    "help_coders": (
        "tables (CSV, .xlsx, .ods, .sav, .parquet), one for each coder; - for standard input",
        "tabellen (CSV, .xlsx, .ods, .sav, .parquet), één per codeur; - voor standaardinvoer",
    ),
    "help_disagreements": (
        "list the answers that coders gave differently",
        "toon de antwoorden waarin codeurs verschillen",
    ),
    "help_merged": (
        "write a table of what all coders agree on; all else is left empty",
        "schrijf een tabel met de antwoorden die alle codeurs gaven; de rest blijft leeg",
    ),
    "help_confidence": (
        "of the intervals, between 0 and 1 (default: 0.95); needs SciPy",
        "van de intervallen, tussen 0 en 1 (standaard: 0.95); vereist SciPy",
    ),
    "not_comparable": (
        "agreement cannot be worked out: {reason}.",
        "overeenstemming kan niet worden berekend: {reason}.",
    ),
    "reason_one_coder": (
        "it takes the cases of two coders or more",
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
        'the rating "{value}" is none of the categories',
        'het oordeel "{value}" behoort niet tot de categorieën',
    ),
    "missing_extra": (
        "{feature} needs {package}, which is not installed: pip install {package} (extra {extra})",
        "{feature} vereist {package}, dat niet is geïnstalleerd: pip install {package} (extra {extra})",
    ),
    "feature_bounds": (
        "what the study's margins allow",
        "wat de randtotalen van het onderzoek toelaten",
    ),
    "feature_student": ("the interval of AC1", "het interval van AC1"),
    "feature_clopper_pearson": ("the Clopper-Pearson interval", "het Clopper-Pearson-interval"),
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
        "all answers are the same, which leaves nothing to chance: kappa and alpha are undefined (0/0)",
        "alle antwoorden zijn gelijk, zodat het toeval geen rol speelt: kappa en alfa zijn onbepaald (0/0)",
    ),
    "reason_one_paired_answer": (
        "all answers that can be compared are the same: alpha is undefined (0/0)",
        "alle antwoorden die te vergelijken zijn, zijn gelijk: alfa is onbepaald (0/0)",
    ),
    "reason_one_category": (
        "only one answer could be given: AC1 is undefined",
        "er kon maar één antwoord worden gegeven: AC1 is onbepaald",
    ),
    "reason_one_unit": ("one unit only: AC1 has no interval", "slechts één eenheid: AC1 heeft geen interval"),
    "reason_no_scipy": (
        "the interval of AC1 needs SciPy, which is not installed: pip install SciPy (extra {extra})",
        "het interval van AC1 vereist SciPy, dat niet is geïnstalleerd: pip install SciPy (extra {extra})",
    ),
    "reason_kappa_collapses": (
        'kappa collapses: {percent} % of the answers are "{answer}"; look at AC1 instead',
        'kappa zakt in: {percent} % van de antwoorden is "{answer}"; kijk liever naar AC1',
    ),
    "interrupted": ("Interrupted.", "Afgebroken."),
    # Wrong usage.
    "usage_ignore_missing": (
        "--ignore {column}: no table has this column.",
        "--ignore {column}: deze kolom staat in geen enkele tabel.",
    ),
    "usage_ignore_variable": (
        "--ignore {column}: this is a column of the codebook and cannot be ignored.",
        "--ignore {column}: dit is een kolom van het codeboek en kan niet worden overgeslagen.",
    ),
    "usage_plain": (
        "--plain goes with --format table.",
        "--plain hoort bij --format table.",
    ),
    "usage_keep": (
        "--keep goes with --format csv or xlsx.",
        "--keep hoort bij --format csv of xlsx.",
    ),
    "usage_standard_twice": (
        "- (standard input) can be read once.",
        "- (standaardinvoer) kan maar één keer worden gelezen.",
    ),
    "usage_pair": (
        "{given}: give KEY=ANSWER, such as violence=yes.",
        "{given}: geef KEY=ANSWER, zoals geweld=ja.",
    ),
    "usage_where": (
        "--where {given}: give KEY=VALUE, such as relation=affective.",
        "--where {given}: geef KEY=VALUE, zoals relatie=affectief.",
    ),
    "usage_encoding": (
        "--encoding {encoding}: there is no such encoding.",
        "--encoding {encoding}: deze tekencodering bestaat niet.",
    ),
    "usage_no_answers": (
        (
            "Without a terminal nothing can be asked: give the case's answers, such as ckm-mo case relation=affective "
            "violence=yes. `ckm-mo codebook` lists the keys."
        ),
        (
            "Zonder terminal kan niets worden gevraagd: geef de antwoorden van de casus, zoals ckm-mo case "
            "relatie=affectief geweld=ja. `ckm-mo codebook` toont de sleutels."
        ),
    ),
    "usage_by": ("--by {variable}: choose one of {choices}.", "--by {variable}: kies uit {choices}."),
    "reasons_elsewhere": (
        "The reasons: --format table, md or json.",
        "De redenen: --format table, md of json.",
    ),
    # Help.
    "help_program": (
        "Classify coded cases by the CKM format of offenders' methods, hiding nothing that is unknown.",
        ("Deel gecodeerde casussen in naar het CKM-format van modus operandi, zonder te verhullen wat onbekend is."),
    ),
    "help_case": (
        "classify and explain one case",
        "deel één casus in en licht de uitkomst toe",
    ),
    "help_classify": (
        "classify the cases of tables",
        "deel de casussen van tabellen in",
    ),
    "help_tally": ("count the cases of tables by profile", "tel de casussen van tabellen naar profiel"),
    "help_explain": (
        "explain one case of a table",
        "licht de uitkomst van één casus uit een tabel toe",
    ),
    "help_codebook": ("show the variables and what they mean", "toon de variabelen en wat ze betekenen"),
    "help_rules": (
        "show the rules and profiles, or check them",
        "toon de regels en profielen, of laat ze nagaan",
    ),
    "help_template": ("make an empty table", "maak een lege tabel"),
    "help_help": ("show this help and exit", "toon deze hulp en stop"),
    "help_version": ("show the version and exit", "toon de versie en stop"),
    "help_answers": (
        "answers, such as violence=yes; keys are a table's columns, in English or Dutch",
        "antwoorden, zoals geweld=ja; sleutels zijn de kolommen van een tabel, in het Nederlands of Engels",
    ),
    "help_tables": (
        "tables (CSV, .xlsx, .ods, .sav, .parquet); - for standard input",
        "tabellen (CSV, .xlsx, .ods, .sav, .parquet); - voor standaardinvoer",
    ),
    "help_table": (
        "a table (CSV, .xlsx, .ods, .sav, .parquet); - for standard input",
        "een tabel (CSV, .xlsx, .ods, .sav, .parquet); - voor standaardinvoer",
    ),
    "help_case_id": ("the id of the case", "de id van de casus"),
    "help_keys": ("show only these variables", "toon alleen deze variabelen"),
    "help_by": (
        "also count for each value of a variable",
        "tel ook per waarde van een variabele",
    ),
    "help_decided_only": (
        "count decided cases alone; labelled so",
        "tel alleen besliste casussen; dat staat er dan bij",
    ),
    "help_keep": ("put the table's own columns first (csv)", "zet de eigen kolommen van de tabel vooraan (csv)"),
    "help_check": (
        "enumerate now that the rules hold; exit 1 if not",
        "ga nu na of de regels kloppen; zo niet, dan exitcode 1",
    ),
    "help_reading": (
        "what silence means where a case does not say: it stays open (default), or no",
        "wat niet-vermelding betekent als een casus dat niet zegt: het blijft open (standaard), of nee",
    ),
    "help_period": ("coercion of one period only", "alleen dwangmiddelen van één periode"),
    "help_empty": (
        "what an empty cell counts as (default: not_coded)",
        "waarvoor een lege cel geldt (standaard: not_coded)",
    ),
    "help_empty_case": (
        "what an answer that is not given counts as (default: not_coded)",
        "waarvoor een niet gegeven antwoord geldt (standaard: not_coded)",
    ),
    "help_where": (
        "only cases coded so; repeatable, all must hold",
        "alleen casussen die zo zijn gecodeerd; herhaalbaar, aan alle voorwaarden moet zijn voldaan",
    ),
    "help_ignore": (
        "this column looks like a misspelt variable and is meant; repeatable",
        "deze kolom lijkt een verkeerd gespelde variabele en is zo bedoeld; herhaalbaar",
    ),
    "help_encoding": (
        "encoding of the tables (default: utf-8)",
        "tekencodering van de tabellen (standaard: utf-8)",
    ),
    "help_format": (
        "how to write it (default: {default})",
        "vorm van de uitvoer (standaard: {default})",
    ),
    "help_plain": (
        "write it for a screen reader: one thing a line, nothing in columns, nothing drawn",
        "schrijf voor een schermlezer: één ding per regel, niets in kolommen, niets getekend",
    ),
    "help_output": (
        "write to a file, whole or not at all",
        "schrijf naar een bestand, in zijn geheel of niet",
    ),
    "help_force": (
        "replace the file if it is there",
        "vervang het bestand als het al bestaat",
    ),
    "help_lang": ("language (default: the locale's)", "taal (standaard: die van de omgeving)"),
    "help_debug": (
        "show a traceback when something fails",
        "toon de traceback als er iets mislukt",
    ),
    "help_group_positional": ("arguments", "argumenten"),
    "help_group_commands": ("commands", "opdrachten"),
    "help_group_reading": ("reading cases", "casussen lezen"),
    "help_group_output": ("output", "uitvoer"),
    "help_examples": ("examples:", "voorbeelden:"),
    "help_command": ("COMMAND", "OPDRACHT"),
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
    "count_of": ("{count}/{n}", "{count}/{n}"),
    "no_count_of": ("none of {n}", "geen van {n}"),
    "or_of": ("or {base}", "of {base}"),
    "head_figure": ("Figure", "Cijfer"),
    "head_printed": (
        "Printed",
        "Afgedrukt",
    ),
    "head_count": ("Count", "Aantal"),
    "head_standing": ("Standing", "Status"),
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
    "head_pair": ("Pair", "Paar"),
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
            "silence: at least and at most how many, of how many; in brackets the 95 % interval (Wilson), over what "
            "is open and chance together."
        ),
        (
            "Onderzoek: het aantal, van hoeveel, en het afgedrukte aandeel. Casussen, bij de open en de gesloten "
            "leeswijze van niet-vermelding: ten minste en ten hoogste hoeveel, van hoeveel; tussen haakjes het "
            "onzekerheidsinterval van 95 % (Wilson), voor wat open is en toeval samen."
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
    "head_study": ("Study", "Onderzoek"),
    "head_cases_open": ("Cases,\nopen", "Casussen,\nopen"),
    "head_cases_closed": ("Cases,\nclosed", "Casussen,\ngesloten"),
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
    "invalid_percentage": (
        '"{value}" of {n}: give a percentage or mean as it is printed, such as 54 or 54.0, of 1 or more.',
        '"{value}" van {n}: geef een percentage of gemiddelde zoals het is afgedrukt, zoals 54 of 54,0, van 1 of meer.',
    ),
    "repeated_victims": (
        (
            "{count} rows have a victim that an earlier row has. The study counts victims, so these cases cannot "
            "stand for victims. --cases compares them case by case all the same."
        ),
        (
            "{count} rijen noemen een slachtoffer dat een eerdere rij al noemt. Het onderzoek telt slachtoffers, dus "
            "deze casussen kunnen niet voor slachtoffers staan. Met --cases worden ze toch per casus vergeleken."
        ),
    ),
    "usage_compare": ("{option} goes with --compare.", "{option} hoort bij --compare."),
    "help_study": (
        "show the study's figures, what they allow, and cases beside them",
        "toon de cijfers van het onderzoek, wat ze toelaten, en casussen ernaast",
    ),
    "help_block": ("a part of the figures (default: {default})", "een deel van de cijfers (standaard: {default})"),
    "help_bounds": (
        "how many victims the printed margins allow each profile to have",
        "hoeveel slachtoffers elk profiel volgens de afgedrukte randtotalen kan hebben",
    ),
    "help_compare": (
        "tables (as of classify) to put beside the figures; - for standard input",
        "tabellen (zoals bij classify) om naast de cijfers te zetten; - voor standaardinvoer",
    ),
    "help_cases": (
        "count cases, also where a victim stands in several",
        "tel casussen, ook als een slachtoffer in meerdere casussen voorkomt",
    ),
    "help_reading_study": (
        "only this reading of silence, not both side by side",
        "alleen deze leeswijze van niet-vermelding, niet beide naast elkaar",
    ),
    "help_period_study": (
        "figures, or coercion, of one period only",
        "alleen cijfers, of dwangmiddelen, van één periode",
    ),
    # The interview.
    "interview_keys": (
        "Type a letter and Enter. ? explains a question, < goes back, q stops with what is known.",
        "Typ een letter en Enter. ? licht een vraag toe, < gaat terug, q stopt met wat bekend is.",
    ),
    "interview_prompt": ("> ", "> "),
    "interview_prompt_plain": ("Answer: ", "Antwoord: "),
    "question_period": ("In the {period}: {question}", "In de {period}: {question}"),
    "answer_unknown": ("unknown: the source leaves it open", "onbekend: de bron laat het open"),
    "answer_not_stated": ("not stated: the source is silent", "niet vermeld: de bron zwijgt erover"),
    "answer_not_coded": ("left empty", "leeg gelaten"),
    "letter_unknown": ("u", "o"),
    "letter_not_stated": ("s", "v"),
    "interview_several": (
        "Several at once: their letters, such as {example}.",
        "Meer tegelijk: de letters achter elkaar, zoals {example}.",
    ),
    "interview_before": (
        "You answered: {answer}. {again} keeps it.",
        "U antwoordde: {answer}. Met {again} behoudt u dat.",
    ),
    "interview_left": ("Questions left, at most: {count}.", "Nog ten hoogste te stellen vragen: {count}."),
    "interview_key_skip": (
        "leave the answer empty: nobody has answered",
        "laat het antwoord leeg: niemand heeft geantwoord",
    ),
    "interview_key_back": ("go back to the question before", "ga terug naar de vorige vraag"),
    "interview_key_again": (
        "after going back: keep the answer that you gave",
        "na teruggaan: behoud het antwoord dat u gaf",
    ),
    "interview_key_stop": ("stop with what is known", "stop met wat bekend is"),
    "interview_refused": (
        '"{typed}" is no answer here. Type {letters}.',
        '"{typed}" is hier geen antwoord. Typ {letters}.',
    ),
    "interview_nothing_typed": (
        "Nothing was typed. Type {letters}.",
        "Er is niets getypt. Typ {letters}.",
    ),
    "interview_first": ("This is the first question.", "Dit is de eerste vraag."),
    "interview_new_table": (
        "{file} is not there yet; it is made when a case is saved.",
        "{file} is er nog niet; het wordt gemaakt als een casus wordt opgeslagen.",
    ),
    "interview_undecided": (
        "Not finished in {file}: {ids}. Give one of these to go on with it.",
        "Nog niet af in {file}: {ids}. Geef een hiervan om daarmee verder te gaan.",
    ),
    "interview_and_more": ("and more", "en meer"),
    "interview_id": ("Id of the case?", "Id van de casus?"),
    "interview_id_or": ("Id of the case? Enter alone takes {free}.", "Id van de casus? Alleen Enter neemt {free}."),
    "interview_id_taken": (
        "{case_id} is in the table already, and has nothing left to ask. Give another id.",
        "{case_id} staat al in de tabel en heeft geen vragen meer open. Geef een andere id.",
    ),
    "interview_id_refused": (
        'An id has characters that show and that the table can hold; "{case_id}" is none. Give another.',
        'Een id heeft zichtbare tekens die de tabel kan bevatten; "{case_id}" is er geen. Geef een andere.',
    ),
    "interview_id_conflict": (
        "{case_id} is not what it was in {file}. Give another id, so that nothing is lost.",
        "{case_id} is in {file} intussen gewijzigd. Geef een andere id, zodat niets verloren gaat.",
    ),
    "interview_goes_on": ("Going on with {case_id}.", "Verder met {case_id}."),
    "interview_save": (
        "Save {case_id} in {file}? {yes} yes, {no} no, < back",
        "{case_id} opslaan in {file}? {yes} ja, {no} nee, < terug",
    ),
    "interview_saved": ("{case_id} is saved in {file}.", "{case_id} is opgeslagen in {file}."),
    "interview_not_saved": ("{case_id} is not saved in {file}.", "{case_id} is niet opgeslagen in {file}."),
    "interview_nothing_saved": (
        "Nothing was answered, so nothing is saved.",
        "Er is niets geantwoord, dus er is niets opgeslagen.",
    ),
    "interview_so_far": ("What was answered so far:", "Wat tot nu toe is geantwoord:"),
    "section_record": ("For the record", "Ter vastlegging"),
    "record_of": (
        "ckm-mo {version}, codebook {codebook}. {reading}",
        "ckm-mo {version}, codeboek {codebook}. {reading}",
    ),
    "changed_meanwhile": (
        "{file} was changed by someone else meanwhile; nothing was written to it.",
        "{file} is intussen door een ander gewijzigd; er is niets in geschreven.",
    ),
    "reason_encoding_back": (
        "as {encoding} it could not be written back as it was",
        "als {encoding} zou het niet kunnen worden teruggeschreven zoals het was",
    ),
    "usage_save_csv": (
        "--save {file}: cases are saved in a CSV file, named .csv, .tsv or .txt.",
        "--save {file}: casussen worden opgeslagen in een CSV-bestand, met de naam .csv, .tsv of .txt.",
    ),
    "usage_save_output": (
        "--save {file}: this is the output file too. Give two files.",
        "--save {file}: dit is ook het uitvoerbestand. Geef twee bestanden.",
    ),
    "usage_with_save": ("{option} goes with --save.", "{option} hoort bij --save."),
    "usage_interview": (
        "{option} goes with the interview: give no answers.",
        "{option} hoort bij het vraaggesprek: geef geen antwoorden.",
    ),
    "usage_interview_empty": (
        "--empty goes with answers that are given: the interview leaves empty what it did not ask.",
        "--empty hoort bij opgegeven antwoorden: het vraaggesprek laat leeg wat niet is gevraagd.",
    ),
    "help_group_interview": ("interview, without answers", "vraaggesprek, zonder antwoorden"),
    "help_all": (
        "ask everything, periods and context too",
        "vraag alles, ook de perioden en de context",
    ),
    "help_live": (
        "show after each answer what is still possible; it steers a coder",
        "toon na elk antwoord wat nog mogelijk is; dat stuurt een codeur",
    ),
    "help_save": (
        "add the case to a table (CSV), or make one; also to go on with a case of it",
        "voeg de casus toe aan een tabel (CSV) of maak er een; ook om met een casus verder te gaan",
    ),
}

ARGPARSE: Final[Mapping[str, str]] = {
    "usage: ": "gebruik: ",
    "positional arguments": "argumenten",
    "options": "opties",
    "the following arguments are required: %s": "deze argumenten ontbreken: %s",
    "unrecognized arguments: %s": "onbekende argumenten: %s",
    "expected one argument": "hier hoort één waarde bij",
    "expected at least one argument": "hier hoort ten minste één waarde bij",
    "invalid choice: %(value)r (choose from %(choices)s)": "ongeldige keuze: %(value)r (kies uit %(choices)s)",
    "argument %(argument_name)s: %(message)s": "argument %(argument_name)s: %(message)s",
    "%(prog)s: error: %(message)s\n": "%(prog)s: fout: %(message)s\n",
    "ambiguous option: %(option)s could match %(matches)s": "onduidelijke optie: %(option)s kan %(matches)s zijn",
    "not allowed with argument %s": "gaat niet samen met argument %s",
    "ignored explicit argument %r": "bij deze optie hoort geen waarde: %r",
}
"""The sentences of the standard library's argument parser, in Dutch."""


class Word(NamedTuple):
    """A word that tables use, in both languages."""

    en: str
    nl: str


class Reason(NamedTuple):
    """Why a file cannot be read or written: the key of its sentence without `reason_`, and what it names."""

    key: str
    facts: tuple[tuple[str, object], ...] = ()


def say(key: str, /, lang: str, **facts: object) -> str:
    """Look a sentence up and fill it in, whole numbers with their thousands set apart.

    Args:
        key: The sentence's. Where there is one of this key and `_one`, it is taken if the first fact is 1.
        lang: `en` or `nl`.
        facts: What it names. What stems from a file must be escaped by now: see `shown`.
    """
    one = f"{key}_one"
    if one in SENTENCES and next(iter(facts.values()), None) == 1:
        key = one
    told = {name: number(fact, lang) if type(fact) is int else fact for name, fact in facts.items()}
    return SENTENCES[key][LANGUAGES.index(lang)].format(**told)


def number(value: float, lang: str, decimals: int = 0) -> str:
    """Write a number as the language does: 1,234.5 or 1.234,5."""
    written = f"{value:,.{decimals}f}"
    return written.translate(str.maketrans(",.", ".,")) if lang == "nl" else written


def shown(text: str, longest: int = LONGEST_SHOWN) -> str:
    r"""Make text from a file or an argument fit for a message: short, one line, and nothing in it invisible.

    Control characters, and letters that are not Latin and could pass for
    ones that are, become escapes, as in `rel\u0430tion`.
    """
    short = text if len(text) <= longest else text[:longest] + "..."
    return short if short.isascii() and short.isprintable() else "".join(map(_visible, short))


def _visible(letter: str) -> str:
    plain = letter.isprintable() and (
        letter.isascii() or unicodedata.category(letter)[0] in "PS" or unicodedata.name(letter, "").startswith("LATIN")
    )
    return letter if plain else letter.encode("unicode_escape").decode("ascii")


def shown_fact(fact: object, lang: str) -> object:
    """Make a fact of an error fit for its sentence: words in the language, text escaped, several joined."""
    if isinstance(fact, Word):
        return fact[LANGUAGES.index(lang)]
    if isinstance(fact, Reason):
        return say(f"reason_{fact.key}", lang, **{key: shown_fact(each, lang) for key, each in fact.facts})
    if isinstance(fact, str):
        return shown(fact)
    if isinstance(fact, Mapping):
        return ", ".join(f"{shown_fact(key, lang)}={shown_fact(each, lang)}" for key, each in fact.items())
    if isinstance(fact, tuple):
        return ", ".join(str(shown_fact(each, lang)) for each in fact)
    return fact
