"""`ckm-mo explain`: one case of a table, with its reasons."""

from string import ascii_lowercase

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle
import strategies
from ckm_mo.codebook import CONTEXT
from commands import CODER1, CODER2, COLUMNS, Done, coded, options, run, text_of
from spaces import LEVELS, READINGS, alike

CONTEXT_KEYS = [variable.key for variable in CONTEXT]
TABLE = (
    "case_id,relation,initiative,violence,sectors,note,coder,empty\n"
    'F-1,affective,offender,yes,hotel;escort,=1+1,"two\nlines",\n'
    "F-2,affective,,yes,,,,\n"
)  # fmt: skip


class TestJson:
    """A verdict object with its reasons, its context and its other columns."""

    @pytest.mark.parametrize("period", LEVELS)
    @pytest.mark.parametrize("reading", READINGS)
    @pytest.mark.parametrize("path", [CODER1, CODER2])
    def test_published_cases(self, path: str, reading: str, period: str | None) -> None:
        """The published cases are explained as brute force does; one in three is asked for."""
        for case in coded(path)[::3]:
            done = run("explain", path, case["case_id"], *options(reading, period), "--format", "json")
            given = done.json
            for each in given["fired"]:
                assert each.pop("source")
            expected = oracle.verdict(case, reading, period, case["case_id"])
            expected |= oracle.explanation(case, reading, period)
            expected["context"] = {key: case[key] for key in CONTEXT_KEYS if key in case}
            expected |= {"at": {}, "queries": given["queries"], "other": {}}
            assert alike(given, expected)

    @settings(max_examples=20)
    @given(strategies.tables(min_size=1), strategies.readings, st.integers(0, 4))
    def test_any_table(
        self, drawn: tuple[list[dict[str, str]], list[strategies.Answers]], reading: str, place: int
    ) -> None:
        """So is any case of any table."""
        rows, answers = drawn
        case = answers[place % len(answers)]
        done = run("explain", "-", case["case_id"], "--reading", reading, "--format", "json", given=text_of(rows))
        expected = oracle.verdict(case, reading, None, case["case_id"]) | oracle.explanation(case, reading)
        without_source = [{key: fact for key, fact in each.items() if key != "source"} for each in done.json["fired"]]
        assert alike({key: done.json[key] for key in expected} | {"fired": without_source}, expected)

    def test_other(self) -> None:
        """Other columns are given where they hold text, context where it is coded."""
        done = run("explain", "-", "F-1", "--format", "json", given=TABLE)
        assert done.json["other"] == {"note": "=1+1", "coder": "two\nlines"}
        assert done.json["context"] == {"sectors": "escort;hotel"}
        assert done.err == ""


class TestLocators:
    """Where the answers stand is shown beside what they support."""

    TABLE = (
        "case_id,relation,relation_at,exploitation_violence,exploitation_violence_at,violence_at,sectors,sectors_at\n"
        'F-1,affective,p. 4,yes,"PV 12,\n blz. 3",,hotel,\x1b[2Jp. 9\n'
    )

    def explained(self, *more: str) -> Done:
        """Explain the case."""
        return run("explain", "-", "F-1", *more, given=self.TABLE)

    def test_json(self) -> None:
        """As JSON by the key of the answer."""
        assert self.explained("--format", "json").json["at"] == {
            "relation": "p. 4",
            "exploitation_violence": "PV 12, blz. 3",
            "sectors": "\x1b[2Jp. 9",
        }

    @pytest.mark.parametrize("lang", ["en", "nl"])
    def test_reasons(self, lang: str) -> None:
        """Each reason says where its answer stands, one that was deduced where what it follows from does."""
        words = self.explained("--lang", lang).words
        reasons = {
            "en": ("affective relation [p. 4]", "use of violence: yes [PV 12, blz. 3]"),
            "nl": ("affectieve relatie [p. 4]", "toepassen van geweld: ja [PV 12, blz. 3]"),
        }[lang]
        assert all(each in words for each in reasons)

    def test_context(self) -> None:
        """What is no reason has it beside it, with what does not print escaped."""
        assert "hotel or holiday park \\x1b[2Jp. 9" in self.explained().words

    def test_none(self) -> None:
        """Where nothing is located, nothing is said of it."""
        assert "Where it stands" not in run("explain", "-", "F-1", given="case_id,violence\nF-1,yes\n").words
        assert "Where it stands" in self.explained("--plain").words


class TestOtherForms:
    """A row of CSV, and views."""

    def test_csv(self) -> None:
        """As CSV it is the row that `classify` gives."""
        done = run("explain", "-", "F-1", "--format", "csv", given=TABLE)
        assert done.rows == [
            COLUMNS,
            ["F-1", "AOH", "AOH", "no", "affective", "offender", "hard", "open", "", "no", "no"],
        ]
        assert "The reasons" in done.err

    @pytest.mark.parametrize(("lang", "title"), [("en", "Case F-1"), ("nl", "Casus F-1")])
    def test_view(self, lang: str, title: str) -> None:
        """For people it names the case, and shows its other columns on one line each, escaped."""
        done = run("explain", "-", "F-1", "--lang", lang, given=TABLE)
        assert done.out.splitlines()[0] == title
        assert "two\\nlines" in done.out
        assert "=1+1" in done.out

    def test_markdown(self) -> None:
        """As Markdown other columns are escaped."""
        done = run("explain", "-", "F-1", "--format", "md", given=TABLE.replace("=1+1", "*x* | <b>"))
        assert r"\*x\* \| \<b\>" in done.out

    def test_empty(self) -> None:
        """That empty cells count as silence is said."""
        assert "--empty not_stated" in run("explain", "-", "F-2", "--empty", "not_stated", given=TABLE).out


class TestId:
    """The case is found by its id."""

    def test_blanks(self) -> None:
        """Blanks around the id do not count."""
        assert run("explain", "-", " F-2 ", "--format", "json", given=TABLE).json["case_id"] == "F-2"

    @pytest.mark.parametrize(("lang", "said"), [("en", 'Did you mean "F-1"?'), ("nl", 'Bedoelt u "F-1"?')])
    def test_not_there(self, lang: str, said: str) -> None:
        """An id that is not there is rejected, and the closest is named."""
        done = run("explain", "-", "f-1", "--lang", lang, given=TABLE)
        assert (done.code, done.out) == (1, "")
        assert '"f-1"' in done.err
        assert said in done.err

    def test_several_alike(self) -> None:
        """Of ids that are equally like it, every run names the same: the first in order."""
        table = "case_id\n" + "".join(f"F{letter}\n" for letter in reversed(ascii_lowercase))
        assert 'Did you mean "Fa"?' in run("explain", "-", "F1", given=table).err

    def test_nothing_like_it(self) -> None:
        """Where no id is like it, none is named."""
        assert "Did you mean" not in run("explain", "-", "something else", given=TABLE).err

    @pytest.mark.parametrize(
        ("lang", "said"), [("en", "does not meet --where"), ("nl", "voldoet de casus niet aan --where")]
    )
    def test_left_out(self, lang: str, said: str) -> None:
        """An id that does not meet the conditions is not there, and that is said."""
        done = run("explain", "-", "F-2", "--where", "relation=non_affective", "--lang", lang, given=TABLE)
        assert (done.code, done.out) == (1, "")
        assert said in done.err
        assert '"F-2"?' not in done.err

    def test_where(self) -> None:
        """One that meets them is explained, with how many do; of one that may, it is said that it only may."""
        done = run("explain", "-", "F-1", "--where", "initiative=offender", given=TABLE)
        assert done.code == 0
        assert (
            "Group: initiative for the sexual services: initiative with the offender. 1 case; 1 more may belong."
            in done.err
        )
        assert "open whether" not in done.err
        done = run("explain", "-", "F-2", "--where", "initiative=offender", given=TABLE)
        assert "It is open whether this case belongs to the group." in done.err

    def test_whole_table_is_checked(self) -> None:
        """A table with an error in another row explains nothing."""
        done = run("explain", "-", "F-1", "--format", "json", given=TABLE + "F-3,affective,,maybe,,,,\n")
        assert (done.code, done.out) == (1, "")
        assert "row 4" in done.err

    def test_two_tables(self) -> None:
        """It takes one table."""
        assert run("explain", CODER1, CODER2, "002-v1").code == 2
