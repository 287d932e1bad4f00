"""The published schemas: what the program writes as JSON is as they say, and what is not is refused.

`commands.run` holds all JSON that any test of the command line makes to its
schema. Here stand the outputs of every kind, random ones, and altered ones. Tables
are held to their Table Schema likewise.
"""

import csv
import json
import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import oracle
from ckm_mo.cli import commands as cli
from ckm_mo.codebook import VARIABLES, takes, word
from commands import CODER1, CODER2, options, run, text_of
from published import SCHEMAS, faults, schema, schema_of, validator
from schemas import OUTPUTS, TABLES
from spaces import LEVELS, READINGS
from strategies import rows

KINDS = {
    "classify": ["classify", CODER1, "--period", "exploitation", "--reading", "closed", "--where", "offender=002-o1"],
    "case": ["case", "violence=yes", "relation=affective", "initiative=offender", "basis=press", "sectors=car;home"],
    "explain": ["explain", CODER1, "002-v1", "--period", "recruitment"],
    "tally": ["tally", CODER1],
    "tally by": ["tally", CODER1, "--by", "collaboration", "--where", "relation=affective", "--period", "recruitment"],
    "tally of none": ["tally", CODER1, "--where", "victim=nobody", "--by", "reading", "--empty", "not_stated"],
    "tallies": ["tally", CODER1, "--at-most-yes", "0,5"],
    "claim": ["claim", CODER1, "NOH >= AOS", "hard | relation=affective > 50%", "--at-most-yes", "100"],
    "plan": ["plan", CODER1, "--answers", "2", "--per", "investigation"],
    "codebook": ["codebook", "violence", "basis", "case_id"],
    "rules": ["rules"],
    "check": ["rules", "--check"],
    "report": ["check", CODER1],
    "template": ["template"],
    "agree": ["agree", CODER1, CODER2, "--disagreements"],
    "merge": ["merge", CODER1, CODER2, "--leave-open"],
    "figures": ["study", "--block", "method"],
    "bounds": ["study", "--bounds"],
    "compare": ["study", "--compare", CODER1],
}
"""Commands that write JSON of every kind there is."""

ALTERED = [kind for kind in KINDS if kind not in {"case", "tally of none"}]
"""Those of which each place is altered: one of each kind."""

FREE_KEYS = {"answers", "names", "at", "by", "context", "other", "only", "own", "meanings", "table", "is"}
"""What has keys that are data, of which any may be missing."""

OPTIONAL = {"includes", "excludes", "disagreements", "merged", "period", "in_group"}
"""What is there only where it was asked for, or where there is something to say."""

FREE_TEXT = {"case_id", "coders", "en", "nl", "file", "name", "note", "printed", "value", "version", "broken"} | {
    *("claim", "per", "key", "variable", "cluster"),
}
"""Where a text may be any."""

FREE_BELOW = {"agree": {"other", "only", "answers"}, "merge": {"names"}}
"""Below which keys a text may be any in the output of a command."""

CODEBOOK_KEYS = {kind: {"key"} for kind in ("agree", "case", "explain", "codebook")}
"""Where a key is the codebook's, and no column of the user's own."""

questions = st.builds(
    lambda reading, period, empty, where: [*options(reading, period), "--empty", empty, *where],
    st.sampled_from(READINGS),
    st.sampled_from(LEVELS),
    st.sampled_from(["not_coded", "not_stated"]),
    st.sampled_from([(), ("--where", "relation=affective"), ("--where", "case_id=none")]),
)
"""Options of a command that reads cases."""

Path_ = tuple[str | int, ...]


@cache
def output(kind: str) -> Any:
    """Give what a command writes; of its longest list, which has no fixed length, only the last two entries."""
    found = run(*KINDS[kind], "--format", "json").json
    if kind == "figures":
        return found[-2:]
    longest = {"compare": "figures", "agree": "disagreements"}.get(kind)
    return found | {longest: found[longest][-2:]} if longest else found


def places(value: Any, path: Path_ = ()) -> Iterator[Path_]:
    """List where something stands in an output; of a list, only in its last entry."""
    yield path
    if isinstance(value, dict):
        for key, part in value.items():
            yield from places(part, (*path, key))
    elif isinstance(value, list) and value:
        yield from places(value[-1], (*path, len(value) - 1))


def places_of(kind: str) -> list[Path_]:
    """List where something stands in an output of a kind, but for what another kind has too."""
    return [path for path in places(output(kind)) if kind != "tally by" or "by" in path]


def at(value: Any, path: Path_) -> Any:
    """Give what stands at a place."""
    for key in path:
        value = value[key]
    return value


def altered(value: Any, path: Path_, change: Callable[[Any], Any]) -> Any:
    """Give an output with something else at a place."""
    if not path:
        return change(value)
    other = value.copy()
    other[path[0]] = altered(value[path[0]], path[1:], change)
    return other


def without(key: str, record: dict[str, Any]) -> dict[str, Any]:
    """Give an object without one of its keys."""
    return {other: part for other, part in record.items() if other != key}


def named(path: Path_) -> str:
    """Name the last key on the way to a place."""
    return next((key for key in reversed(path) if isinstance(key, str)), "")


def refused(kind: str, value: Any) -> bool:
    """Return whether something is no output of a kind."""
    return not validator(schema_of(KINDS[kind])).is_valid(value)


class TestSchemas:
    """The schemas themselves."""

    @pytest.mark.parametrize("name", OUTPUTS)
    def test_valid(self, name: str) -> None:
        """Each is a valid schema of the draft that it names, and says what it is without an address of the web."""
        found = schema(name)
        Draft202012Validator.check_schema(found)
        assert found["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
        assert found["$id"].startswith(f"urn:ckm-mo:schema:{name}:")
        assert found["title"]

    @pytest.mark.parametrize("name", OUTPUTS)
    def test_strict(self, name: str) -> None:
        """An object has just the keys that are named, or keys that are data."""
        for path in places(schema(name)):
            part = at(schema(name), path)
            if isinstance(part, dict) and part.get("type") == "object":
                assert {"additionalProperties", "unevaluatedProperties"} & set(part), path

    def test_every_kind(self) -> None:
        """There is a schema for everything that is written as JSON, and an output of each here."""
        assert {schema_of(arguments) for arguments in KINDS.values()} == set(OUTPUTS)

    @pytest.mark.parametrize("command", cli.COMMANDS)
    def test_every_command(self, command: str) -> None:
        """Every command, all of which write JSON, has one."""
        assert schema_of([command]) in OUTPUTS


class TestOutputs:
    """What is written is as the schema says, and the schema says enough to refuse what is not."""

    @pytest.mark.parametrize("kind", KINDS)
    def test_accepted(self, kind: str) -> None:
        """An output of each kind is accepted."""
        assert list(faults(schema_of(KINDS[kind]), output(kind))) == []

    @pytest.mark.parametrize("kind", ALTERED)
    def test_wrong_type(self, kind: str) -> None:
        """Something of another type is refused, wherever it stands."""
        for path in places_of(kind):
            wrong = altered(output(kind), path, lambda _: [{"wrong": 1.5}])
            assert refused(kind, wrong), path

    @pytest.mark.parametrize("kind", ALTERED)
    def test_missing(self, kind: str) -> None:
        """An object without one of its keys is refused, and a list without an entry that must be there."""
        for path in places_of(kind):
            part = at(output(kind), path)
            if isinstance(part, dict) and named(path) not in FREE_KEYS:
                for key in set(part) - OPTIONAL:
                    less = altered(output(kind), path, partial(without, key))
                    assert refused(kind, less), (*path, key)

    @pytest.mark.parametrize("kind", ALTERED)
    def test_more(self, kind: str) -> None:
        """An object with a key too many is refused, but where any text of a table may be a key."""
        for path in places_of(kind):
            part = at(output(kind), path)
            if isinstance(part, dict) and not {"other", "only", "answers"} & {named(path), *path[-2:]}:
                more = altered(output(kind), path, lambda part: {**part, "no_such_key": next(iter(part), "yes")})
                assert refused(kind, more), path

    @pytest.mark.parametrize("kind", ALTERED)
    def test_unknown_words(self, kind: str) -> None:
        """A code or a value that is not in the codebook, the rules or the study is refused."""
        met = 0
        for path in places_of(kind):
            free = (FREE_TEXT - CODEBOOK_KEYS.get(kind, set())) & {named(path)} or FREE_BELOW.get(kind, set()) & {*path}
            if isinstance(at(output(kind), path), str) and not free:
                met += 1
                assert refused(kind, altered(output(kind), path, lambda _: "no_such_word")), path
        assert met or kind == "bounds"

    @pytest.mark.parametrize(
        ("kind", "path", "value"),
        [
            ("tally", ("n",), -1),
            ("tally", ("n",), 1.5),
            ("tally", ("profiles", 0, "share", "high"), 1.1),
            ("tally", ("profiles", 0, "profile"), "AOH"),
            ("tally by", ("by", "groups", 0, "value"), "network"),
            ("tally by", ("by", "variable"), "sectors"),
            ("tally", ("provenance", "files", 0, "sha256"), "0" * 63),
            ("case", ("profile",), None),
            ("case", ("possible",), ["AOS", "AOH"]),
            ("case", ("not_begun",), True),
            ("case", ("context", "sectors"), "car;moon"),
            ("explain", ("ask",), ["violence", "violence"]),
            ("template", (0, "allowed"), ["yes"]),
            ("agree", ("profile", "ac1"), 1.01),
            ("compare", ("table",), {}),
        ],
    )
    def test_refused(self, kind: str, path: Path_, value: Any) -> None:
        """What cannot be is refused: counts below nothing, the wrong order, parts that contradict each other."""
        if kind == "compare":
            path = ("figures", 0, *path)
        changed = altered(output(kind), path, lambda _: value)
        if (kind, path) == ("case", ("profile",)):
            assert output(kind)["profile"] == "AOH"
            changed["possible"] = []
        assert refused(kind, changed)

    @pytest.mark.parametrize("form", [("classify", "-"), ("tally", "-"), ("study", "--cases", "--compare", "-")])
    @settings(max_examples=12)
    @given(drawn=rows(min_size=1), asked=questions)
    def test_random(self, form: tuple[str, ...], drawn: list[dict[str, str]], asked: list[str]) -> None:
        """So is what is made of any table, in any way that can be asked for; `run` holds it to its schema."""
        assert run(*form, *asked, "--format", "json", given=text_of(drawn)).code == 0

    @settings(max_examples=20)
    @given(drawn=rows(min_size=1), by=st.sampled_from([*oracle.VALUES_TO_GROUP_BY]))
    def test_random_groups(self, drawn: list[dict[str, str]], by: str) -> None:
        """So are the groups of a tally, by whichever variable."""
        assert run("tally", "-", "--by", by, "--format", "json", given=text_of(drawn)).code == 0

    @settings(max_examples=25)
    @given(drawn=rows(min_size=1, max_size=1), asked=questions.filter(lambda asked: "case_id=none" not in asked))
    def test_random_case(self, drawn: list[dict[str, str]], asked: list[str]) -> None:
        """So is the explanation of any case that is, or may be, in the group that is asked for."""
        other = drawn[0].get("relation") == "non_affective"
        done = run("explain", "-", "case-1", *asked, "--format", "json", given=text_of(drawn))
        assert done.code == ("--where" in asked and other)

    def test_merged(self, tmp_path: Path) -> None:
        """So is what `agree` says of a table that it wrote."""
        done = run("agree", CODER1, CODER2, "--merged", str(tmp_path / "agreed.csv"), "--format", "json")
        assert done.json["merged"]["cases"] == 63
        assert list(faults("agree", done.json)) == []


def table_schema(name: str) -> Any:
    """Load a Table Schema, as it is published."""
    return json.loads((SCHEMAS / f"{name}.tableschema.json").read_text("utf-8"))


def objections(of: Any, heads: list[str], cells: list[list[str]]) -> list[str]:
    """List what a Table Schema has against a table, by the constraints that ours use."""
    fields = {field["name"]: field.get("constraints", {}) for field in of["fields"]}
    found = [f"no {key}" for key in of["primaryKey"] if key not in heads]
    for place, head in enumerate(heads):
        rules = fields.get(head, {})
        column = [row[place] for row in cells]
        given = [cell for cell in column if cell not in of["missingValues"]]
        if rules.get("required") and len(given) < len(column):
            found.append(f"{head}: empty")
        if rules.get("unique") and len(set(given)) < len(given):
            found.append(f"{head}: twice")
        for cell in given:
            pattern = rules.get("pattern")
            if cell not in rules.get("enum", [cell]) or (pattern and not re.fullmatch(pattern, cell)):
                found.append(f"{head}: {cell}")
    return found


class TestTables:
    """The Table Schemas: of tables with English headers and with Dutch ones."""

    @pytest.mark.parametrize(("name", "lang"), TABLES.items())
    def test_valid(self, name: str, lang: str) -> None:
        """Each has what the Table Schema standard asks for, and a field for every column."""
        found = table_schema(name)
        assert [field["name"] for field in found["fields"]] == [word(each, lang) for each in VARIABLES]
        assert set(found) == {"$schema", "name", "fields", "fieldsMatch", "primaryKey", "missingValues"}
        assert (found["fieldsMatch"], found["missingValues"]) == ("partial", [""])
        assert found["primaryKey"] == [word(VARIABLES[0], lang)]
        for field in found["fields"]:
            assert set(field) <= {"name", "type", "title", "description", "constraints"}
            assert field["type"] == "string"
            assert field["title"]
            assert field["description"].startswith("Indicates " if lang == "en" else "Geeft aan ")
            assert set(field.get("constraints", {})) <= {"required", "unique", "enum", "pattern"}

    @pytest.mark.parametrize("path", [CODER1, CODER2])
    def test_examples(self, path: str) -> None:
        """The published cases are accepted."""
        heads, *cells = csv.reader(Path(path).read_text("utf-8").splitlines())
        assert objections(table_schema("cases"), heads, cells) == []

    @pytest.mark.parametrize(("name", "lang"), TABLES.items())
    def test_words(self, name: str, lang: str) -> None:
        """Every word of the codebook is accepted, in either language, and reads as it should."""
        for variable in VARIABLES:
            head = word(variable, lang)
            for value in takes(variable):
                for token in (value.key, value.dutch, *value.others):
                    cells = [[f"case {place}", cell] for place, cell in enumerate([token, ""])]
                    assert objections(table_schema(name), [word(VARIABLES[0], lang), head], cells) == []

    @pytest.mark.parametrize(
        ("head", "cell"),
        [("relation", "afective"), ("violence", "maybe"), ("sectors", "car,home"), ("sectors", "unknown;car")],
    )
    def test_refused(self, head: str, cell: str) -> None:
        """A value that a column does not take is refused, by the schema as by the program."""
        assert objections(table_schema("cases"), ["case_id", head], [["1", cell]]) == [f"{head}: {cell}"]
        assert run("classify", "-", given=text_of([{"case_id": "1", head: cell}])).code == 1

    def test_ids(self) -> None:
        """An id is there, is not empty, and stands once."""
        assert objections(table_schema("cases"), ["relation"], [["affective"]]) == ["no case_id"]
        assert objections(table_schema("cases"), ["case_id"], [[""], ["1"], ["1"]]) == [
            "case_id: empty",
            "case_id: twice",
        ]

    @settings(max_examples=25)
    @given(rows())
    def test_random(self, drawn: list[dict[str, str]]) -> None:
        """Any table that the program reads, written with the codebook's keys, is accepted."""
        heads = list(dict.fromkeys(key for row in drawn for key in row)) or ["case_id"]
        assert objections(table_schema("cases"), heads, [[row.get(key, "") for key in heads] for row in drawn]) == []
