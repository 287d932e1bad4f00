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
        "dit lijkt een verschreven variabele. Verbeter de naam, of geef met --ignore aan dat deze zo bedoeld is.",
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
    "kind_misspelt_column": ("misspelt columns", "verschreven kolommen"),
    "kind_repeated_variable": ("repeated variables", "herhaalde variabelen"),
    "kind_unknown_variable": ("unknown variables", "onbekende variabelen"),
    "kind_missing_column": ("missing columns", "ontbrekende kolommen"),
    "kind_missing_id": ("cases without an id", "casussen zonder id"),
    "kind_repeated_id": ("repeated ids", "herhaalde id's"),
    "kind_wrong_width": ("rows of the wrong width", "rijen met te veel of te weinig cellen"),
    "kind_empty_table": ("empty files", "lege bestanden"),
    "kind_broken_table": ("files that are no table", "bestanden die geen tabel zijn"),
    "kind_unreadable_file": ("unreadable files", "onleesbare bestanden"),
    # Why a file cannot be read or written.
    "reason_encoding": (
        "it is not {encoding} text. If you know its encoding, give it with --encoding, such as --encoding cp1252",
        "het is geen {encoding}-tekst. Geef de codering met --encoding als u die kent, zoals --encoding cp1252",
    ),
    "reason_unknown_encoding": ("there is no encoding {encoding}", "er bestaat geen codering {encoding}"),
    "reason_nul": (
        "it holds NUL characters, so it is no text",
        "het bevat NUL-tekens en is dus geen tekst",
    ),
    "reason_quotes": (
        "a quotation mark is opened and not closed",
        "een aanhalingsteken wordt geopend en niet gesloten",
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
    "reason_permission": ("you may not open it", "u mag het niet openen"),
    "reason_full": ("the disk is full", "de schijf is vol"),
    "reason_no_folder": ("its folder is not there", "de map bestaat niet"),
    "reason_no_temporary": (
        "there is no folder for temporary files, which output of this size needs; set TMPDIR",
        "er is geen map voor tijdelijke bestanden, die uitvoer van deze omvang nodig heeft; stel TMPDIR in",
    ),
    "no_such_case": (
        'there is no case "{case_id}" in {file}.',
        'er is geen casus "{case_id}" in {file}.',
    ),
    "unlike_tallies": (
        "these tallies cannot be added: they differ in {what}.",
        "deze tellingen kunnen niet worden opgeteld: ze verschillen in {what}.",
    ),
    "unwritable_output": ("{file} cannot be written: {reason}.", "{file} kan niet worden geschreven: {reason}."),
    "output_exists": (
        "{file} is there already. Give --force to replace it.",
        "{file} bestaat al. Geef --force om het te vervangen.",
    ),
}


class Word(NamedTuple):
    """A word that tables use, in both languages."""

    en: str
    nl: str


class Reason(NamedTuple):
    """Why a file cannot be read or written: the key of its sentence without `reason_`, and what it names."""

    key: str
    facts: tuple[tuple[str, object], ...] = ()


def say(key: str, lang: str, **facts: object) -> str:
    """Look a sentence up and fill it in.

    Args:
        key: The sentence's.
        lang: `en` or `nl`.
        facts: What it names. What stems from a file must be escaped by now: see `shown`.
    """
    return SENTENCES[key][LANGUAGES.index(lang)].format(**facts)


def shown(text: str) -> str:
    """Make text from a file or an argument fit for a message: short, one line, and nothing in it invisible.

    Control characters, and letters that are not Latin and could pass for
    ones that are, become escapes, as in `rel\\u0430tion`.
    """
    short = text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "..."
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
