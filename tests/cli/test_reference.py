"""`ckm-mo codebook`, `rules` and `template`: what the format is made of."""

import csv
import io
from pathlib import Path

import pytest

import oracle
from ckm_mo.codebook import CODEBOOK_VERSION, LOCATORS, VARIABLES, definitions
from ckm_mo.rules import PROFILES, RULES, AllOf, AnyOf, Is
from ckm_mo.tables.reading import read_table
from commands import run
from fresh import put_rules

FORMATS = ("table", "csv", "json", "md")

CONCEPTS = [each for each in VARIABLES if not each.period]
"""What the codebook defines: a means once, not for each period."""


class TestCodebook:
    """What the variables are and mean."""

    def test_json(self) -> None:
        """As JSON: every variable with its columns, values, words and texts in both languages."""
        book = run("codebook", "--format", "json").json
        assert book["version"] == CODEBOOK_VERSION
        assert [each["key"] for each in book["variables"]] == [each.key for each in CONCEPTS]
        columns = [name for each in book["variables"] for name in each["columns"]]
        assert sorted(columns) == sorted(name for each in VARIABLES for name in (each.key, each.dutch))
        located = [name for each in book["variables"] for name in each["locators"]]
        assert sorted(located) == sorted(name for each in LOCATORS for name in (each.key, each.dutch))
        for each in book["variables"]:
            assert each["label"].keys() == each["definition"].keys() == {"en", "nl"}
            assert each["definition"]["en"].startswith("Indicates ")
            assert each["definition"]["nl"].startswith("Geeft aan ")
        classes = {each["key"]: each["class"] for each in book["variables"] if each["class"]}
        assert classes == dict.fromkeys(oracle.SOFT, "soft") | dict.fromkeys(oracle.HARD, "hard")

    def test_csv(self) -> None:
        """As CSV: a row for each variable, none of its texts empty that it must have."""
        head, *rows = run("codebook", "--format", "csv").rows
        assert head == ["key", "dutch", "role", "values", "label", "definition", "includes", "excludes", "source"]
        assert [row[0] for row in rows] == [each.key for each in CONCEPTS]
        for row in rows:
            said = dict(zip(head, row, strict=True))
            assert all(said[part] for part in ("dutch", "role", "label", "definition", "source"))

    @pytest.mark.parametrize("lang", ["en", "nl"])
    def test_view(self, lang: str) -> None:
        """For people: every variable by its key."""
        words = run("codebook", "--lang", lang).words
        assert all(f"({each.key})" in words for each in CONCEPTS)
        assert "violence_at / geweld_vindplaats" in words
        assert definitions()["locators"]["definition"][lang] in words

    @pytest.mark.parametrize("form", FORMATS)
    def test_chosen(self, form: str) -> None:
        """Only the variables that are asked for are shown, in either language and any spelling."""
        done = run("codebook", "Relatie", "ronselperiode geweld", "--format", form)
        assert done.code == 0
        assert "Indicates which case the row describes" not in done.words
        assert "romantic" in done.words
        assert "physical or sexual violence" in done.words

    def test_order(self) -> None:
        """They come in codebook order, each once."""
        found = run("codebook", "violence", "relation", "exploitation_violence", "--format", "json").json
        assert [each["key"] for each in found["variables"]] == ["relation", "violence"]

    @pytest.mark.parametrize("lang", ["en", "nl"])
    def test_unknown(self, lang: str) -> None:
        """Keys that are no variable are rejected, all of them, with the closest."""
        done = run("codebook", "relatoin", "violence", "nothing_of_the_kind", "--lang", lang)
        assert (done.code, done.out, done.err.count("\n")) == (1, "", 2)
        assert '"relatoin"' in done.err
        assert "relation" in done.err
        assert '"nothing_of_the_kind"' in done.err


class TestRules:
    """The rules and the profiles, and the check of them by enumeration."""

    def test_json(self) -> None:
        """As JSON: seven rules with ground and source, and eight profiles."""
        rules = run("rules", "--format", "json").json
        assert [
            (each["rule"], each["dimension"], each["outcome"], each["ground"], each["source"])
            for each in rules["rules"]
        ] == [(rule.outcome, rule.dimension, rule.outcome, rule.ground, rule.source) for rule in RULES]
        lines = ("number", "code", "relation", "initiative", "coercion")
        assert [tuple(each[line] for line in lines) for each in rules["profiles"]] == [
            tuple(getattr(profile, line) for line in lines) for profile in PROFILES
        ]

    def test_csv(self) -> None:
        """As CSV: a row for each rule."""
        head, *rows = run("rules", "--format", "csv").rows
        assert head == ["rule", "dimension", "outcome", "when", "ground", "source"]
        assert [row[0] for row in rows] == [rule.outcome for rule in RULES]

    @pytest.mark.parametrize("form", ["table", "md"])
    @pytest.mark.parametrize("lang", ["en", "nl"])
    def test_view(self, lang: str, form: str) -> None:
        """For people: every rule with whose it is, every profile with its number and code."""
        words = run("rules", "--lang", lang, "--format", form).words
        assert all(f"{number} {code}" in words for number, code in enumerate(oracle.PROFILES, start=1))
        grounds = {"en": ("format", "interpretation"), "nl": ("format", "interpretatie")}[lang]
        assert all(ground in words for ground in grounds)
        sources = {rule.ground: definitions()["grounds"][rule.ground]["source"] for rule in RULES}
        assert all(source[lang].split(",")[0] in words for source in sources.values())
        assert all(sources[rule.ground]["en"] == rule.source for rule in RULES)

    @pytest.mark.parametrize("form", FORMATS)
    def test_check(self, form: str) -> None:
        """The check says what was enumerated, and that nothing is broken."""
        done = run("rules", "--check", "--format", form)
        assert (done.code, done.err) == (0, "")
        assert all(number in done.words for number in ("128", "8", "7", "2,187" if form in {"table", "md"} else "2187"))

    def test_check_json(self) -> None:
        """As JSON it names each law, and how long it took."""
        found = run("rules", "--check", "--format", "json").json
        assert [each["law"] for each in found["laws"]] == ["read_once", "complete", "reachable", "exact"]
        assert [each["broken"] for each in found["laws"]] == [[], [], [], []]
        assert found["seconds"] > 0

    @pytest.mark.parametrize("form", FORMATS)
    @pytest.mark.parametrize(
        ("law", "condition"),
        [
            ("read_once", AnyOf((Is("violence", "yes"), AllOf((Is("sextortion", "yes"), Is("sextortion", "yes")))))),
            ("complete", AnyOf((Is("violence", "yes"), Is("sextortion", "yes")))),
            ("exact", AllOf((Is("violence", "yes"), Is("violence", "no")))),
        ],
    )
    def test_broken(self, monkeypatch: pytest.MonkeyPatch, law: str, condition: AnyOf | AllOf, form: str) -> None:
        """Where a rule is broken the check fails, and shows where."""
        broken = [
            type(rule)(rule.outcome, rule.dimension, condition, rule.ground, rule.source)
            if rule.outcome == "hard"
            else rule
            for rule in RULES
        ]
        put_rules(monkeypatch, tuple(broken))
        done = run("rules", "--check", "--format", form)
        assert done.code == 1
        if form == "json":
            assert {each["law"]: bool(each["broken"]) for each in done.json["laws"]}[law]
        elif form == "csv":
            assert {row[0]: row[2] for row in done.rows}[law] != "0"
        else:
            assert "Broken, for example: " in done.words


class TestTemplate:
    """An empty table with every column."""

    @pytest.mark.parametrize("lang", ["en", "nl"])
    @pytest.mark.parametrize("form", [(), ("--format", "csv")])
    def test_reads_back(self, tmp_path: Path, lang: str, form: tuple[str, ...]) -> None:
        """It has a column for every variable in the language, and reads back as an empty table."""
        name = str(tmp_path / "cases.csv")
        assert run("template", "--lang", lang, "-o", name, *form).code == 0
        cases = read_table(name)
        assert (len(cases), cases.other) == (0, ())
        with Path(name).open(encoding="utf-8", newline="") as stream:
            assert next(csv.reader(stream)) == [v.key if lang == "en" else v.dutch for v in VARIABLES]

    @pytest.mark.parametrize("lang", ["en", "nl"])
    def test_filled_in(self, lang: str) -> None:
        """A row that is written below it is classified."""
        text = run("template", "--lang", lang, "--format", "csv").out
        head = next(csv.reader(io.StringIO(text)))
        words = {"en": {"case_id": "1", "violence": "yes"}, "nl": {"casus_id": "1", "geweld": "ja"}}[lang]
        row = ",".join(words.get(name, "") for name in head)
        done = run("classify", "-", "--format", "json", given=text + row + "\n")
        assert [each["coercion"] for each in done.json] == ["hard"]

    def test_beside_it(self) -> None:
        """The allowed values stand beside it, on standard error: all without a format, in one line for CSV."""
        with_values, with_hint = run("template"), run("template", "--format", "csv")
        assert with_values.out == with_hint.out
        assert "non_affective" in with_values.err
        assert (with_hint.err.count("\n"), "--format table" in with_hint.err) == (1, True)

    @pytest.mark.parametrize(("lang", "word"), [("en", "left_to_victim"), ("nl", "bij_slachtoffer_gelaten")])
    @pytest.mark.parametrize("form", ["table", "md"])
    def test_values(self, form: str, lang: str, word: str) -> None:
        """In other formats it lists what may stand in each column."""
        done = run("template", "--format", form, "--lang", lang)
        assert done.err == ""
        assert word in done.out.replace("\\", "")

    def test_json(self) -> None:
        """As JSON it lists every column."""
        assert len(run("template", "--format", "json").json) == len(VARIABLES)
