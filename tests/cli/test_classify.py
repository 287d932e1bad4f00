"""`ckm-mo classify`: a verdict for each case of tables, in their order."""

import csv
import io
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import brute
import oracle
import strategies
from ckm_mo.codebook import HEADERS, VARIABLES, normalise
from ckm_mo.spelling import misspelt
from ckm_mo.tallies.statements import BESIDE
from commands import CODER1, CODER2, COLUMNS, VERDICT, coded, options, parsed, run, text_of
from spaces import LEVELS, READINGS, alike

KEPT = [f"ckm_{name}" for name in COLUMNS[1:]]
"""The columns of `classify --keep` behind the table's own."""

TABLE = (
    "case_id,relation,initiative,violence,note\n"
    "F-1,affective,offender,yes,x\n"
    "F-2,affective,,yes,\n"
    "F-3,non_affective,left_to_victim,unknown,y\n"
)


def verdicts(
    *paths: str, reading: str = "open", period: str | None = None, empty: str = "not_coded"
) -> list[oracle.Json]:
    """Give the oracle's verdicts on the cases of tables."""
    return [oracle.verdict(case, reading, period, case["case_id"]) for case in coded(*paths, empty=empty)]


def row_of(verdict: oracle.Json) -> list[str]:
    """Write a verdict as a row: truth as yes and no, null as an empty cell."""
    return [
        verdict["case_id"],
        verdict["profile"] or "",
        ";".join(verdict["possible"]),
        verdict["outside"],
        verdict["relation"] or "",
        verdict["initiative"] or "",
        verdict["coercion"] or "",
        verdict["reading"],
        verdict["period"] or "",
        "yes" if verdict["not_begun"] else "no",
        "yes" if verdict["rests_on_silence"] else "no",
    ]


class TestPublishedCases:
    """The published cases get the verdicts that brute force gives."""

    @pytest.mark.parametrize("period", LEVELS)
    @pytest.mark.parametrize("reading", READINGS)
    def test_json(self, reading: str, period: str | None) -> None:
        """As JSON: a list of verdict objects."""
        done = run("classify", CODER1, *options(reading, period), "--format", "json")
        assert done.code == 0
        assert alike(done.json, verdicts(CODER1, reading=reading, period=period))
        assert {frozenset(each) for each in done.json} == {frozenset(VERDICT)}

    @pytest.mark.parametrize("period", LEVELS)
    @pytest.mark.parametrize("reading", READINGS)
    def test_csv(self, reading: str, period: str | None) -> None:
        """As CSV: the same, a row each."""
        done = run("classify", CODER2, *options(reading, period), "--format", "csv")
        assert done.rows == [COLUMNS, *map(row_of, verdicts(CODER2, reading=reading, period=period))]
        assert (done.code, done.err) == (0, "")

    @pytest.mark.parametrize("empty", ["not_coded", "not_stated"])
    def test_empty(self, empty: str) -> None:
        """Empty cells count as what `--empty` says."""
        text = text_of({**case, "violence": "", "sextortion": ""} for case in coded(CODER1))
        done = run("classify", "-", "--empty", empty, "--reading", "closed", "--format", "json", given=text)
        cases = parsed(text, empty)
        assert alike(done.json, [oracle.verdict(case, "closed", None, case["case_id"]) for case in cases])

    @pytest.mark.parametrize("lang", ["en", "nl"])
    def test_view(self, lang: str) -> None:
        """For people: every case, in order, with its profile or what is still possible."""
        lines = run("classify", CODER1, "--lang", lang).out.splitlines()
        for verdict, line in zip(verdicts(CODER1), lines[4:], strict=False):
            words = line.split()
            assert words[0] == verdict["case_id"]
            assert words[1 : 1 + len(verdict["possible"])] == verdict["possible"]

    def test_ending(self) -> None:
        """The list ends with how many are what, the reading, and what a verdict does not say."""
        words = run("classify", CODER1).words
        said = verdicts(CODER1)
        decided = sum(each["profile"] is not None for each in said)
        assert f"{decided} decided, 0 outside the format, {63 - decided} undecided" in words
        assert "Reading: open (63 open, 0 closed). Verdicts that rest on silence: 0." in words
        assert words.endswith("It is no evidence, no prediction, and says nothing about guilt.")


class TestAnyTable:
    """Any table, in any spelling."""

    @settings(max_examples=25)
    @given(strategies.tables(min_size=1), strategies.readings, strategies.periods, st.sampled_from([",", ";", "\t"]))
    def test_json(
        self,
        drawn: tuple[list[dict[str, str]], list[strategies.Answers]],
        reading: str,
        period: str | None,
        separator: str,
    ) -> None:
        """The verdicts are those of brute force."""
        rows, answers = drawn
        done = run("classify", "-", *options(reading, period), "--format", "json", given=text_of(rows, separator))
        assert alike(done.json, [oracle.verdict(each, reading, period, each["case_id"]) for each in answers])

    @settings(max_examples=25)
    @given(strategies.tables(min_size=1))
    def test_keep(self, drawn: tuple[list[dict[str, str]], list[strategies.Answers]]) -> None:
        """Kept columns come first, as they were, and the verdict's own behind them."""
        rows, answers = drawn
        done = run("classify", "-", "--keep", "--format", "csv", given=text_of(rows))
        head, *body = done.rows
        assert head[: len(rows[0])] == [name.strip() for name in rows[0]]
        assert len(head) == len(set(head)) == len(rows[0]) + len(COLUMNS) - 1
        for cells, row, coded_row in zip(body, rows, answers, strict=True):
            plain = [cell.strip() for cell in row.values()]
            assert [cell.removeprefix("'") for cell in cells[: len(plain)]] == [
                cell.removeprefix("'") for cell in plain
            ]
            assert cells[len(plain) :] == row_of(oracle.verdict(coded_row, case_id="-"))[1:]


class TestKeep:
    """`--keep` puts the verdict beside the table's own columns."""

    def test_columns(self) -> None:
        """The table's own columns come first, then those of the verdict without the id."""
        done = run("classify", "-", "--keep", "--format", "csv", given=TABLE)
        assert done.rows[0] == ["case_id", "relation", "initiative", "violence", "note", *KEPT]
        assert [row[:5] for row in done.rows] == list(csv.reader(io.StringIO(TABLE)))

    def test_own_names(self) -> None:
        """Columns of the table that are called as one of a verdict, or nearly so, are its own and stay."""
        text = "case_id,reading,Profile,possible,possible outcome,violence\n1,closed,A,B,C,yes\n"
        head, row = run("classify", "-", "--keep", "--format", "csv", given=text).rows
        assert head == ["case_id", "reading", "Profile", "possible", "possible outcome", "violence", *KEPT]
        assert row[:6] == ["1", "closed", "A", "B", "C", "yes"]

    def test_several_tables(self, tmp_path: Path) -> None:
        """Of several tables all columns are kept; a cell that a table does not have is empty."""
        (tmp_path / "a.csv").write_text("case_id,note,violence\n1,x,yes\n")
        (tmp_path / "b.csv").write_text("case_id;coder;violence\n2;y;no\n")
        done = run("classify", str(tmp_path / "a.csv"), str(tmp_path / "b.csv"), "--keep", "--format", "csv")
        assert [row[:4] for row in done.rows] == [
            ["case_id", "note", "violence", "coder"],
            ["1", "x", "yes", ""],
            ["2", "", "no", "y"],
        ]

    def test_one_variable_in_two_languages(self, tmp_path: Path) -> None:
        """Where tables name a variable differently it is one column, which is read again as the tables were."""
        (tmp_path / "a.csv").write_text("case_id,note,violence\n1,x,yes\n")
        (tmp_path / "b.csv").write_text("geweld,casus_id,leeswijze,Note\nnee,2,gesloten,y\n")
        tables = [str(tmp_path / "a.csv"), str(tmp_path / "b.csv")]
        done = run("classify", *tables, "--keep", "--format", "csv")
        assert [row[:5] for row in done.rows] == [
            ["case_id", "note", "violence", "leeswijze", "Note"],
            ["1", "x", "yes", "", ""],
            ["2", "", "nee", "gesloten", "y"],
        ]
        again = [run("classify", *names, "--format", "json", given=done.out).json for names in (tables, ["-"])]
        assert again[0] == again[1]

    def test_columns_of_one_name(self) -> None:
        """Two other columns of one name are both kept, and so is one without a name."""
        text = "case_id,note,note,,violence\n1,a,b,c,yes\n"
        (_, row) = run("classify", "-", "--keep", "--format", "csv", given=text).rows
        assert row[:5] == ["1", "a", "b", "c", "yes"]

    def test_formulas(self) -> None:
        """What a spreadsheet would run is quoted again."""
        text = 'case_id,note,violence\n1,\'=1+1,yes\n2,=2,yes\n3,"a\nb",no\n'
        done = run("classify", "-", "--keep", "--format", "csv", given=text)
        assert [row[1] for row in done.rows[1:]] == ["'=1+1", "'=2", "a\nb"]

    def test_reads_back(self) -> None:
        """The result can be read again: its first columns are still the table."""
        text = run("classify", "-", "--keep", "--format", "csv", given=TABLE).out
        again = run("classify", "-", "--format", "csv", given=text)
        assert again.rows == run("classify", "-", "--format", "csv", given=TABLE).rows

    @pytest.mark.parametrize("form", ["table", "json", "md"])
    def test_other_formats(self, form: str) -> None:
        """It goes with rows alone."""
        done = run("classify", "-", "--keep", "--format", form, given=TABLE)
        assert (done.code, done.out) == (2, "")
        assert "--keep" in done.err


AGAIN = {
    "en": "case_id,reading,relation,initiative,violence,note\n1,closed,affective,offender,not_stated,x\n"
    "2,,affective,offender,yes,y\n3,open,non_affective,,not_stated,z\n",
    "nl": "casus_id,leeswijze,relatie,initiatief,geweld,opmerking\n1,gesloten,affectief,dader,niet_vermeld,x\n"
    "2,,affectief,dader,ja,y\n3,open,niet_affectief,,niet_vermeld,z\n",
    "no reading": "case_id,relation,initiative,violence\n1,affective,offender,not_stated\n2,affective,,yes\n",
}
"""Tables to be classified and read again: in both languages, and without a column of readings."""


class TestReadAgain:
    """Results are known when they are read again, replaced when they are made again, and never coding."""

    @pytest.mark.parametrize("table", AGAIN)
    @pytest.mark.parametrize("period", [(), ("--period", "recruitment"), ("--period", "exploitation")])
    @pytest.mark.parametrize("reading", ["open", "closed"])
    def test_law(self, reading: str, period: tuple[str, ...], table: str) -> None:
        """Keeping twice is keeping once, and what is kept is tallied and explained as the table, however it is read."""
        options = ("--reading", reading, *period)
        text = AGAIN[table]
        once = run("classify", "-", "--keep", "--format", "csv", *options, given=text)
        assert run("classify", "-", "--keep", "--format", "csv", *options, given=once.out) == once
        for read in ("open", "closed"):
            for command in (["tally", "-", *period], ["explain", "-", "1"], ["classify", "-", "--format", "csv"]):
                kept, plain = (run(*command, "--reading", read, given=given) for given in (once.out, text))
                assert (kept.code, kept.out, kept.err) == (0, plain.out, plain.err)

    def test_replaced(self) -> None:
        """Made again under another reading, results are the new ones, and there are no more of them."""
        text = AGAIN["no reading"]
        kept = run("classify", "-", "--keep", "--format", "csv", given=text)
        again = run("classify", "-", "--keep", "--format", "csv", "--reading", "closed", given=kept.out)
        assert again == run("classify", "-", "--keep", "--format", "csv", "--reading", "closed", given=text)
        assert again.out != kept.out

    @pytest.mark.parametrize("lang", ["en", "nl"])
    def test_alone(self, lang: str) -> None:
        """In a table of verdicts alone nothing is coded, whatever they say of the reading."""
        verdicts = run("classify", CODER1, "--format", "csv", "--reading", "closed", "--lang", lang)
        found = run("tally", "-", "--format", "json", given=verdicts.out)
        ids = text_of([{"case_id": row[0]} for row in verdicts.rows[1:]])
        assert found.json == run("tally", "-", "--format", "json", given=ids).json | {
            "provenance": found.json["provenance"]
        }
        assert found.json["readings"]["closed"] == 0
        assert found.err == ""

    def test_behind_own_columns(self) -> None:
        """So it is where other columns have come before and behind them."""
        head, *rows = run("classify", "-", "--format", "csv", "--reading", "closed", given=AGAIN["en"]).rows
        rows = [["mine", *row, "yes"] for row in rows]
        text = "\n".join(",".join(row) for row in [["note", *head, "violence"], *rows])
        found = run("tally", "-", "--format", "json", given=text)
        assert (found.json["readings"], found.json["decided"]) == ({"open": 3, "closed": 0}, 0)
        assert found.json["means"][3]["yes"] == 3
        assert "note" in found.err

    def test_one_of_them(self) -> None:
        """A column of such a name is its owner's where the others are not beside it."""
        text = "case_id,profile,reading,period\n1,mine,closed,2020\n"
        assert run("tally", "-", "--format", "json", given=text).json["readings"]["closed"] == 1
        assert run("explain", "-", "1", "--format", "json", given=text).json["other"] == {
            "profile": "mine",
            "period": "2020",
        }

    def test_workbook(self, tmp_path: Path) -> None:
        """A workbook with results is read as the table, and keeps none of them twice."""
        first, second = str(tmp_path / "a.xlsx"), str(tmp_path / "b.csv")
        run("classify", "-", "--keep", "-o", first, given=AGAIN["nl"])
        assert run("classify", first, "--keep", "-o", second).code == 0
        assert (
            Path(second).read_text("utf-8") == run("classify", "-", "--keep", "--format", "csv", given=AGAIN["nl"]).out
        )

    def test_never_variables(self) -> None:
        """No variable has the name of a result that stands beside a table's own, in either language."""
        names = {normalise(each) for variable in VARIABLES for each in (variable.key, variable.dutch)}
        assert names & set(BESIDE) == set()
        assert all(misspelt(name) is None for name in BESIDE)


class TestTables:
    """Several tables, standard input, conditions, and columns that are left alone."""

    def test_several(self, tmp_path: Path) -> None:
        """Tables are read in the order that they are named in."""
        names = []
        for place in (2, 1, 3):
            names.append(str(tmp_path / f"{place}.csv"))
            Path(names[-1]).write_text(f"case_id,violence\n{place}-b,yes\n{place}-a,no\n")
        done = run("classify", *names, "--format", "json")
        assert [each["case_id"] for each in done.json] == ["2-b", "2-a", "1-b", "1-a", "3-b", "3-a"]

    def test_standard_input_among_others(self, tmp_path: Path) -> None:
        """Standard input may be one of several."""
        (tmp_path / "a.csv").write_text("case_id,violence\n1,yes\n")
        done = run("classify", str(tmp_path / "a.csv"), "-", "--format", "json", given="case_id,violence\n2,yes\n")
        assert [each["case_id"] for each in done.json] == ["1", "2"]

    @pytest.mark.parametrize("form", ["table", "csv", "json", "md"])
    def test_other_columns(self, form: str) -> None:
        """Columns that are left alone are named in one line on standard error, escaped."""
        text = "case_id,note,bold \x1b[1m,violence\n1,a,b,yes\n"
        done = run("classify", "-", "--format", form, given=text)
        assert done.err == "Columns not used: note, bold \\x1b[1m.\n"

    @pytest.mark.parametrize(("lang", "said"), [("en", "not used, but kept"), ("nl", "die wel blijven staan")])
    def test_kept_columns(self, lang: str, said: str) -> None:
        """Columns that are kept are not said to be left out."""
        done = run("classify", "-", "--keep", "--format", "csv", "--lang", lang, given="case_id,note\n1,a\n")
        assert done.rows[1][:2] == ["1", "a"]
        assert done.err.endswith(f"{said}: note.\n")

    def test_many_other_columns(self) -> None:
        """Of many columns that were not used some are named, and the rest is counted."""
        table = f"case_id,{','.join(f'own{place:02}' for place in range(21))}\n1{',' * 21}\n"
        done = run("classify", "-", given=table)
        assert done.err == f"Columns not used: {', '.join(f'own{place:02}' for place in range(20))}, and 1 more.\n"

    def test_no_other_columns(self) -> None:
        """Where there are none, nothing is said."""
        assert run("classify", CODER1).err == ""

    def test_repeated_victims(self) -> None:
        """A victim in several rows is reported."""
        text = "case_id,victim,violence\n1,v1,yes\n2,v1,yes\n3,v1,yes\n"
        assert (
            run("classify", "-", "--format", "json", given=text).err
            == "Rows with a victim who is already in an earlier row: 2.\n"
        )

    @pytest.mark.parametrize("form", ["csv", "json"])
    def test_where(self, form: str) -> None:
        """Conditions keep the rows of the group and those that may belong to it, and say which only may."""
        done = run("classify", CODER1, "--where", "relatie=affectief", "--format", form)
        groups = {"affective": "yes", "non_affective": None}
        expected = [(case["case_id"], groups.get(case["relation"], "possible")) for case in coded(CODER1)]
        rows = [(row[0], row[-1]) for row in done.rows[1:]] if form == "csv" else []
        found = rows or [(each["case_id"], each["in_group"]) for each in done.json]
        assert found == [each for each in expected if each[1]]
        assert done.err.startswith("Group: relation: affective relation. 10 cases; 12 more may belong.\n")

    def test_where_kept(self) -> None:
        """Beside the table's own columns that is said too, and known as a result when it is read again."""
        done = run("classify", "-", "--where", "initiative=offender", "--keep", "--format", "csv", given=TABLE)
        assert [row[-1] for row in done.rows] == ["ckm_in_group", "yes", "possible"]
        again = run("classify", "-", "--keep", "--format", "csv", given=done.out)
        assert again.rows[0] == done.rows[0][:-1]
        alone = run("classify", "-", "--where", "initiative=offender", "--format", "csv", given=TABLE)
        assert run("classify", "-", "--format", "csv", given=alone.out).err == ""

    @pytest.mark.parametrize("form", ["table", "md"])
    @pytest.mark.parametrize("condition", ["initiative=offender", "note=x"])
    def test_where_in_view(self, form: str, condition: str) -> None:
        """A view says it in its remarks, and counts them."""
        done = run("classify", "-", "--where", condition, "--format", form, given=TABLE)
        assert done.words.count("may belong to the group") == 1
        assert "1 case; 1 more may belong" in done.words
        assert "F-3" not in done.words

    def test_where_with_a_token_of_openness(self) -> None:
        """No condition asks for what is open: no completion has it."""
        done = run("classify", "-", "--where", "violence=onbekend", "--format", "json", given=TABLE)
        assert (done.code, done.out) == (1, "")

    @settings(max_examples=30)
    @given(st.data())
    def test_where_any_condition(self, data: st.DataObject) -> None:
        """Whatever is asked, a row is in the group if the conditions hold in each completion, and may be if in some."""
        rows = data.draw(strategies.rows(min_size=1))
        coded = {(key, part) for row in rows for key, cell in row.items() for part in cell.split(";")}
        statements = sorted(each for each in coded if not brute.is_open(each[1]))
        wanted = data.draw(st.lists(st.sampled_from(statements), min_size=1, max_size=2))
        conditions = [argument for key, value in wanted for argument in ("--where", f"{key}={value}")]
        done = run("classify", "-", *conditions, "--format", "json", given=text_of(rows))
        expected = []
        for row in rows:
            every = brute.completions(row, wanted, "open", None)
            truths = {all(brute.holds(each, condition) for condition in wanted) for each, _ in every}
            expected += [(row["case_id"], "possible" if len(truths) > 1 else "yes")] if True in truths else []
        assert [(each["case_id"], each["in_group"]) for each in done.json] == expected

    def test_where_none_is_left(self) -> None:
        """Where no row meets the conditions the result is empty, in every format."""
        forms = {
            form: run("classify", "-", "--where", "case_id=F-9", "--format", form, given=TABLE)
            for form in ("csv", "json")
        }
        assert (forms["json"].json, forms["csv"].rows) == ([], [[*COLUMNS, "in_group"]])
        assert "F-1" not in run("classify", "-", "--where", "case_id=F-9", given=TABLE).out

    def test_where_checks_all(self) -> None:
        """The whole table is checked first: an error in a row that does not meet them refuses it."""
        text = TABLE + "F-4,non_affective,offender,maybe,\n"
        done = run("classify", "-", "--where", "relation=affective", "--format", "json", given=text)
        assert (done.code, done.out) == (1, "")
        assert "row 5" in done.err

    def test_no_rows(self) -> None:
        """A table without rows gives an empty result, in every format."""
        forms = {
            form: run("classify", "-", "--format", form, given="case_id,violence\n")
            for form in ("csv", "json", "table", "md")
        }
        assert {form: done.code for form, done in forms.items()} == dict.fromkeys(forms, 0)
        assert (forms["json"].json, forms["csv"].rows) == ([], [COLUMNS])

    @pytest.mark.parametrize("text", ["case_id,violence\n", "case_id,violence\nF-1,no\n"])
    def test_no_cases(self, text: str) -> None:
        """People are told that there are no cases, and what was asked for, instead of a list of zeros."""
        done = run("classify", "-", "--where", "violence=yes", "--lang", "nl", given=text)
        assert done.out.count("\n\n") == 2
        assert "\n\nGeen casussen in standaardinvoer.\n\nGroep: toepassen van geweld: ja." in done.out
        assert run("classify", "-", given="case_id\n").out.endswith("\n\nNo cases in standard input.\n")

    def test_ignore(self) -> None:
        """A column that looks misspelt may be said to be meant."""
        text = "case_id,Voilence,relaton,violence\n1,x,y,yes\n"
        assert run("classify", "-", given=text).code == 1
        done = run("classify", "-", "--ignore", "voilence", "--ignore", "RELATON", "--format", "json", given=text)
        assert (done.code, done.err) == (0, "Columns not used: Voilence, relaton.\n")

    def test_encoding(self) -> None:
        """A table may be in another encoding, if it is named."""
        text = "casus_id,geweld,opmerking\ncliënt-1,ja,é\n".encode("cp1252")
        assert run("classify", "-", given=text).code == 1
        done = run("classify", "-", "--encoding", "cp1252", "--format", "json", given=text)
        assert [each["case_id"] for each in done.json] == ["cliënt-1"]

    def test_lines(self) -> None:
        """As JSON each verdict stands on a line of its own."""
        lines = run("classify", CODER1, "--format", "json").out.splitlines()
        assert (len(lines), lines[0], lines[-1]) == (65, "[", "]")

    def test_markdown(self) -> None:
        """As Markdown the list is one table, however many batches it was read in."""
        text = "case_id,violence\n" + "".join(f"F-{row},yes\n" for row in range(500))
        with mock.patch("ckm_mo.tables.texts.BATCH", 1000):
            lines = run("classify", "-", "--format", "md", given=text).out.splitlines()
        rows = [place for place, line in enumerate(lines) if line.startswith("|")]
        assert rows == list(range(rows[0], rows[0] + 502))

    def test_headers_are_the_codebooks(self) -> None:
        """No column of the result but the id and the reading is a column that a table is read by."""
        assert [name for name in COLUMNS if normalise(name) in HEADERS] == ["case_id", "reading"]
