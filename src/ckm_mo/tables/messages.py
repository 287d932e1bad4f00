"""The sentences of `tables`: why a file is refused, and the words in what it writes."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    # Why a file cannot be read or written.
    "reason_encoding": (
        ("it is not {encoding} text. If you know its encoding, give it with --encoding, such as cp1252 or utf-16"),
        ("het is geen {encoding}-tekst. Geef de tekencodering met --encoding als u die kent, zoals cp1252 of utf-16"),
    ),
    "reason_quotes": (
        "its quotation marks do not pair: one is not closed, or text follows a closing one",
        "de aanhalingstekens vormen geen paren: één is niet gesloten, of na een sluitend teken volgt nog tekst",
    ),
    "reason_long_cell": (
        "a cell is longer than {limit} characters, or a quotation mark is not closed",
        "een cel is langer dan {limit} tekens, of een aanhalingsteken is niet gesloten",
    ),
    "reason_long_line": ("a row is longer than {limit} characters", "een rij is langer dan {limit} tekens"),
    "reason_many_columns": ("it has more than {limit} columns", "het heeft meer dan {limit} kolommen"),
    "reason_missing": ("there is no such file", "het bestand bestaat niet"),
    "reason_folder": ("it is a folder", "het is een map"),
    "reason_stream": (
        "only a file can be written here. Give its name",
        "hier kan alleen een bestand worden geschreven. Geef de naam ervan",
    ),
    "reason_no_file": ("it is not an ordinary file", "het is geen gewoon bestand"),
    "reason_permission": ("you may not open it", "u mag het niet openen"),
    "reason_unknown_encoding": ("there is no encoding {encoding}", "er bestaat geen tekencodering {encoding}"),
    "reason_full": ("the disk is full", "de schijf is vol"),
    "reason_no_folder": ("its folder does not exist", "de map waarin het moet komen, bestaat niet"),
    "reason_no_temporary": (
        "there is no folder for temporary files, and output of this size needs one; set TMPDIR",
        "er is geen map voor tijdelijke bestanden, en bij uitvoer van deze omvang is die nodig; stel TMPDIR in",
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
        "it contains NUL characters, which do not occur in text; for UTF-16, for example, give --encoding utf-16",
        "het bevat NUL-tekens, die in tekst niet voorkomen; geef bijvoorbeeld voor UTF-16 --encoding utf-16",
    ),
    "reason_cell_number": (
        (
            "it is a number with decimals, or one that is displayed differently, perhaps with leading zeros. Make it "
            "text"
        ),
        (
            "het is een getal met decimalen, of een getal dat anders wordt getoond, mogelijk met voorloopnullen. Maak "
            "er tekst van"
        ),
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
        "het bestand bevat geen uitkomst van deze formule. Open het in een spreadsheetprogramma en sla het daar op",
    ),
    "reason_cell_merged": (
        "these cells are merged, and only the first has a value. Split them, and fill in each",
        "deze cellen zijn samengevoegd, en alleen de eerste heeft een waarde. Splits ze en vul elke cel in",
    ),
    "reason_cell_unlabelled": (
        "the file declares it as missing, and gives it no label",
        "het bestand merkt dit aan als ontbrekend, en geeft er geen label aan",
    ),
    "reason_cell_missing": ("the file declares it as missing", "het bestand merkt dit aan als ontbrekend"),
    "reason_cell_shared": (
        "several values have this label, so they cannot be told apart",
        "meer dan één waarde heeft dit label, zodat ze niet te onderscheiden zijn",
    ),
    "reason_cell_other": ("it is not text", "het is geen tekst"),
    "reason_mismatch": (
        "by its suffix ({suffix}) it is {said}, but by its content {found}",
        "volgens de extensie ({suffix}) is het {said}, maar volgens de inhoud {found}",
    ),
    "reason_standard": (
        "standard input is read as text (CSV), and this is {found}. Give the name of the file instead",
        "standaardinvoer wordt als tekst (CSV) gelezen, en dit is {found}. Geef de naam van het bestand",
    ),
    "reason_unread": (
        "it is {found}, which is not read. Save it as one of: {suffixes}",
        "het is {found}; zo'n bestand wordt niet gelezen. Sla het op als een van: {suffixes}",
    ),
    "reason_no_suffix": (
        "a file without a suffix is read as text (CSV), but by its content this is {found}",
        "een bestand zonder extensie wordt als tekst (CSV) gelezen, maar volgens de inhoud is dit {found}",
    ),
    "reason_packed": (
        "its content is {found}. Only text (CSV) is read from a {suffix} file",
        "de inhoud is {found}. Uit een {suffix}-bestand wordt alleen tekst (CSV) gelezen",
    ),
    "reason_not_written": (
        "results are not written as {said}. Choose a name that ends in {suffixes}, or a name without a suffix",
        "uitkomsten worden niet geschreven als {said}. Kies een naam op {suffixes}, of een naam zonder extensie",
    ),
    "reason_is_text": ("text (CSV)", "tekst (CSV)"),
    "reason_is_taken_as_text": (
        "a file of an unknown kind, read as text (CSV)",
        "een bestand van een onbekende soort, gelezen als tekst (CSV)",
    ),
    "reason_is_unknown": ("a file of an unknown kind", "een bestand van een onbekende soort"),
    "reason_is_gz": ("a file packed with gzip", "een met gzip ingepakt bestand"),
    "reason_is_xlsm": ("an Excel workbook with macros", "een Excel-werkmap met macro's"),
    "reason_is_xlsx": ("an Excel workbook (.xlsx)", "een Excel-werkmap (.xlsx)"),
    "reason_is_ods": ("an OpenDocument spreadsheet (.ods)", "een OpenDocument-spreadsheet (.ods)"),
    "reason_is_sav": ("an SPSS file (.sav)", "een SPSS-bestand (.sav)"),
    "reason_is_zsav": ("a packed SPSS file (.zsav)", "een ingepakt SPSS-bestand (.zsav)"),
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
    "reason_is_json": ("JSON", "JSON"),
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
            "the parts that are unpacked at the same time take more than {limit} MiB. Save it with smaller pages and "
            "row groups, or as .csv"
        ),
        (
            "de delen die tegelijk worden uitgepakt, nemen meer dan {limit} MiB in. Sla het op met kleinere pagina's "
            "en rijgroepen, of als .csv"
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
    "reason_no_characters": (
        "a text contains U+FFFE or U+FFFF. These are not characters, and a workbook cannot hold them; write a .csv",
        "een tekst bevat U+FFFE of U+FFFF. Dat zijn geen tekens, en een werkmap kan ze niet bevatten; schrijf een .csv",
    ),
    "reason_unkept": (
        "this workbook has something that would be lost or changed. Edit it in your spreadsheet program",
        "deze werkmap bevat iets dat verloren zou gaan of zou veranderen. Wijzig de werkmap in uw spreadsheetprogramma",
    ),
    "reason_unkept_encoding": (
        "its sheet is not in UTF-8. Save it again in your spreadsheet program",
        "het blad is niet in UTF-8. Sla de werkmap opnieuw op in uw spreadsheetprogramma",
    ),
    "reason_unkept_names": (
        "its cells have no address, such as A1. Save it again in your spreadsheet program",
        "de cellen hebben geen adres, zoals A1. Sla de werkmap opnieuw op in uw spreadsheetprogramma",
    ),
    "reason_unkept_signature": (
        "it is signed, and the signature would no longer be valid. Save a copy without it",
        "de werkmap is ondertekend, en de handtekening zou niet meer kloppen. Sla een kopie op zonder handtekening",
    ),
    "reason_unkept_merged": (
        "cell {cell} is merged with others. Unmerge it in your spreadsheet program",
        "cel {cell} is samengevoegd met andere. Splits de cel in uw spreadsheetprogramma",
    ),
    "reason_unkept_formula": (
        "cell {cell} holds a formula, which would be lost. Change it in your spreadsheet program",
        "cel {cell} bevat een formule, die verloren zou gaan. Wijzig de cel in uw spreadsheetprogramma",
    ),
    # Results in an SPSS file.
    "result_column_profile": ("profile", "profiel"),
    "result_column_possible": ("possible profiles", "mogelijke profielen"),
    "result_column_outside": ("outside the format", "buiten het format"),
    "result_column_reading": ("reading of silence", "leeswijze van niet-vermelding"),
    "result_column_period": ("period of the means of coercion", "periode van de dwangmiddelen"),
    "result_column_not_begun": ("the exploitation never began", "de uitbuiting is nooit begonnen"),
    "result_column_rests_on_silence": ("the verdict rests on silence", "de uitkomst berust op niet-vermelding"),
    "result_column_in_group": ("belongs to the group", "hoort bij de groep"),
    "result_possible": ("possibly", "mogelijk"),
    "result_undecided": ("undecided", "onbeslist"),
    "result_open": ("open", "open"),
    "reason_sav_name": (
        (
            'SPSS has no place for the column "{column}": its name must have 1 to {limit} bytes. Rename it, or write a '
            ".csv"
        ),
        (
            'SPSS heeft geen plaats voor de kolom "{column}": de naam moet 1 tot {limit} bytes hebben. Hernoem de '
            "kolom, of schrijf een .csv"
        ),
    ),
    "reason_sav_text": (
        'a text in the column "{column}" is longer than the {limit} bytes that SPSS takes; shorten it, or write a .csv',
        (
            'een tekst in de kolom "{column}" is langer dan de {limit} bytes die SPSS toelaat; kort hem in, of '
            "schrijf een .csv"
        ),
    ),
    "choose_one": ("Choose from the list, or leave it empty.", "Kies uit de lijst, of laat de cel leeg."),
    "choose_several": (
        "For several values, type them with ; in between instead of choosing from the list.",
        "Meerdere waarden: typ ze met ; ertussen, zonder uit de lijst te kiezen.",
    ),
    "sheet_about": ("about", "over"),
    "head_about": ("What these results rest on", "Waarop deze uitkomsten berusten"),
    "sheet_cases": ("cases", "casussen"),
    "usage_sheet": (
        "--sheet {sheet}: none of the tables is a workbook.",
        "--sheet {sheet}: geen van de tabellen is een werkmap.",
    ),
    "reason_encoding_back": (
        "in {encoding} it cannot be written back unchanged",
        "in {encoding} kan het niet ongewijzigd worden teruggeschreven",
    ),
    "usage_save_kind": (
        "--save {file}: cases are saved in a file with a name that ends in .csv, .tsv, .txt or .xlsx.",
        "--save {file}: casussen worden opgeslagen in een bestand met een naam op .csv, .tsv, .txt of .xlsx.",
    ),
    "usage_save_verdicts": (
        "--save {file}: this is a table of verdicts, as classify writes it. Give a table of cases.",
        "--save {file}: dit is een tabel met uitkomsten, zoals classify die schrijft. Geef een tabel met casussen.",
    ),
}
