"""Every sentence that the program says, in two languages: data, and one look-up.

What the root says stands here; each folder has a catalogue of its own, `messages`
in it, which is imported when a sentence of it is first said.

The words of the field (labels of variables and values, definitions) are the
codebook's. The sentences about what a verdict does not say are fixed: do not
reword them.
"""

import sys
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import Final, NamedTuple

LANGUAGES: Final = ("en", "nl")

LONGEST_SHOWN: Final = 60
"""How many characters of a cell or header a message shows."""

MOST_LISTED: Final = 20
"""How many names, of columns or of other things, a message lists; the rest are counted."""

DIGITS: Final = "[0-9]{1,100}"
"""What is read as digits where a number is asked for: Python reads none of more than 4300, and nobody means them."""

Catalogue = Mapping[str, tuple[str, str]]
"""Sentences in both languages, by key."""

SENTENCES: Final[Catalogue] = {
    # Where something is wrong.
    "file": ("{file}", "{file}"),
    "row": ("row {row}", "rij {row}"),
    "column": ("column {column}", "kolom {column}"),
    "cell": ("cell {cell}", "cel {cell}"),
    "places": ("{count} times: {places}.", "{count} keer: {places}."),
    "closest": ('Did you mean "{closest}"?', 'Bedoelt u "{closest}"?'),
    # What is wrong with a table or a case.
    "invalid_answer": (
        '"{value}" is not allowed here. Use one of: {allowed}.',
        '"{value}" is hier niet toegestaan. Gebruik een van: {allowed}.',
    ),
    "hint_gap": (
        "Leave the cell empty if nobody looked; unknown: the source leaves it open; not_stated: the source is silent.",
        "Laat de cel leeg als niemand heeft gekeken; onbekend: de bron laat het open; niet_vermeld: de bron zwijgt.",
    ),
    "hint_number": (
        "A number is not read: which answer it stands for differs from one program to another.",
        "Een getal wordt niet gelezen: voor welk antwoord het staat, verschilt per programma.",
    ),
    "hint_comma": (
        "Several values are joined by ; and not by commas.",
        "Meerdere waarden worden gescheiden door ; en niet door komma's.",
    ),
    "unknown_variable": (
        '"{value}" is not a variable. `ckm-mo codebook` lists the variables.',
        '"{value}" is geen variabele. `ckm-mo codebook` toont de variabelen.',
    ),
    "contradiction": (
        "these answers contradict each other: {written}.",
        "deze antwoorden spreken elkaar tegen: {written}.",
    ),
    "misspelt_column": (
        "this looks like a misspelt variable. Correct the name or, if the column is your own, name it with --ignore.",
        (
            "dit lijkt op een verkeerd gespelde variabele. Verbeter de naam of, als het een eigen kolom is, noem die "
            "met --ignore."
        ),
    ),
    "repeated_variable": (
        "the same variable is given more than once: {written}.",
        "dezelfde variabele is meer dan eens opgegeven: {written}.",
    ),
    "missing_column": (
        "the table has no column {header}. `ckm-mo template` makes an empty table.",
        "de tabel heeft geen kolom {header}. `ckm-mo template` maakt een lege tabel.",
    ),
    "header_below": (
        "Row {below} looks like the header: remove what stands above it.",
        "Rij {below} lijkt de kop te zijn: verwijder wat erboven staat.",
    ),
    "missing_id": ("the case has no id.", "de casus heeft geen id."),
    "repeated_id": (
        'the id "{value}" was used before; every case needs an id of its own.',
        'de id "{value}" is al gebruikt; elke casus heeft een eigen id nodig.',
    ),
    "wrong_width": (
        "cells in this row: {actual}; in the header: {expected}.",
        "cellen in deze rij: {actual}; in de kop: {expected}.",
    ),
    "empty_table": (
        "the file is empty. `ckm-mo template` makes an empty table.",
        "het bestand is leeg. `ckm-mo template` maakt een lege tabel.",
    ),
    "broken_table": ("cannot be read as a table: {reason}.", "kan niet als tabel worden gelezen: {reason}."),
    "unreadable_file": ("cannot be read: {reason}.", "kan niet worden gelezen: {reason}."),
    "invalid_input": ("the input was rejected.", "de invoer is afgewezen."),
    "more": ("and {count} more: {kind}.", "en nog {count}: {kind}."),
    "and_more": ("and {count} more", "en nog {count}"),
    "kind_invalid_answer": ("answers that are not allowed", "antwoorden die niet zijn toegestaan"),
    "kind_contradiction": ("contradictions", "tegenspraken"),
    "kind_misspelt_column": ("misspelt columns", "verkeerd gespelde kolommen"),
    "kind_repeated_variable": ("repeated variables", "herhaalde variabelen"),
    "kind_unknown_variable": ("unknown variables", "onbekende variabelen"),
    "kind_missing_column": ("missing columns", "ontbrekende kolommen"),
    "kind_missing_id": ("cases without an id", "casussen zonder id"),
    "kind_repeated_id": ("repeated ids", "herhaalde id's"),
    "kind_wrong_width": ("rows with too many or too few cells", "rijen met te veel of te weinig cellen"),
    "kind_empty_table": ("empty files", "lege bestanden"),
    "kind_broken_table": ("files that are not a table", "bestanden die geen tabel zijn"),
    "kind_unreadable_file": ("unreadable files", "onleesbare bestanden"),
    # Data frames.
    "case_id": ("case {case_id}", "casus {case_id}"),
    "taken_column": (
        "a column of the result has this name. Rename or drop yours.",
        "een kolom van de uitkomst heeft deze naam. Hernoem of verwijder uw kolom.",
    ),
    "unfit_column": (
        "the type {dtype} cannot be read. Use one of: {allowed}.",
        "het type {dtype} kan niet worden gelezen. Gebruik een van: {allowed}.",
    ),
    "several_levels": (
        "columns have {levels} names each, one above another. Give each column one name.",
        "kolommen hebben elk {levels} namen, boven elkaar. Geef elke kolom één naam.",
    ),
    "wrong_kind": (
        "{wanted} is needed here, not {kind}. Use {instead}.",
        "hier is {wanted} nodig, geen {kind}. Gebruik {instead}.",
    ),
    "kind_several_levels": ("columns with several names", "kolommen met meer dan één naam"),
    "kind_taken_column": ("columns with the name of a result", "kolommen met de naam van een uitkomst"),
    "kind_unfit_column": ("columns of a type that cannot be read", "kolommen van een type dat niet kan worden gelezen"),
    "feature_frames": ("classifying data frames", "het indelen van dataframes"),
    "feature_counted_frames": ("counting in DuckDB or Spark", "het tellen in DuckDB of Spark"),
    "reason_closed": ("it is closed", "het is gesloten"),
    "reason_no_utf_8": (
        "a text has a byte that is not UTF-8, as the name of a file may have. Give another text or name",
        "een tekst heeft een byte die geen UTF-8 is, zoals soms de naam van een bestand. Geef een andere tekst of naam",
    ),
    # Files other than text.
    "unfit_cell": ('"{value}" cannot be used here: {reason}.', '"{value}" is hier niet bruikbaar: {reason}.'),
    "reason_not_text": ("it is neither text nor a whole number", "het is geen tekst en geen geheel getal"),
    "kind_unfit_cell": ("cells that cannot be used", "onbruikbare cellen"),
    "feature_arrow": ("giving rows to other programs", "het doorgeven van rijen aan andere programma's"),
    "feature_workbook": ("a workbook", "een werkmap"),
    "feature_spss": ("an SPSS file", "een SPSS-bestand"),
    "feature_spss_out": ("writing an SPSS file", "het schrijven van een SPSS-bestand"),
    "feature_pictures": ("a picture", "een afbeelding"),
    "feature_parquet": ("a Parquet file", "een Parquet-bestand"),
    "no_such_case": ('there is no case "{case_id}" in {file}.', 'casus "{case_id}" staat niet in {file}.'),
    "perhaps_where": ("Perhaps it does not meet --where.", "Misschien voldoet de casus niet aan --where."),
    "unknown_column": (
        '"{value}" is not a variable, a result or a column of the table.',
        '"{value}" is geen variabele, uitkomst of kolom van de tabel.',
    ),
    "kind_unknown_column": ("columns that do not exist", "kolommen die niet bestaan"),
    "kind_open_condition": ("conditions without a value", "voorwaarden zonder waarde"),
    "own_columns": ("Columns of your own: {columns}.", "Eigen kolommen: {columns}."),
    "table_columns": ("The table has these columns: {columns}.", "De tabel heeft deze kolommen: {columns}."),
    "invalid_claim": (
        "{claim}\nThis is not a claim. At place {position}:",
        "{claim}\nDit is geen bewering. Op plaats {position}:",
    ),
    "empty_group": (
        "{claim}: a group is empty whatever the open answers are, so it has no share. Widen its conditions.",
        "{claim}: een groep is leeg, wat de open antwoorden ook zijn, en heeft geen aandeel. Verruim de voorwaarden.",
    ),
    "negative_answers": (
        "--answers {given}: give a whole number, 0 or more.",
        "--answers {given}: geef een geheel getal, 0 of meer.",
    ),
    "open_condition": (
        '"{value}" is not a value that a condition can ask for. Cases where this is open are counted as possible.',
        (
            '"{value}" is geen waarde waarnaar een voorwaarde kan vragen. Casussen waarbij dit open is, tellen als '
            "mogelijk."
        ),
    ),
    "use_allowed": ("Use {allowed}.", "Gebruik {allowed}."),
    "many_groups": (
        "values of {variable}: {count}, more than {limit}. Is this an id? --groups {count} shows all.",
        "waarden van {variable}: {count}, meer dan {limit}. Is dit een id? --groups {count} toont alle.",
    ),
    "negative_yes": (
        '--at-most-yes {given}: give a whole number, 0 or more: how many open answers are "yes" at most.',
        '--at-most-yes {given}: geef een geheel getal, 0 of meer: hoeveel open antwoorden hoogstens "ja" zijn.',
    ),
    "assumed_decided": (
        "--at-most-yes {given} does not go with --decided-only: the assumption changes which cases are decided.",
        "--at-most-yes {given} gaat niet samen met --decided-only: de aanname verandert welke casussen beslist zijn.",
    ),
    "no_confidence": (
        "--confidence {given}: give a number between 0 and 1, such as 0.95.",
        "--confidence {given}: geef een getal tussen 0 en 1, zoals 0.95.",
    ),
    "negative_least": (
        "--least {given}: give a whole number, 0 or more: groups of fewer cases are marked; 0 or 1 marks none.",
        (
            "--least {given}: geef een geheel getal, 0 of meer: groepen van minder casussen worden gemarkeerd; bij 0 "
            "of 1 geen enkele."
        ),
    ),
    "small_population": (
        "--population {given}: give at least the number of cases, {n}.",
        "--population {given}: geef ten minste het aantal casussen, {n}.",
    ),
    "whole_population": (
        "--population {given}: give a whole number, at least the number of cases.",
        "--population {given}: geef een geheel getal, ten minste het aantal casussen.",
    ),
    "no_proportion": (
        "wilson({given}, {n}): give a number of 0 or more, and a total above 0 that is at least as large.",
        "wilson({given}, {n}): geef een aantal van 0 of meer, en een totaal boven 0 dat ten minste zo groot is.",
    ),
    "population_by": (
        "--population {given} does not go with --by: the size of each group in the population is unknown.",
        "--population {given} gaat niet samen met --by: de omvang van elke groep in de populatie is onbekend.",
    ),
    "assumed_tallies": (
        (
            "tallies with {what} cannot be added: the assumption is about all cases together. Add them first, then "
            "make the assumption."
        ),
        (
            "tellingen met {what} kunnen niet worden opgeteld: de aanname gaat over alle casussen samen. Tel ze eerst "
            "op, en doe dan de aanname."
        ),
    ),
    "unlike_tallies": (
        "these tallies cannot be added: they differ in {what}.",
        "deze tellingen kunnen niet worden opgeteld: ze verschillen in {what}.",
    ),
    "unwritable_output": ("{file} cannot be written: {reason}.", "{file} kan niet worden geschreven: {reason}."),
    "standard_input": ("standard input", "standaardinvoer"),
    "standard_output": ("standard output", "de standaarduitvoer"),
    "output_exists": (
        "{file} already exists. Give --force to replace it.",
        "{file} bestaat al. Geef --force om het bestand te vervangen.",
    ),
    "not_comparable": (
        "the coders cannot be compared: {reason}.",
        "de codeurs kunnen niet worden vergeleken: {reason}.",
    ),
    "missing_extra": (
        '{feature} needs {package}, which is not installed: {python} -m pip install "ckm-mo[{extra}]"',
        'Voor {feature} is {package} nodig; dat is niet geïnstalleerd: {python} -m pip install "ckm-mo[{extra}]"',
    ),
    "feature_student": ("the interval of AC1", "het interval van AC1"),
    "feature_clopper_pearson": ("the Clopper-Pearson interval", "het Clopper-Pearson-interval"),
    "invalid_percentage": (
        '"{value}" of {n}: give a percentage or mean as printed, such as 54 or 54.0, and a total of at least 1.',
        (
            '"{value}" van {n}: geef een percentage of gemiddelde zoals afgedrukt, bijvoorbeeld 54 of 54,0, en een '
            "totaal van ten minste 1."
        ),
    ),
    "repeated_victims": (
        (
            "{count} rows have a victim who is already in an earlier row. The study counts victims, so these cases "
            "cannot stand for victims. Give --cases to compare case by case anyway."
        ),
        (
            "{count} rijen hebben een slachtoffer dat al in een eerdere rij voorkomt. Het onderzoek telt "
            "slachtoffers, dus deze casussen kunnen niet voor slachtoffers staan. Met --cases vergelijkt u ze toch "
            "per casus."
        ),
    ),
    "repeated_victims_one": (
        (
            "{count} row has a victim who is already in an earlier row. The study counts victims, so these cases "
            "cannot stand for victims. Give --cases to compare case by case anyway."
        ),
        (
            "{count} rij heeft een slachtoffer dat al in een eerdere rij voorkomt. Het onderzoek telt slachtoffers, "
            "dus deze casussen kunnen niet voor slachtoffers staan. Met --cases vergelijkt u ze toch per casus."
        ),
    ),
    "answers_exist": (
        "{file}: case {case_id} has other answers: {answers}. Give --force to replace them.",
        "{file}: casus {case_id} heeft andere antwoorden: {answers}. Geef --force om die te vervangen.",
    ),
    "changed_meanwhile": (
        "{file} was changed in the meantime by someone else; nothing was written to it.",
        "{file} is intussen door een ander gewijzigd; er is niets in geschreven.",
    ),
}

ARGPARSE: Final[Mapping[str, str]] = {
    "usage: ": "gebruik: ",
    "positional arguments": "argumenten",
    "options": "opties",
    "the following arguments are required: %s": "deze argumenten ontbreken: %s",
    "expected one argument": "hier hoort één waarde bij",
    "expected at least one argument": "hier hoort ten minste één waarde bij",
    "invalid choice: %(value)r (choose from %(choices)s)": "ongeldige keuze: %(value)r (kies uit %(choices)s)",
    "argument %(argument_name)s: %(message)s": "argument %(argument_name)s: %(message)s",
    "ambiguous option: %(option)s could match %(matches)s": "onduidelijke optie: %(option)s kan %(matches)s zijn",
    "not allowed with argument %s": "gaat niet samen met argument %s",
    "ignored explicit argument %r": "bij deze optie hoort geen waarde: %r",
}
"""The sentences of the standard library's argument parser, in Dutch."""

_FOLDERS: Final = ("agreement", "cli", "pictures", "questions", "study", "tables", "views")
"""The folders that have a catalogue of their own."""

_IN_FULL: Final = {"file", "folder", "row"}
"""The facts that are shown letter for letter, since they are what to look for."""

_REWORDED: Final[dict[str, tuple[str, str]]] = {}
"""What is said in the place of other sentences; see `reword`."""


class Word(NamedTuple):
    """A word that tables use, in both languages."""

    en: str
    nl: str


ANSWERS: Final = Word("a mapping of answers by variable", "een mapping van antwoorden per variabele")
A_CASE: Final = Word("a case", "een casus")
CASES: Final = Word("a sequence of cases", "een reeks casussen")
FOR_CASES: Final = "Case.from_answers, ckm_mo.frames.tally_frame"
COLUMN_NAMES: Final = Word("a list of names of columns", "een lijst namen van kolommen")
A_PATH: Final = Word("the path of a file", "het pad van een bestand")


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
    catalogue = _REWORDED if key in _REWORDED else _catalogue(key)
    if f"{key}_one" in catalogue and [*facts.values()][:1] == [1]:
        key += "_one"
    texts = {name: number(fact, lang) if type(fact) is int else fact for name, fact in facts.items()}
    return catalogue[key][LANGUAGES.index(lang)].format(**texts)


def reword(sentences: Catalogue) -> None:
    """Put other words in the place of sentences, where the program is used in another way than by its command line.

    Args:
        sentences: By key, in both languages. Each names what the sentence names that it replaces, or less.

    Raises:
        KeyError: If there is no sentence of a key; none is replaced then.
    """
    for key in sentences:
        _catalogue(key)
    _REWORDED.update(sentences)


@cache
def _catalogue(key: str) -> Catalogue:
    """Return the catalogue that has a sentence: the root's, or a folder's, those in use being searched first."""
    if key in SENTENCES:
        return SENTENCES
    for folder in sorted(_FOLDERS, key=lambda name: f"ckm_mo.{name}" not in sys.modules):
        sentences: Catalogue = import_module(f"ckm_mo.{folder}.messages").SENTENCES
        if key in sentences:
            return sentences
    raise KeyError(key)


def number(value: float, lang: str, decimals: int = 0) -> str:
    """Write a number as the language does: 1,234.5 or 1.234,5."""
    written = f"{value:,.{decimals}f}"
    return written.translate(str.maketrans(",.", ".,")) if lang == "nl" else written


def shown(text: str, longest: int | None = LONGEST_SHOWN) -> str:
    r"""Make text from a file or an argument fit for a message: short, one line, and nothing in it invisible.

    Control characters, and letters that are not Latin and could pass for
    ones that are, become escapes, as in `rel\u0430tion`. A `longest` of
    None leaves the text whole.
    """
    short = text[:longest]
    if short != text:
        short += "..."
    return "".join(map(_visible, short))


def shortlisted(texts: Iterable[str], lang: str, most: int = MOST_LISTED) -> str:
    """List texts that are fit for a message; of more than `most` those, and how many more there are."""
    listed = [*texts]
    if len(listed) > most:
        listed[most:] = [say("and_more", lang, count=len(listed) - most)]
    return ", ".join(listed)


def _visible(letter: str) -> str:
    plain = letter.isprintable() and (
        letter.isascii() or unicodedata.category(letter)[0] in "PS" or unicodedata.name(letter, "").startswith("LATIN")
    )
    return letter if plain else letter.encode("unicode_escape").decode("ascii")


def shown_facts(facts: Mapping[str, object], lang: str) -> dict[str, object]:
    """Return facts as their sentence shows them, by name: a file, folder or row in full; see `shown_fact`."""
    return {
        name: shown(str(fact), longest=None) if name in _IN_FULL else shown_fact(fact, lang)
        for name, fact in facts.items()
    }


def shown_fact(fact: object, lang: str) -> object:
    """Make a fact of an error fit for its sentence: words in the language, text escaped, several joined."""
    match fact:
        case Word():
            return fact[LANGUAGES.index(lang)]
        case Reason():
            return say(f"reason_{fact.key}", lang, **shown_facts(dict(fact.facts), lang))
        case str():
            return shown(fact)
        case Mapping():
            return ", ".join(f"{shown_fact(key, lang)}={shown_fact(each, lang)}" for key, each in fact.items())
        case tuple():
            return shortlisted((str(shown_fact(each, lang)) for each in fact), lang)
    return fact
