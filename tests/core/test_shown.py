"""What Python and a notebook show of a result: one line and a plain table, which name nobody and run nothing."""

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from ckm_mo.agreement import Codings, agree, disagreements, merge, to_decide
from ckm_mo.cases import Case
from ckm_mo.classification import classify
from ckm_mo.codebook import EDIT_RULES
from ckm_mo.explanation import explain
from ckm_mo.messages import shown
from ckm_mo.questions import check, plan
from ckm_mo.study import Allowed, compare, sheet
from ckm_mo.tables import check_table, read_table, write_table
from ckm_mo.tallies.reports import Finding
from ckm_mo.tallies.tally import Tally

EVIL = "<script>alert('x')</script>\nSecond line"
"""A text that no page may run, and no line may hold."""

PERSON = "Name of a person"

LONGEST = 300
"""How long a line may be."""

ANSWERS = {"relation": "affective", "initiative": "offender", "violence": "yes", "offender": PERSON, "victim": PERSON}
CASES = [
    evolve(Case.from_answers(ANSWERS | {"case_id": "1"}), other=((EVIL, EVIL), ("note", PERSON))),
    evolve(Case.from_answers({"case_id": EVIL, "relation": "affective"}), other=((EVIL, EVIL), ("note", PERSON))),
    evolve(Case.from_answers({"case_id": "3"}), other=((EVIL, ""), ("note", PERSON))),
]
OTHERS = [evolve(each, answers=Case.from_answers({"relation": "non_affective"}).answers) for each in CASES]
CODINGS = Codings.of({EVIL: CASES, "two": OTHERS})
ALLOWED = Allowed("row_a", {"AOS": (0, 3)}, {"AO": (1, 4)}, (2, 5))
CLAIM = check(CASES, "affective >= 1")

RESULTS: dict[str, Callable[[], Any]] = {
    "case": lambda: CASES[0],
    "verdict": lambda: classify(CASES[0]),
    "explanation": lambda: explain(CASES[1]),
    "tally": lambda: Tally.of(CASES, by=EVIL, where={"relation": "affective"}),
    "bounds": lambda: Tally.of(CASES).profiles["AOH"],
    "comparison": lambda: compare(CASES, by_case=True),
    "beside": lambda: compare(CASES, by_case=True).figures[0],
    "allowed": lambda: ALLOWED,
    "sheet": sheet,
    "figure": lambda: sheet().figures[0],
    "codings": lambda: CODINGS,
    "agreement": lambda: agree(CODINGS),
    "figures": lambda: agree(CODINGS).profile,
    "decision": lambda: evolve(to_decide(CODINGS)[-1], rationale=PERSON, decided_by=PERSON),
    "disagreement": lambda: disagreements(CODINGS)[-1],
    "merged": lambda: merge(CODINGS),
    "checked": lambda: CLAIM,
    "judged": lambda: CLAIM.claims[0],
    "claim": lambda: CLAIM.claims[0].claim,
    "plan": lambda: plan(CASES, per=EVIL),
    "finding": lambda: Finding(EDIT_RULES[0].key, EVIL, 2, EVIL, (("victim", PERSON),)),
    "rows": lambda: Tally.of(CASES, by=EVIL).rows(),
}
"""Every result that the packages give."""


class Plain(HTMLParser):
    """Holds a page to be a plain table."""

    def __init__(self, text: str) -> None:
        """Read a text."""
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a tag."""
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        """Take a text."""
        self.text += data


@pytest.mark.parametrize("name", RESULTS)
class TestEveryResult:
    """Every result says in one line what it is, and a notebook shows it as a plain table."""

    def test_line(self, name: str) -> None:
        """The line is one, is short, and names nobody."""
        line = repr(RESULTS[name]())
        assert line.isprintable()
        assert len(line) <= LONGEST
        assert PERSON not in line

    def test_table(self, name: str) -> None:
        """The table has no style, class or id, runs nothing, and names nobody."""
        found = Plain(RESULTS[name]()._repr_html_())
        assert found.tags <= {"table", "caption", "tr", "th", "td"}
        assert found.attributes <= {"colspan"}
        assert found.text.strip()
        assert PERSON not in found.text


class TestLines:
    """The line says what one would ask first."""

    @pytest.mark.parametrize(
        ("given", "line"),
        [
            ({}, "<Tally of 3 cases: 1 decided, 2 undecided, reading open>"),
            ({"period": "recruitment"}, "<Tally of 3 cases: 0 decided, 3 undecided, reading open, recruitment>"),
            (
                {"by": "relation", "where": {"relation": "affective"}},
                "<Tally of 2 cases (1 more may belong): 1 decided, 2 undecided, reading open, by relation>",
            ),
        ],
        ids=["whole", "period", "group"],
    )
    def test_tally(self, given: dict[str, Any], line: str) -> None:
        """Of a tally: how many cases, decided and undecided, and what it is of."""
        assert repr(Tally.of(CASES, **given)) == line

    def test_outside(self) -> None:
        """A tally with cases outside the format says so, and so does a verdict."""
        none = dict.fromkeys(("vulnerable_position", "deception", "threat_of_violence", "violence", "sextortion"), "no")
        case = Case.from_answers({"relation": "affective"} | none)
        assert repr(Tally.of([case])) == "<Tally of 1 case: 0 decided, 1 outside, 0 undecided, reading open>"
        assert repr(classify(case)) == "<Verdict: outside, reading open>"

    def test_verdict(self) -> None:
        """Of a verdict: the profile, or what is possible; none where there is no coercion to speak of."""
        attempt = Case.from_answers({"exploitation_began": "no"})
        assert repr(classify(CASES[0])) == "<Verdict: AOH, reading open>"
        assert repr(classify(CASES[1])).startswith("<Verdict: undecided among AOS, AOH, ALS, ALH, outside, reading")
        assert repr(classify(attempt, period="exploitation")) == "<Verdict: none, reading open, exploitation>"  # type: ignore[arg-type]

    def test_case(self) -> None:
        """Of a case: what is coded, the first answers by name."""
        assert repr(CASES[0]) == "<Case: relation=affective, initiative=offender, violence=yes>"
        assert repr(CASES[2]) == "<Case: not_coded>"
        many = Case.from_answers(dict.fromkeys(("decides_acts", "decides_hours", *_MEANS), "yes"))
        assert repr(many).endswith(", 4 more>")

    def test_table(self, tmp_path: Path) -> None:
        """Of a table: how many cases, and where they are from; of a report, how much was found."""
        path = tmp_path / "cases.csv"
        write_table(CASES[:1], path)
        cases, report = read_table(path), check_table(path)
        assert repr(cases) == f"<1 case: {shown(str(path))}>"
        assert repr(report) == "<Report on 1 case: 0 queries, 0 findings>"
        assert {PERSON in Plain(each._repr_html_()).text for each in (cases, report)} == {False}


_MEANS = [f"{period}{key}" for key in ("deception", "violence") for period in ("", "recruitment_", "exploitation_")] + [
    *("sextortion", "threat_of_violence", "vulnerable_position", "takes_all_money")
]


class TestExplanation:
    """The reasons for a verdict are rows too."""

    def test_rows(self) -> None:
        """A row for each part of the JSON interface."""
        found = explain(CASES[0])
        told: dict[str, Any] = found.as_dict()
        rows = [*found.rows()]
        for part in ("fired", "ruled_out", "ask", "flips"):
            assert len([row for row in rows if row["part"] == part]) == len(told[part])
        assert {
            "part": "flips",
            "key": "relation=non_affective",
            "answers": "relation=affective",
            "outcome": "NOH",
        } in rows
