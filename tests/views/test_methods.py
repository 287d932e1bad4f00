"""The methods paragraph: it says what a tally was made with and from, what was assumed, and nothing else."""

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from attrs import evolve

import ckm_mo
from ckm_mo import Case, InvalidInput, Tally, methods
from ckm_mo.codebook import CODEBOOK_VERSION, MEANS_KEYS
from ckm_mo.messages import LANGUAGES
from ckm_mo.tables.reading import read_table
from ckm_mo.views.words import Words
from commands import CODER1, run

CASES = read_table(CODER1).cases

CLOSED = Case.from_answers({"reading": "closed", "relation": "affective"} | dict.fromkeys(MEANS_KEYS, "not_stated"))

OPEN = Case.from_answers({"violence": "not_stated"})

CITATION: dict[str, Any] = yaml.safe_load((Path(__file__).parents[2] / "CITATION.cff").read_text("utf-8"))


def paragraph(*cases: Case, lang: str = "en", **options: Any) -> str:
    """Write the paragraph of a tally of cases."""
    return methods(Tally.of(cases or CASES, **options), lang).split("\n\n")[0]


class TestAlways:
    """What every paragraph says."""

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_program(self, lang: str) -> None:
        """The version of the program and that of the codebook, and what the format does not say."""
        said = paragraph(lang=lang)
        assert f"ckm-mo, {Words(lang).say('about_version', version=ckm_mo.__version__)} " in said
        assert f" {CODEBOOK_VERSION}), " in said
        assert Words(lang).say("method") in said

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_sentences(self, lang: str) -> None:
        """It is one line of whole sentences, without a gap that nobody filled."""
        for options in ({}, {"by": "relation", "where": {"violence": "yes"}, "at_most_yes": 3, "cluster": "offender"}):
            said = paragraph(lang=lang, **options)
            assert re.fullmatch(r"[A-Z][^{}\n]*\.", said)
            assert "  " not in said

    @pytest.mark.parametrize(("lang", "said"), [("en", "Nothing was imputed."), ("nl", "Er is niets geïmputeerd.")])
    def test_bounds(self, lang: str, said: str) -> None:
        """That counts have bounds, and that nothing was imputed."""
        assert said in paragraph(lang=lang)

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_cited(self, lang: str) -> None:
        """Below it stands what to cite, as `CITATION.cff` has it: the program with its version, and the study."""
        _, program, study = methods(Tally.of(CASES), lang).split("\n\n")
        assert program.startswith(f"{CITATION['authors'][0]['name']}. {CITATION['title']}, ")
        assert CITATION["version"] in program
        (reference,) = CITATION["references"]
        assert study.startswith(f"{reference['authors'][0]['name']}. {reference['title']} [")

    def test_another_language(self) -> None:
        """There is none in another language."""
        with pytest.raises(InvalidInput):
            methods(Tally.of(CASES), "de")


class TestRun:
    """What a run fills in, each only where it is so."""

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            ({}, "63 cases were counted."),
            ({"where": {"case_id": "002-v1"}}, "Only a group of them was counted (case: 002-v1): 1."),
            (
                {"where": {"relation": "affective"}},
                "(relation: affective relation): 10 for certain, and at most 22, since of some it is open",
            ),
            ({"by": "violence"}, 'They were also counted by "use of violence";'),
            ({"decided_only": True}, "Decided cases only: their shares are an artefact."),
            ({}, "The cases have 55 distinct offenders;"),
            ({"reading": "open"}, "Silence was left open:"),
            ({"reading": "closed"}, 'was read as "no". 12 verdicts rest on that.'),
            ({}, "Empty cells count as not coded,"),
            ({"empty": "not_stated"}, "Empty cells, in columns that the table has, were read as silence."),
            ({}, "Means of coercion count in whichever period"),
            ({"period": "recruitment"}, "Only means of coercion during recruitment count."),
            ({"period": "exploitation"}, "5 cases in which the exploitation never began were left out."),
            ({"at_most_yes": 1000}, 'at most 1,000 "yes"'),
            ({}, "Intervals are Wilson's, of 95%,"),
            ({"confidence": 0.999}, "Intervals are Wilson's, of 99.9%,"),
            ({"confidence": 0.9995}, "of 99.95%,"),
            ({}, "they suppose that the cases are a random sample."),
            ({"confidence": None}, "There are no intervals: the cases are taken as the whole population."),
            ({"population": 2000}, "a random sample from a population of 2,000."),
            ({"cluster": "investigation"}, 'Cases with the same value of "investigation" may be entirely alike'),
        ],
    )
    def test_said(self, options: dict[str, Any], said: str) -> None:
        """What was asked for is said."""
        assert said in paragraph(**options)

    @pytest.mark.parametrize(
        "unsaid",
        [
            *("group", "also counted", "Decided cases only", "taken as complete", "never began", "assumed"),
            *("population", "alike", "no intervals", "Data:", "outer bounds"),
        ],
    )
    def test_unsaid(self, unsaid: str) -> None:
        """What was not done is not said."""
        assert unsaid not in paragraph()

    def test_dutch(self) -> None:
        """In Dutch a column, a value and a period have their Dutch names."""
        said = paragraph(lang="nl", cluster="investigation", where={"relation": "affective"}, period="recruitment")
        for name in ("opsporingsonderzoek", "affectieve relatie", "ronselperiode"):
            assert name in said

    def test_no_interval(self) -> None:
        """Without intervals nothing is said of what they rest on."""
        said = paragraph(confidence=None, cluster="investigation")
        assert not re.search("Wilson|random sample|alike", said)

    def test_no_offenders(self) -> None:
        """Where a case names no offender it is said that their number is unknown."""
        assert "How many distinct offenders the cases have is unknown" in paragraph(OPEN)

    def test_no_cases(self) -> None:
        """Of no cases nothing is said about their offenders."""
        said = methods(Tally.of([]))
        assert "0 cases were counted." in said
        assert "offenders;" not in said

    def test_mixed(self) -> None:
        """Where cases are read in two ways, both are counted."""
        said = paragraph(OPEN, OPEN, CLOSED)
        assert "in some cases (2) it was left open; in the others (1) the source was taken" in said
        assert "Verdicts that rest on that: 1." in said

    def test_outer(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where there were too many possibilities to try, it says so."""
        monkeypatch.setattr(Tally, "exact", False)
        assert "some shares and intervals are outer bounds" in paragraph()

    def test_files(self) -> None:
        """The tables are named with their digests, and what does not print in a name is escaped."""
        tally = evolve(Tally.of(CASES), files=(("a.csv", "1f"), ("b\x07.csv", "2e")))
        assert "Data: a.csv (SHA-256: 1f); b\\x07.csv (SHA-256: 2e)." in methods(tally)


class TestCommand:
    """`tally --methods`."""

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_same(self, lang: str) -> None:
        """It writes what Python writes, with the tables that were read."""
        digest = hashlib.sha256(Path(CODER1).read_bytes()).hexdigest()
        said = run("tally", CODER1, "--methods", "--lang", lang, COLUMNS="9999").out
        tally = evolve(Tally.of(CASES), files=((CODER1, digest),))
        assert [each for each in methods(tally, lang).split("\n\n") if each not in said] == []

    @pytest.mark.parametrize("form", ["md", "html"])
    def test_forms(self, form: str) -> None:
        """It is to be had as Markdown and as a page."""
        done = run("tally", CODER1, "--methods", "--format", form)
        assert done.code == 0
        assert "63 cases were counted." in done.out
        assert "Tally of" not in done.out

    def test_several(self) -> None:
        """Several assumptions are said together."""
        said = run("tally", CODER1, "--methods", "--at-most-yes", "0,5,10", "--where", "case_id=002-v1").words
        assert 'at most 0, 5 or 10 "yes"' in said

    @pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
    def test_no_sentences(self, form: str, tmp_path: Path) -> None:
        """A form that has no sentences is wrong usage, before any table is read."""
        done = run("tally", "no_such.csv", "--methods", "-o", str(tmp_path / f"t.{form}"))
        assert (done.code, list(tmp_path.iterdir())) == (2, [])
        assert "--format table, md, html" in done.err
