"""Write what the documentation takes from the program: `python docs/generate.py`.

A page is written by hand but for the parts between two comments, which are made
here, from the codebook, the rules, the command line, the modules and the
schemas. So there is no second copy of anything to keep. A test fails when a page
is stale.
"""

import argparse
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import house
import metadata
import modules
import picture
import schemas
from ckm_mo.agreement.levels import AGREEMENT_SCHEMA
from ckm_mo.answers import Answer, Reading
from ckm_mo.cli import commands as cli
from ckm_mo.cli.arguments import Parser
from ckm_mo.codebook import (
    EDIT_RULES,
    LOCATOR,
    MEANS,
    MEANS_KEYS,
    NOT_CODED,
    NOT_STATED,
    OPEN,
    VARIABLES,
    YES_NO,
    Variable,
    takes,
    word,
)
from ckm_mo.questions.claims import CLAIM_SCHEMA
from ckm_mo.questions.plans import PLAN_SCHEMA
from ckm_mo.records import NUMBER, TEXT, TRUTH, WHOLE
from ckm_mo.rules import DIMENSIONS, PROFILES, RULES
from ckm_mo.study.bounds import BOUNDS_SCHEMA
from ckm_mo.study.comparison import COMPARISON_SCHEMA
from ckm_mo.study.figures import FIGURE_SCHEMA
from ckm_mo.tables.reading import read_table
from ckm_mo.tallies.reports import FINDING_SCHEMA
from ckm_mo.tallies.tally import TALLY_SCHEMA
from ckm_mo.views.codebook import edit_rule_lines, edit_rule_title
from ckm_mo.views.words import Words
from contents import HERE, INDEX, pages, starts, title
from schemas import Schema

BLOCK: Final = re.compile(r"(?ms)^<!-- made: (.+?) -->\n.*?^<!-- end -->$")
"""A part of a page that is made here; what stands after "made" says which."""

OTHER: Final = {"en": "nl", "nl": "en"}
"""The other language."""

MOST_SHOWN: Final = 9
"""How many words are listed before the page refers to the schema."""

LONGEST_SHOWN: Final = 30
"""How long a word may be that is listed."""

WIDTH: Final = 120
"""Of the lines of a schema."""


def grid(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def anchor(heading: str) -> str:
    """Give the name that a heading has in links."""
    return re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-")


def code(text: str) -> str:
    """Mark a text as code; nothing where there is none."""
    return f"`{text}`" if text else ""


def sentence(text: str) -> str:
    """Make a sentence of a help text."""
    return text[0].upper() + text[1:] + ("" if text.endswith(".") else ".")


# The contents


def contents(heading: str) -> str:
    """List the pages that stand under a heading."""
    return "\n".join(f"- [{title(name)}]({name}.md)" for name in pages()[heading])


def beginnings() -> str:
    """Say who begins where."""
    return "\n".join(f"- {who}: [{title(name)}]({name}.md)" for who, name in starts())


# The command line


def _commands() -> Mapping[str, Parser]:
    return {name: cli.parser(name, "en") for name in cli.COMMANDS}


def _groups(parser: argparse.ArgumentParser) -> dict[str, list[argparse.Action]]:
    groups = {str(group.title): list(group._group_actions) for group in parser._action_groups}  # noqa: SLF001 - argparse has no other way to list what a parser takes
    return {name: [each for each in found if each.dest != "help"] for name, found in groups.items()}


def _signature(action: argparse.Action) -> str:
    if not action.option_strings:
        return str(action.metavar)
    taken = "|".join(map(str, action.choices)) if action.choices else action.metavar
    value = "" if action.nargs == 0 else f" {taken or action.dest.upper()}"
    several = f" [{action.metavar} ...]" if action.nargs == "+" else ""
    return ", ".join(action.option_strings) + value + several


def _default(action: argparse.Action) -> str:
    return code(str(action.default)) if action.option_strings and action.default not in (None, False, []) else ""


def _row(action: argparse.Action) -> tuple[str, str, str]:
    """Show an argument or option: how it is written, what it does, its default."""
    default, text = _default(action), sentence(str(action.help))
    return code(_signature(action)), re.sub(r" \(default(: [^)]*)?\)", "", text) if default else text, default


def _shared() -> dict[str, dict[str, list[argparse.Action]]]:
    """Give the groups of options that several commands have: by title, by command."""
    found: dict[str, dict[str, list[argparse.Action]]] = {}
    for name, parser in _commands().items():
        for group, actions in _groups(parser).items():
            if group not in {"options", "positional arguments"}:
                found.setdefault(group, {})[name] = actions
    return found


def commands() -> str:
    """Show every command: its arguments, its own options, and examples."""
    parts = [
        grid(
            ("command", "what it does"),
            [(f"[`{n}`](#{n})", sentence(str(p.description))) for n, p in _commands().items()],
        )
    ]
    for name, parser in _commands().items():
        own = [each for group in ("positional arguments", "options") for each in _groups(parser).get(group, [])]
        rows = [_row(each) for each in own]
        also = [f"[{group}](#{anchor(group)})" for group, by in _shared().items() if name in by]
        parts += [
            f"## {name}",
            f"`{parser.line}`",
            sentence(str(parser.description)),
            *([grid(("argument or option", "what it does", "default"), rows)] if rows else []),
            f"And the options of {', of '.join(also[:-1])}{' and of ' if also[1:] else ''}{also[-1]}.",
            "For example:",
            "\n".join(f"- `{example}`" for example in cli.command(name).EXAMPLES),
        ]
    return "\n\n".join(parts)


def options() -> str:
    """Show the options that several commands have."""
    parts = []
    for group, by_command in _shared().items():
        rows: dict[tuple[str, str, str], list[str]] = {}
        for name, actions in by_command.items():
            for each in actions:
                rows.setdefault(_row(each), []).append(name)
        every = len(_commands())
        cells = [(*row, "all" if len(of) == every else ", ".join(of)) for row, of in rows.items()]
        parts += [f"## {sentence(group)[:-1]}", grid(("option", "what it does", "default", "of"), cells)]
    return "\n\n".join(parts)


def program() -> str:
    """Show what the program takes without a command."""
    found = [
        each
        for each in cli.program("en")._actions  # noqa: SLF001 - likewise
        if not isinstance(each, argparse._SubParsersAction)  # noqa: SLF001 - likewise
    ]
    return grid(("option", "what it does"), [_row(each)[:2] for each in found])


# The codebook


def codebook(lang: str) -> str:
    """Show every variable: what it means, its columns, what may stand in them."""
    words = Words(lang)
    say = {
        "en": ("column", "in Dutch", "period", "value", "meaning"),
        "nl": ("kolom", "Engels", "periode", "waarde", "betekenis"),
    }[lang]
    parts = []
    for variable in VARIABLES:
        if variable.period:
            continue
        key = variable.means or variable.key
        label, definition, includes, excludes, source = words.texts_of(
            variable, ("label", "definition", "includes", "excludes", "source")
        )
        kinds = [words.text("classes", kind, "label") for means, _, kind in MEANS if means == key]
        column = f"{code(word(variable, lang))} ({say[1]} {code(word(variable, OTHER[lang]))})"
        facts = [
            ("includes", includes),
            ("excludes", excludes),
            ("class", "".join(kinds)),
            ("source", source),
            ("columns", "" if variable.means else column),
            ("locators", "" if variable.means else _located(variable, lang)),
        ]
        parts += [
            f"## {word(variable, lang)}",
            f"**{label}**. {definition}",
            "\n".join(f"- {words.say(name, text=text)}" for name, text in facts if text),
        ]
        if variable.means:
            parts.append(grid((say[0], say[1], say[2], words.text("locators", "label")), _columns(words, key)))
        if variable.values and not variable.means:
            parts.append(grid((say[3], say[1], say[4]), _values(words, variable)))
        if variable.several:
            parts.append(words.say("several_values") + ".")
    parts += [f"## {words.text('locators', 'label')}", words.text("locators", "definition")]
    texts = [(part, words.text("locators", part)) for part in ("includes", "excludes", "source")]
    parts.append("\n".join(f"- {words.say(part, text=text)}" for part, text in texts))
    parts += [f"## {words.say('title_edits')}", words.say("edits_note")]
    for rule in EDIT_RULES:
        parts += [
            f"### {edit_rule_title(words, rule)}",
            "\n".join(f"- {line}" for line in edit_rule_lines(words, rule)),
        ]
    return "\n\n".join(parts)


def _located(variable: Variable, lang: str) -> str:
    return code(word(LOCATOR[variable.key], lang)) if variable.key in LOCATOR else ""


def _columns(words: Words, means: str) -> list[tuple[str, str, str, str]]:
    return [
        (
            code(word(each, words.lang)),
            code(word(each, OTHER[words.lang])),
            words.text("levels", each.period or "any", "label"),
            _located(each, words.lang),
        )
        for each in VARIABLES
        if each.means == means
    ]


def _values(words: Words, variable: Variable) -> list[tuple[str, str, str]]:
    rows = []
    for value in variable.values:
        names = {"en": value.key, "nl": value.dutch}
        meaning = words.text("variables", variable.key, "values", value.key, "definition")
        also = [code(name) for name in value.others]
        rows.append(
            (
                code(names[words.lang]),
                ", ".join([code(names[OTHER[words.lang]]), *also]),
                meaning or words.text("answers", value.key, "definition"),
            )
        )
    return rows


def answers(lang: str) -> str:
    """Show the five answers."""
    words = Words(lang)
    heads = {"en": ("answer", "in Dutch", "meaning"), "nl": ("antwoord", "Engels", "betekenis")}[lang]
    values = {value.key: value for value in (*YES_NO, *OPEN)}
    return grid(
        heads,
        [
            (
                code(values[answer].key if lang == "en" else values[answer].dutch),
                code(values[answer].dutch if lang == "en" else values[answer].key),
                words.text("answers", answer, "definition"),
            )
            for answer in map(str, Answer)
        ],
    )


# The rules


def rules() -> str:
    """Show the seven rules."""
    words = Words("en")
    return grid(
        ("rule", "line", "holds where", "ground", "source"),
        [
            (code(each.outcome), each.dimension, words.condition(each.when), str(each.ground), each.source)
            for each in RULES
        ],
    )


def profiles() -> str:
    """Show the eight profiles."""
    words = Words("en")
    return grid(
        ("no.", "code", *DIMENSIONS, "in words"),
        [(str(each.number), each.code, *each.crossing, words.profile(each.code)) for each in PROFILES],
    )


# Silence


def silence() -> str:
    """Show what each answer about a means is read as, under both readings, and with `--empty` either way."""
    key = MEANS_KEYS[0]
    cells = [(code(str(answer)), {key: str(answer)}) for answer in Answer]
    cells += [("an empty cell", {key: ""}), ("no such column", {})]
    ways = [(reading, empty) for reading in Reading for empty in (NOT_CODED, NOT_STATED)]
    rows = [(shown, *(_read(given, *way) for way in ways)) for shown, given in cells]
    return grid(("the cell", *(f"{reading}, `--empty {empty}`" for reading, empty in ways)), rows)


def _read(given: Mapping[str, str], reading: Reading, empty: str) -> str:
    """Read a table of one case, and say what is read of the first means."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "case.csv")
        path.write_text(f"case_id,{','.join(given)}\n1,{','.join(given.values())}\n", "utf-8")
        (case,) = read_table(path, empty=empty)
    return str(case.used(MEANS_KEYS[0], reading))


# Columns, and what is written as JSON


def columns() -> str:
    """Show every column of a table, with what may stand in it."""
    words = Words("en")
    rows = [
        (
            code(each.key),
            code(each.dutch),
            (" ; " if each.several else ", ").join(code(value.key) for value in takes(each)) or "any text",
            words.variable(each.key),
        )
        for each in VARIABLES
    ]
    return grid(("column", "in Dutch", "what may stand there", "meaning"), rows)


ROWS: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "tally": ("`tally.rows()`", TALLY_SCHEMA),
    "agree": ("`agreement.rows()`", AGREEMENT_SCHEMA),
    "claim": ("`checked.rows()`", CLAIM_SCHEMA),
    "plan": ("`plan.rows()`", PLAN_SCHEMA),
    "check": ("`report.rows()`; the file also has the `sentence` of each edit rule", FINDING_SCHEMA),
    "study": ("`figure_rows(figures, lang)`", FIGURE_SCHEMA),
    "study --bounds": ("`bounds_rows(bound_profiles())`", BOUNDS_SCHEMA),
    "study --compare": ("`comparison.rows()`", COMPARISON_SCHEMA),
}
"""What results are as rows: by command, how Python gives them, and their columns."""

KINDS: Final = {TEXT: "", WHOLE: " (whole number)", NUMBER: " (number)", TRUTH: " (yes or no)"}
"""What a column holds, for people."""


def rows() -> str:
    """List the columns of results as rows."""
    lines = (
        (code(command), python, ", ".join(code(name) + KINDS[kind] for name, kind in schema.items()))
        for command, (python, schema) in ROWS.items()
    )
    return grid(["command", "in Python", "columns"], lines)


def outputs() -> str:
    """Show what each command writes as JSON: its schema, and its keys."""
    parts = []
    for name, (what, _) in schemas.OUTPUTS.items():
        schema = schemas.json_schema(name)
        items = schema.get("items") or _together(schema.get("prefixItems", []))
        each = items if schema["type"] == "array" else schema
        defs = schema.get("$defs", {})
        keys = _properties(each, defs)
        rows = list(_walk(keys, defs, "", {frozenset(keys): name}))
        parts += [
            f"## {name}",
            f"{what}. Its schema: [{name}.schema.json](schemas/{name}.schema.json).",
            *([f"A list. {schema.get('description', '')} Of each:"] if schema["type"] == "array" else []),
            grid(("key", "what stands there", "meaning"), rows),
        ]
    return "\n\n".join(parts)


def _walk(parts: Schema, defs: Schema, path: str, seen: dict[frozenset[str], str]) -> Iterator[tuple[str, ...]]:
    """List keys of a schema and those below them: path, kind, meaning. What looks like something above refers to it."""
    for key, given in parts.items():
        here = f"{path}{key}"
        value, null = _not_null(given)
        whole = {**defs[_referred(value)], **value} if _referred(value) else value
        text = value.get("description", whole.get("description", ""))
        several = whole.get("type") == "array"
        inner = (whole.get("items") or _together(whole["prefixItems"])) if several else value
        there = here + "[]" * several
        shape = frozenset(() if _is_open(inner) else _properties(inner, defs))
        like = f"as `{seen[shape]}`" if shape in seen else ""
        kind = f"{_kind(whole)}, each {like}" if like and several else like or _kind(whole)
        yield code(here), kind + " or null" * null, text
        if shape and not like:
            seen[shape] = there
            yield from _walk(_properties(inner, defs, seen), defs, f"{there}.", seen)


def _properties(part: Schema, defs: Schema, seen: Mapping[frozenset[str], str] | None = None) -> Schema:
    """Give the properties of a part, with those of what it refers to, unless they were seen."""
    below = defs[_referred(part)].get("properties", {}) if _referred(part) else {}
    own = part.get("properties", {})
    return own if own and seen and any(set(below) <= shape for shape in seen if below) else {**below, **own}


def _referred(part: Schema) -> str:
    """Name the definition that a part refers to."""
    return str(part.get("$ref", "")).rpartition("/")[2]


def _not_null(part: Schema) -> tuple[Schema, bool]:
    """Take the null away from what may be null."""
    if "anyOf" in part and part["anyOf"][0] == {"type": "null"}:
        return {**part["anyOf"][1], "description": part.get("description", "")}, True
    if None in part.get("enum", ()):
        return {**part, "enum": [each for each in part["enum"] if each is not None]}, True
    if isinstance(part.get("type"), list):
        return {**part, "type": part["type"][0]}, True
    return part, False


def _is_open(part: Schema) -> bool:
    """Return whether the keys of an object are data."""
    return part.get("type") == "object" and not part.get("required") and "$ref" not in part


def _together(places: Sequence[Schema]) -> Schema:
    """Make one schema of those of a list's places: what differs between them is one of several."""
    if not places:
        return {}
    found = dict(places[0])
    for key, value in found.get("properties", {}).items():
        if "const" in value or "enum" in value:
            words = [word for each in places for word in _words(each["properties"][key])]
            found["properties"] = {**found["properties"], key: {**value, "enum": words, "const": None}}
    return found


def _words(part: Schema) -> list[Any]:
    return part.get("enum") or [part["const"]]


def _kind(part: Schema) -> str:
    """Say in words what may stand somewhere."""
    if isinstance(part.get("const"), list) or any(isinstance(word, list) for word in part.get("enum", ())):
        return "list of text"
    if "enum" in part or "const" in part:
        found = list(dict.fromkeys(map(json.dumps, _words(part))))
        if len(found) > MOST_SHOWN or max(map(len, found)) > LONGEST_SHOWN:
            return f"one of {len(found)} texts"
        return ", ".join(code(each.strip('"')) for each in found)
    if part.get("type") == "array":
        places = part.get("prefixItems", [])
        items = places[0] if places else part["items"]
        return f"list of {len(places)}" if places else f"list of {_kind(items)}"
    if part.get("type") == "object" and _is_open(part):
        return "object, its keys being data"
    return {"integer": "whole number", "boolean": "true or false", "string": "text"}.get(
        str(part.get("type")), str(part.get("type", "object"))
    )


def one_line(value: object) -> str:
    """Write JSON on one line."""
    return json.dumps(value, ensure_ascii=False)


def dumped(value: Any, indent: int = 0) -> str:
    """Write JSON so that what fits on a line stands on one."""
    short = one_line(value)
    if len(short) + indent <= WIDTH or not isinstance(value, dict | list):
        return short
    pad = " " * (indent + 2)
    if isinstance(value, dict):
        inner = [f"{pad}{one_line(key)}: {dumped(part, indent + 2)}" for key, part in value.items()]
    else:
        inner = [f"{pad}{dumped(part, indent + 2)}" for part in value]
    ends = "{}" if isinstance(value, dict) else "[]"
    return ends[0] + "\n" + ",\n".join(inner) + "\n" + " " * indent + ends[1]


# The pages


MADE: Final[Mapping[str, Callable[..., str]]] = {
    "beginnings": beginnings,
    "contents": contents,
    "commands": commands,
    "options": options,
    "program": program,
    "codebook": codebook,
    "answers": answers,
    "rules": rules,
    "profiles": profiles,
    "silence": silence,
    "columns": columns,
    "rows": rows,
    "outputs": outputs,
    "exports": modules.exports,
    "modules": modules.public,
    "inside": modules.inside,
    "house": house.drawing,
    "notions": modules.notions,
}
"""What can be made. After a name may stand what it is made of."""


def made(page: str) -> str:
    """Give a page with the parts that are made here."""

    def make(found: re.Match[str]) -> str:
        name, _, of = found[1].partition(" ")
        return f"<!-- made: {found[1]} -->\n\n{MADE[name](*filter(None, [of]))}\n\n<!-- end -->"

    return BLOCK.sub(make, page)


def files() -> dict[Path, str]:
    """Give every file that is made here, whole or in part, as it should be."""
    names = [INDEX, *(name for found in pages().values() for name in found)]
    paths = [HERE.parent / "CONTRIBUTING.md", *(HERE / f"{name}.md" for name in names)]
    written = {path: path.read_text("utf-8") for path in paths}
    found = {path: made(text) for path, text in written.items() if BLOCK.search(text)}
    found |= {HERE / "reference/schemas" / name: dumped(each) + "\n" for name, each in schemas.documents().items()}
    found[HERE.parent / "codemeta.json"] = dumped(metadata.codemeta()) + "\n"
    found |= {HERE.parent / "examples" / name: dumped(each) + "\n" for name, each in metadata.examples().items()}
    return found


def main() -> None:
    """Write every file that is not as it should be, and name it."""
    for path, text in files().items():
        if not path.exists() or path.read_text("utf-8") != text:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
            print(path.relative_to(HERE.parent))
    for path in picture.renew():
        print(path.relative_to(HERE.parent))


if __name__ == "__main__":
    main()
