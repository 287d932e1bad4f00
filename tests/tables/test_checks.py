"""What tables hold: how far each variable is coded, what does not fit, victims, locators, columns of one's own."""

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import strategies
from ckm_mo import Case, InvalidInput, check_table
from ckm_mo.checking import queries
from ckm_mo.codebook import CODED, EDIT_RULES, LOCATOR, NOT_CODED, NOT_STATED, UNKNOWN, word
from ckm_mo.tallies.reports import FINDINGS, Report
from commands import CODER1, run, text_of

TABLE = (
    "case_id,victim,victim_age_group,victim_age_group_at,vulnerable_position,vulnerable_position_at,relation,note\n"
    "A-1,v1,minor,p. 2,no,,affective,x\n"
    "\n"
    'A-2,v2,adult,,not_stated,,unknown,"two\nlines"\n'
    "A-3,v1,,p. 9,yes,p. 3,,\n"
)


def report(text: str, tmp_path: Path, **options: str) -> Report:
    """Report on a table."""
    (tmp_path / "cases.csv").write_text(text, "utf-8")
    return check_table(tmp_path / "cases.csv", **options)


def findings(found: Report) -> list[tuple[str, int, str, dict[str, str], dict[str, str]]]:
    """Give what was found, without the file."""
    return [(each.kind, each.row, each.case_id, dict(each.answers), dict(each.at)) for each in found.findings]


class TestReport:
    """A report says what was found where."""

    def test_findings(self, tmp_path: Path) -> None:
        """Each has its row as a spreadsheet numbers it, its case, the answers and where these stand."""
        assert findings(report(TABLE, tmp_path)) == [
            ("minor_is_vulnerable", 2, "A-1", {"victim_age_group": "minor", "vulnerable_position": "no"},
             {"victim_age_group": "p. 2"}),
            ("repeated_victim", 2, "A-1", {"victim": "v1"}, {}),
            ("repeated_victim", 5, "A-3", {"victim": "v1"}, {}),
            ("answer_without_locator", 2, "A-1", {"vulnerable_position": "no"}, {}),
            ("answer_without_locator", 4, "A-2", {"victim_age_group": "adult"}, {}),
            ("locator_without_answer", 5, "A-3", {}, {"victim_age_group": "p. 9"}),
        ]  # fmt: skip

    def test_about(self, tmp_path: Path) -> None:
        """It counts the cases, and names the variables without a column and the columns of one's own."""
        found = report(TABLE, tmp_path)
        assert (found.cases, found.located, found.other) == (3, True, ("note",))
        assert [each.key for each in found.variables] == ["relation", "vulnerable_position", "victim_age_group"]
        assert len(found.without_column) == len(CODED) - 3

    @pytest.mark.parametrize(("empty", "silent", "not_coded"), [(NOT_CODED, 0, 1), (NOT_STATED, 1, 0)])
    def test_coverage(self, tmp_path: Path, empty: str, silent: int, not_coded: int) -> None:
        """Each way to be open is counted, an empty cell as it is read."""
        relation = report(TABLE, tmp_path, empty=empty).variables[0]
        assert relation.as_dict() == {
            "key": "relation", "coded": 1, "unknown": 1, "not_stated": silent, "not_coded": not_coded
        }  # fmt: skip

    def test_without_locators(self, tmp_path: Path) -> None:
        """Where a table has no locators none is missed, and where it has some only of those variables."""
        found = report("case_id,violence,relation\n1,yes,affective\n", tmp_path)
        assert (found.located, found.findings) == (False, ())
        found = report("case_id,violence,relation,relation_at\n1,yes,affective,p. 1\n", tmp_path)
        assert (found.located, found.findings) == (True, ())

    def test_no_victim(self, tmp_path: Path) -> None:
        """Rows without a victim have none in common."""
        assert report("case_id,victim,violence\n1,,yes\n2,,yes\n", tmp_path).findings == ()

    def test_none(self, tmp_path: Path) -> None:
        """A table without rows has a report too."""
        found = report("case_id,violence\n", tmp_path)
        assert (found.cases, [each.coded for each in found.variables], found.findings) == (0, [0], ())

    def test_errors(self, tmp_path: Path) -> None:
        """A table with errors has none: all of them are raised."""
        with pytest.raises(InvalidInput):
            report("case_id,violence\n1,perhaps\n", tmp_path)

    def test_numbers(self, tmp_path: Path) -> None:
        """Rows of a workbook have its numbers, blank ones counted."""
        minor = {"victim_age_group": "minor", "vulnerable_position": "no"}
        rows = [{"case_id": "a", **minor}, {}, {"case_id": "b", **minor}]
        pd.DataFrame(rows).to_excel(tmp_path / "x.xlsx", index=False)
        assert [each.row for each in check_table(tmp_path / "x.xlsx").queries] == [2, 4]

    def test_numbers_of_many(self, tmp_path: Path) -> None:
        """So have rows that are read many at a time."""
        rows = "".join(f"{n},{'minor' if n % 1000 == 0 else 'adult'},no\n" for n in range(1, 5001))
        found = report(f"case_id,victim_age_group,vulnerable_position\n{rows}", tmp_path)
        assert [(each.case_id, each.row) for each in found.queries] == [
            (f"{n}", n + 1) for n in range(1000, 5001, 1000)
        ]

    @settings(max_examples=40)
    @given(strategies.rows(min_size=1), st.sampled_from(["csv", "xlsx"]))
    def test_law(self, rows: list[strategies.Answers], kind: str) -> None:
        """All is counted that one by one is found in the cases."""
        with TemporaryDirectory() as folder:
            path = Path(folder, f"cases.{kind}")
            columns = [*dict.fromkeys(key for row in rows for key in row)]
            full = [{key: row.get(key, "") for key in columns} for row in rows]
            path.write_text(text_of(full), "utf-8") if kind == "csv" else pd.DataFrame(full).to_excel(path, index=False)
            found = check_table(path)
        cases = [Case.from_answers(row) for row in rows]
        assert found.cases == len(cases)
        assert [(each.kind, each.case_id) for each in found.queries] == sorted(
            ((query.rule.key, case.case_id) for case in cases for query in queries(case)),
            key=lambda each: FINDINGS.index(each[0]),
        )
        for each in found.variables:
            answers = Counter(str(case[each.key]) for case in cases)
            assert each.as_dict() == {
                "key": each.key,
                "coded": len(cases) - sum(answers[way] for way in (UNKNOWN, NOT_STATED, NOT_CODED)),
                **{way: answers[way] for way in (UNKNOWN, NOT_STATED, NOT_CODED)},
            }


class TestCommand:
    """`ckm-mo check`."""

    def test_json(self) -> None:
        """As JSON it is the report, with its provenance."""
        given = run("check", CODER1, "--format", "json").json
        expected = check_table(CODER1).as_dict()
        assert given == expected
        assert given["counts"]["no_exploitation_no_facts"] == 5

    def test_strict(self) -> None:
        """With `--strict` a query makes it fail, after all is written; without one it does not."""
        loose, strict = run("check", "-", given=TABLE), run("check", "-", "--strict", given=TABLE)
        assert (loose.code, strict.code, strict.out) == (0, 1, loose.out)
        assert run("check", "-", "--strict", given="case_id,violence\n1,yes\n").code == 0

    @pytest.mark.parametrize("form", ["csv", "json", "md", "txt"])
    def test_strict_into_a_file(self, tmp_path: Path, form: str) -> None:
        """Where what was found goes into a file, standard error says it in one line."""
        done = run("check", "-", "--strict", "-o", str(tmp_path / f"x.{form}"), given=TABLE)
        assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
        assert done.err.startswith("3 cases without errors. Queries: 1.")

    def test_csv(self, tmp_path: Path) -> None:
        """As CSV each finding is a row, and what was counted stands beside it."""
        (tmp_path / "cases.csv").write_text(TABLE, "utf-8")
        name = str(tmp_path / "cases.csv")
        done = run("check", name, "--format", "csv")
        assert done.rows[0] == ["finding", "file", "row", "case_id", "answers", "at", "sentence"]
        assert done.rows[1][:5] == [
            "minor_is_vulnerable", name, "2", "A-1", "victim_age_group=minor; vulnerable_position=no"
        ]  # fmt: skip
        assert done.rows[1][6].endswith(', so "yes" is expected.')
        assert "Queries: 1." in done.err

    @pytest.mark.parametrize(
        ("lang", "said"),
        [
            ("en", ("Check: 3 cases", "Queries: 1.", "Answers without a locator", "Not read: note.", "p. 9")),
            (
                "nl",
                ("Controle: 3 casussen", "Controlevragen: 1.", "Antwoorden zonder vindplaats", "[p. 2]"),
            ),
        ],
    )
    def test_view(self, lang: str, said: tuple[str, ...]) -> None:
        """For people it says all of it, in both languages."""
        words = run("check", "-", "--lang", lang, "--empty", "not_stated", given=TABLE).words
        assert all(each in words for each in said)

    @pytest.mark.parametrize("lang", ["en", "nl"])
    def test_nothing_but_locators(self, lang: str) -> None:
        """Of every variable a locator without an answer is listed, a reading that is not said among them."""
        heads = ",".join(word(LOCATOR[each.key], lang) for each in CODED)
        done = run("check", "-", "--plain", "--lang", lang, given=f"case_id,{heads}\n1{',p. 3' * len(CODED)}\n")
        not_coded = {"en": "not_coded", "nl": "niet_gecodeerd"}[lang]
        assert all(f"{word(each, lang)}: {not_coded} [p. 3]" in done.words for each in CODED)

    @pytest.mark.parametrize("lang", ["en", "nl"])
    def test_headed(self, lang: str) -> None:
        """Queries are counted and listed under what was found, in the language; keys are for machines."""
        words = run("check", "-", "--lang", lang, given=TABLE).words
        named = {
            "en": "Minors whose vulnerable position is not coded as yes",
            "nl": "Minderjarigen, kwetsbare positie niet als ja gecodeerd",
        }
        assert words.count(named[lang]) == 2
        assert [rule.key for rule in EDIT_RULES if rule.key in words] == []

    @pytest.mark.parametrize("form", [["--plain"], ["--format", "md"], ["--format", "html"]])
    def test_many_columns(self, form: list[str]) -> None:
        """Of many columns of one's own some are named for people and the rest is counted; JSON names all."""
        names = [f"own{place:03}" for place in range(500)]
        table = f"case_id,{','.join(names)}\n1{',' * 500}\n"
        said = run("check", "-", *form, given=table).words
        assert "Not read: own000, own001, " in said
        assert ", own019, and 480 more." in said
        assert run("check", "-", "--format", "json", given=table).json["other"] == names

    def test_several(self, tmp_path: Path) -> None:
        """Of several tables each finding names its own."""
        for name in ("a", "b"):
            (tmp_path / f"{name}.csv").write_text(TABLE.replace("A-", f"{name}-"), "utf-8")
        words = run("check", str(tmp_path / "a.csv"), str(tmp_path / "b.csv"), "--plain").words
        assert all(str(tmp_path / f"{name}.csv") in words for name in ("a", "b"))

    def test_many(self) -> None:
        """For people a hundred rows of one finding are listed, and the rest is counted."""
        rows = "".join(f"{n},minor,no\n" for n in range(103))
        done = run("check", "-", given=f"case_id,victim_age_group,vulnerable_position\n{rows}")
        assert "More rows: 3." in done.words

    def test_every_column(self) -> None:
        """Where every variable has a column, none is named that has not."""
        heads = ",".join(["case_id", *(each.key for each in CODED)])
        words = run("check", "-", given=f"{heads}\n1{',' * len(CODED)}\n").words
        assert "Without a column" not in words

    def test_hostile(self) -> None:
        """No text of a table reaches the terminal as it stands."""
        done = run("check", "-", given="case_id,victim,\x1b[2J,violence_at\n1,\x1bv,x,\x1b]0;\n2,\x1bv,,\n")
        assert "\x1b" not in done.out

    def test_refused(self) -> None:
        """A table with errors is refused as everywhere, and nothing is written."""
        done = run("check", "-", given="case_id,violence\n1,perhaps\n")
        assert (done.code, done.out) == (1, "")
