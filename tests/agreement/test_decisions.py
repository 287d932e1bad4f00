"""What is to be decided, as data and as a table in both languages."""

from typing import Any

import pytest

from ckm_mo import Case
from ckm_mo.agreement import Codings, Decision, decision_heads, decision_rows, decisions_of, to_decide
from ckm_mo.agreement.decisions import carried, choices, method_words
from ckm_mo.codebook import VARIABLE
from ckm_mo.errors import BrokenTable, InvalidInput
from ckm_mo.messages import LANGUAGES

ONE = {"case_id": "A", "violence": "yes", "violence_at": "p. 4", "sectors": "car;home", "offender": "o1"}
TWO = {"case_id": "A", "violence": "no", "relation": "affective", "sectors": "home", "offender": "o2"}


def codings(*coders: dict[str, str]) -> Codings:
    """Code one case each."""
    return Codings.of({str(place): [Case.from_answers(each)] for place, each in enumerate(coders, 1)})


def keys(*coders: dict[str, str]) -> list[str]:
    """List what is to be decided of one case."""
    return [each.key for each in to_decide(codings(*({"case_id": "A"} | each for each in coders)))]


class TestToDecide:
    """What coders gave differently is to be decided, and nothing else."""

    def test_rows(self) -> None:
        """A row for each: what each gave and where, what changes a verdict first; names are answers too."""
        violence, offender, sectors = to_decide(codings(ONE, TWO))
        assert violence == Decision("A", "violence", ("yes", "no"), at=("p. 4", ""), changes_verdict=True)
        assert (offender.key, offender.answers, offender.changes_verdict) == ("offender", ("o1", "o2"), False)
        assert (sectors.key, sectors.answers) == ("sectors", ("home;car", "home"))

    def test_one_answer(self) -> None:
        """An answer that only one coder gave differs from nothing."""
        assert keys({"relation": "affective"}, {"violence": "no"}) == []

    @pytest.mark.parametrize(
        ("one", "other", "expected"),
        [
            ({"violence": "no"}, {"recruitment_violence": "yes"}, ["violence", "recruitment_violence"]),
            (
                {"exploitation_began": "no"},
                {"exploitation_violence": "yes"},
                ["exploitation_began", "exploitation_violence"],
            ),
            (
                {"violence": "no"},
                {"violence": "yes", "recruitment_violence": "yes"},
                ["violence", "recruitment_violence"],
            ),
            (
                {"violence": "no"},
                {"violence": "yes", "recruitment_violence": "yes", "exploitation_violence": "yes"},
                ["violence", "recruitment_violence", "exploitation_violence"],
            ),
            (
                {"exploitation_began": "yes", "violence": "no", "exploitation_violence": "no"},
                {"violence": "yes", "recruitment_violence": "yes"},
                ["violence", "recruitment_violence"],
            ),
            ({"violence": "yes"}, {"recruitment_violence": "no"}, []),
        ],
    )
    def test_contradiction(self, one: dict[str, str], other: dict[str, str], expected: list[str]) -> None:
        """But one that contradicts what another gave, or may finally be, is to be decided as well."""
        assert keys(one, other) == expected

    def test_three(self) -> None:
        """Of three coders one may not have the case: it gave nothing."""
        three = Codings.of(
            {
                "one": [Case.from_answers(ONE)],
                "two": [Case.from_answers({"case_id": "B"})],
                "three": [Case.from_answers(TWO)],
            }
        )
        assert to_decide(three)[0].answers == ("yes", "", "no")

    def test_period(self) -> None:
        """What changes a verdict depends on the reading and the period that are asked for."""
        (violence, *_) = to_decide(codings(ONE, TWO), reading="closed", period="exploitation")
        assert not violence.changes_verdict


class TestTable:
    """A table of decisions is written in the words of a language, and read in either."""

    FILLED = (
        Decision("A", "violence", ("yes", "no"), "unknown", "source_reread", "p. 9", "KL", "2026-03-01", ("p. 4", "")),
        Decision("A", "sectors", ("home;car", ""), "car", at=("", ""), changes_verdict=True),
        Decision("=1+1", "offender", ("o1", "o2"), "o1", "codebook_rule", at=("", "")),
    )

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_reads_back(self, lang: str) -> None:
        """What is written reads back as it was."""
        assert decisions_of(decision_heads(2, lang), [*enumerate(decision_rows(self.FILLED, lang), 2)]) == self.FILLED

    def test_no_language(self) -> None:
        """In a language that there is not it has neither a header nor rows."""
        for made in (lambda: decision_heads(2, "fr"), lambda: [*decision_rows([], "fr")]):
            with pytest.raises(InvalidInput, match='"fr" is not allowed here'):
                made()

    def test_heads(self) -> None:
        """The columns are those that review tools have, one for each coder where they differ."""
        heads = ["case_id", "variable", "coder_1", "coder_2", "coder_3", "at_1", "at_2", "at_3", "changes_verdict"]
        assert decision_heads(3, "en") == [*heads, "final", "method", "rationale", "decided_by", "decided_on"]
        assert decision_heads(2, "nl")[2:8] == [
            *("codeur_1", "codeur_2", "vindplaats_1", "vindplaats_2", "wijzigt_uitkomst", "eindantwoord"),
        ]

    def test_words(self) -> None:
        """The words to choose from are those of the language."""
        assert choices(VARIABLE["violence"], "nl") == ("ja", "nee", "onbekend", "niet_vermeld", "niet_gecodeerd")
        assert choices(VARIABLE["offender"], "nl") == ()
        assert method_words("en") == ("consensus", "adjudicator", "source_reread", "codebook_rule")

    def test_any_spelling(self) -> None:
        """Columns may stand in any order and spelling, with others among them; blank rows are none."""
        heads = ["Final", "Variabele", "mine", "Coder 2", "codeur-1", "CASE_ID", "methode"]
        (found,) = decisions_of(heads, [(2, [""] * 7), (3, [" Nee", "Geweld ", "x", "nee", "JA", "A", "Consensus"])])
        assert found == Decision("A", "violence", ("yes", "no"), "no", "consensus", at=("", ""))
        assert found.place == {"file": "", "row": 3}

    @pytest.mark.parametrize("column", ["case_id", "variable", "coder_1", "coder_2", "final"])
    def test_missing_column(self, column: str) -> None:
        """Without what it is about, or what was decided, it is no table of decisions."""
        with pytest.raises(BrokenTable, match=f"^d.csv: .* missing: {column}") as caught:
            decisions_of([each for each in decision_heads(2, "en") if each != column], [], file="d.csv")
        assert caught.value.file == "d.csv"

    def test_all_errors(self) -> None:
        """Everything that is wrong with it is said, with its place."""
        rows = [["A", "violins", "yes", "no", "no", ""], ["A", "violence", "x", "no", "maybe", "guess"]]
        with pytest.raises(InvalidInput) as caught:
            decisions_of(
                ["case_id", "variable", "coder_1", "coder_2", "final", "method"], [*enumerate(rows, 2)], file="d.csv"
            )
        assert [(error.row, error.column) for error in caught.value.errors] == [
            (2, "variable"),
            (3, "coder_1"),
            (3, "final"),
            (3, "method"),
        ]
        assert "Use one of: consensus, adjudicator, source_reread, codebook_rule." in str(caught.value)


class TestCarried:
    """What was decided is taken over where the answers are still the same."""

    @pytest.mark.parametrize(
        ("answers", "final"),
        [(("yes", "no"), "no"), (("no", "yes"), "no"), (("yes", "unknown"), ""), (("yes", "no", "no"), "")],
    )
    def test_carried(self, answers: tuple[str, ...], final: str) -> None:
        """Whichever coder gave which."""
        earlier: dict[str, Any] = {"method": "adjudicator", "rationale": "x", "decided_by": "KL", "decided_on": "1/2"}
        (found,) = carried(
            [Decision("A", "violence", answers)], [Decision("A", "violence", ("no", "yes"), "no", **earlier)]
        )
        assert (found.final, found.touched, found.answers) == (final, bool(final), answers)
        assert found.decided_on == ("1/2" if final else "")
