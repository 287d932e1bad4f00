"""Claims: whether a sentence about a table can be overturned by what is open in it.

Over all completions of the open answers a claim holds, fails, or is open. `judging`
finds which; here cases are counted by what they contribute to a claim.

"Holds" means that the open answers cannot overturn it. Whether the codes are right,
and what the cases are a sample of, remains to be said.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from types import MappingProxyType
from typing import ClassVar, Final

from attrs import evolve, field, frozen

from ckm_mo.answers import Period, Reading
from ckm_mo.cases import Case, each_case
from ckm_mo.codebook import VARIABLE, provenance_record
from ckm_mo.questions.judging import Judged, judge_claim
from ckm_mo.questions.sentences import Claim, parse_claim
from ckm_mo.records import NUMBER, TEXT, TRUTH, WHOLE, Records, Result, plural
from ckm_mo.tallies.completions import Completions, least_costs
from ckm_mo.tallies.groups import FEW, Group, check_group
from ckm_mo.tallies.patterns import Pattern, PatternCounts, PatternReader
from ckm_mo.tallies.sums import Contributions

CLAIM_SCHEMA: Final = MappingProxyType(
    {
        "claim": TEXT,
        "status": TEXT,
        "unit": TEXT,
        "least": NUMBER,
        "greatest": NUMBER,
        "left_out": TRUTH,
        "breakdown": WHOLE,
        "open_answers": WHOLE,
        "exact": TRUTH,
        "small": TRUTH,
        "n": WHOLE,
        "reading": TEXT,
        "period": TEXT,
        "at_most_yes": WHOLE,
        "small_below": WHOLE,
    }
)
"""The columns of claims as rows."""


@frozen
class Checked(Result):
    """Claims, judged.

    Args:
        n: How many cases there are.
        reading: What silence meant for the cases that do not say so themselves.
        read_as: The one reading of all cases, or `mixed`.
        period: The period that was asked for.
        at_most_yes: How many of the open answers about means are assumed to be "yes" at most.
        open_answers: How many of them there are.
        claims: Each claim with what it is.
        least: Of how many cases a group is at least that is not small; 0 or 1 for no such mark.
        files: The tables that were read.
    """

    json: ClassVar = "n", "reading:read_as", "period", "assumed", "small_below:least", "claims", "provenance"

    n: int
    reading: Reading
    read_as: str
    period: Period | None
    at_most_yes: int | None
    open_answers: int
    claims: tuple[Judged, ...]
    least: int = field(default=FEW, kw_only=True)
    files: tuple[tuple[str, str], ...] = ()

    def __repr__(self) -> str:
        """Say in one line how many claims hold, fail and are open."""
        counts = Counter(each.status for each in self.claims)
        statuses = ", ".join(f"{count} {status}" for status, count in counts.items())
        return f"<Checked claims about {plural(self.n, 'case')}: {statuses or 'none'}, reading {self.read_as}>"

    @property
    def assumed(self) -> dict[str, int] | None:
        """What is assumed of the open answers about means; None where nothing is."""
        if self.at_most_yes is None:
            return None
        return {"at_most_yes": self.at_most_yes, "open_answers": self.open_answers}

    @property
    def provenance(self) -> dict[str, object]:
        """From what, and with what, it was made."""
        return provenance_record(self.files)

    def rows(self) -> Records:
        """Return each claim as a row for any data frame library, in the columns of `CLAIM_SCHEMA`.

        Returns:
            What `as_dict` has of it; `breakdown` is the greatest number of "yes" up to which it holds, None where it is
            not open or does not hold at 0 either (then `open_answers` is there). Differences of shares are fractions.
        """
        about = self.n, self.read_as, self.period, self.at_most_yes, self.least
        return Records(
            CLAIM_SCHEMA,
            [
                (
                    each.claim.text,
                    each.status,
                    each.claim.unit,
                    each.least,
                    each.greatest,
                    each.left_out,
                    *(each.breakdown or (None, None)),
                    each.exact,
                    each.small,
                    *about,
                )
                for each in self.claims
            ],
        )


def check(
    cases: Iterable[Case],
    *sentences: str,
    reading: Reading = Reading.OPEN,
    period: Period | None = None,
    at_most_yes: int | None = None,
    least: int = FEW,
) -> Checked:
    """Judge claims about cases.

    Args:
        cases: Any cases, each once.
        sentences: The claims, such as `"NOH >= each"`.
        reading: What silence means for cases that do not say so themselves.
        period: Of which period coercion, and the means, are; None for any.
        at_most_yes: Assume that of the open answers about means at most this many are "yes".
        least: Mark claims about the share of a group of fewer cases, which can point to a person; 0 or 1 for no mark.

    Returns:
        What each is.

    Raises:
        EmptyGroup: If a group is empty in every completion.
        InvalidAssumption: If a number cannot be assumed.
        InvalidClaim: If one cannot be parsed.
        UnknownColumn: If a name is neither a variable, a result nor a column of the cases.
        WrongKind: If these are no cases, or a claim is no text.

    Unknown:
        What is open has each of its values in some completion.

    Example:
        >>> case = Case.from_answers({"relation": "affective", "initiative": "offender", "violence": "yes"})
        >>> check([case, Case()], "affective >= 1", "AOH > NOH").claims[0].status
        'holds'
    """
    several = tuple(each_case(cases))
    columns = dict.fromkeys(name for case in several for name, _ in case.other)
    claims = [
        claim for sentence in sentences for claim in parse_claim(sentence, [*VARIABLE, *columns] if several else None)
    ]
    counted = Claims(claims, Reading(reading), None if period is None else Period(period), at_most_yes, least)
    counted.add(several)
    return counted.checked()


class Claims(PatternCounts):
    """Claims about cases that are counted one by one.

    Args:
        claims: The claims.
        reading: What silence means for cases that do not say so themselves.
        period: The period that is asked for; None for any.
        at_most_yes: What is assumed.
        least: Of how many cases a group is at least that is not small.
    """

    def __init__(
        self,
        claims: Sequence[Claim],
        reading: Reading,
        period: Period | None,
        at_most_yes: int | None = None,
        least: int = FEW,
    ) -> None:
        """Begin.

        Raises:
            InvalidAssumption: If a number cannot be assumed.
        """
        self.claims = tuple(claims)
        self.empty = Group(reading, period, at_most_yes=at_most_yes, least=least)
        check_group(self.empty)
        super().__init__(PatternReader((key for claim in claims for key, _ in claim.statements), reading, period))

    @property
    def group(self) -> Group:
        """The cases counted so far."""
        return evolve(self.empty, counts=self.counts)

    def checked(self, files: tuple[tuple[str, str], ...] = ()) -> Checked:
        """Judge all claims about the cases counted so far.

        Raises:
            EmptyGroup: If a group is empty in every completion.
        """
        group, judged = self.group, []
        for claim in self.claims:
            completions = Completions(claim.statements, self.reader.named, group.period)
            contributions = group.counted_by(partial(contributions_of, claim, completions))
            judged.append(judge_claim(claim, contributions, group))
        return Checked(
            group.n,
            group.reading,
            group.read_as,
            group.period,
            group.at_most_yes,
            group.open_answers,
            tuple(judged),
            files,
            least=group.least,
        )


def contributions_of(claim: Claim, completions: Completions, pattern: Pattern) -> Contributions:
    """Return the vectors that a case of a pattern may add to a claim, each with its least cost."""
    vectors = []
    for truths, cost in completions.truths(pattern):
        vector = list[int]()
        for term in claim.terms:
            of_exploitation = any(key in VARIABLE and VARIABLE[key].of_exploitation for key, _ in term.outcome)
            applies = pattern.exploitation_began or not (claim.share and of_exploitation)
            in_group = applies and truths.issuperset(term.group)
            has_outcome = not truths.isdisjoint(term.outcome) if term.any_of else truths.issuperset(term.outcome)
            vector += [in_group, in_group and has_outcome]
        vectors.append(((*vector, 1, 0)[:4], cost))  # a number is a group of all cases
    return frozenset(least_costs(vectors).items())
