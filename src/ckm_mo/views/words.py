"""The words of one language, as views use them: labels of the codebook, sentences of the catalogue, numbers."""

from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction

from ckm_mo.answers import Period
from ckm_mo.cases import JOINT
from ckm_mo.classification import Verdict
from ckm_mo.codebook import (
    NOT_CODED,
    VARIABLE,
    VARIABLES,
    EditRule,
    Role,
    Variable,
    codebook_text,
    takes,
    variable_label,
    word,
)
from ckm_mo.errors import STANDARD, check_language
from ckm_mo.explanation import Named
from ckm_mo.messages import number, say
from ckm_mo.rules import OF_MEANS, PROFILE, RULES, AllOf, Condition, Is, outcome_label, profile_words
from ckm_mo.views.blocks import printable
from ckm_mo.views.marks import DASH
from ckm_mo.views.shares import LEAST, Number, decimals, percentages


def words_in(lang: str) -> "Words":
    """Give the words of a language.

    Raises:
        InvalidInput: If there is no such language.
    """
    check_language(lang)
    return Words(lang)


class Words:
    """The words of one language: labels from the codebook, sentences from the catalogue."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def say(self, sentence: str, /, **facts: object) -> str:
        """Say a sentence."""
        return say(sentence, self.lang, **facts)

    def text(self, *path: str) -> str:
        """Look up a text of the codebook; empty where it has none."""
        return codebook_text(self.lang, *path)

    def file(self, name: str) -> str:
        """Name a table as people know it."""
        return self.say("standard_input") if name == STANDARD else printable(name)

    def variable(self, key: str) -> str:
        """Label a variable; one of a period says which."""
        return variable_label(VARIABLE[key], self.lang)

    def value(self, key: str, value: str) -> str:
        """Label the value of a variable, or several."""
        labels = (
            self.text("variables", key, "values", each, "label") or self.text("answers", each, "label") or each
            for each in value.split(JOINT)
        )
        return ", ".join(labels) if value != "open" or VARIABLE[key].role is Role.READING else self.say("value_open")

    def answer(self, key: str, value: str) -> str:
        """Say an answer: what the value is a value of, where that does not go without saying."""
        own = self.text("variables", key, "values", value, "label")
        return own or f"{self.variable(key)}: {self.value(key, value)}"

    def answers(self, answers: Named) -> str:
        """Say several answers."""
        return "; ".join(self.answer(key, value) for key, value in answers)

    def in_full(self, answers: Named) -> str:
        """Say several answers, each with its variable."""
        return "; ".join(f"{self.variable(key)}: {self.value(key, value)}" for key, value in answers)

    def outcome(self, dimension: str, outcome: str) -> str:
        """Label the outcome of a rule."""
        return outcome_label(dimension, outcome, self.lang)

    def dimension(self, dimension: str, period: Period | None, text: str = "label") -> str:
        """Label a dimension, or give its `short` label; one that is of a period says of which."""
        label = self.text("dimensions", dimension, text)
        return f"{label} ({self.text('levels', period, 'label')})" if period and dimension in OF_MEANS else label

    def short(self, dimension: str, outcome: str) -> str:
        """Label an outcome where its dimension is named beside it; or say that it is open."""
        label = self.text("outcomes", outcome, "short") or self.text("variables", dimension, "values", outcome, "short")
        return label or self.say("value_open")

    def either(self, parts: Sequence[str]) -> str:
        """Join alternatives: a, b or c."""
        return self._joined("joined_or", parts)

    def all(self, parts: Sequence[str]) -> str:
        """Join what holds together: a, b and c."""
        return self._joined("joined_and", parts)

    def _joined(self, sentence: str, parts: Sequence[str]) -> str:
        if len(parts) < 2:  # noqa: PLR2004 - nothing to join
            return "".join(parts)
        return self.say(sentence, all_but_last=", ".join(parts[:-1]), last=parts[-1])

    def profile(self, code: str) -> str:
        """Say a profile in words."""
        return profile_words(PROFILE[code], self.lang)

    def sentence(self, text: str) -> str:
        """Make a sentence of words."""
        return f"{text[0].upper()}{text[1:]}."

    def possible(self, verdict: Verdict) -> str:
        """List the outcomes that are possible."""
        outside = [self.say("or_outside")] if verdict.outside != "no" else []
        return self.either([*verdict.possible, *outside])

    def number(self, value: float, decimals: int = 0) -> str:
        """Write a number."""
        return number(value, self.lang, decimals)

    def percent(self, confidence: float) -> str:
        """Write a confidence level as a percentage, without its sign."""
        percent = f"{confidence * 100:.10g}"
        return self.number(float(percent), len(percent.partition(".")[2]))

    def between(self, low: int, high: int) -> str:
        """Write a range of whole numbers; one where its ends are the same."""
        return DASH.join(map(self.number, dict.fromkeys((low, high))))

    def share(self, least: float, most: float, n: int) -> str:
        """Write a share, or a range of shares, as a percentage: only none is 0%, and only all is 100%.

        Args:
            least: At least how many.
            most: At most how many.
            n: Of how many; of none there is no share, and the text is empty.
        """
        return self.interval((Fraction(least) / n, Fraction(most) / n), n) if n else ""

    def interval(self, limits: tuple[Number, Number] | None, n: int) -> str:
        """Write a share of n that lies between limits, or its interval, as percentages, as `share` does; None empty."""
        if limits is None:
            return ""
        low, high = limits
        ends = percentages(low, high, n)
        texts = [self.number(end, decimals(n)) for end in ends]
        finest = 10 ** -decimals(n)
        if low > LEAST and not ends[0]:
            texts[0] = f"<{self.number(finest, decimals(n))}"
        if high < 1 - LEAST and ends[-1] == 100:  # noqa: PLR2004 - all
            texts[-1] = f">{self.number(100 - finest, decimals(n))}"
        return self.say("percent", number=DASH.join(texts))

    def texts_of(self, variable: Variable, parts: Iterable[str]) -> list[str]:
        """Give some of the texts of a variable; empty where it has none."""
        return [self.text("variables", variable.means or variable.key, part) for part in parts]

    def more_of(self, *path: str, parts: Iterable[str] = ("includes", "excludes", "source")) -> list[str]:
        """Say what a text of the codebook includes and what it does not, and its source; what it lacks is left out."""
        texts = ((part, self.text(*path, part)) for part in parts)
        return [self.say(part, text=text) for part, text in texts if text]

    def cited(self, locator: str | None) -> str:
        """Say where in the source something stands, to be put behind it; empty where that is not said."""
        return self.say("cited", at=printable(locator)) if locator else ""

    def heads(self, *keys: str) -> tuple[str, ...]:
        """Say the heads of a grid."""
        return tuple(self.say(f"head_{key}") for key in keys)

    def grounds(self, outcomes: Collection[str]) -> str:
        """Say whose the rules of some outcomes are, each in a word."""
        return ", ".join(dict.fromkeys(self.say(f"ground_{each.ground}") for each in RULES if each.outcome in outcomes))

    def question(self, key: str) -> str:
        """Ask for a variable; of one in a period, say first in which."""
        variable = VARIABLE[key]
        question = self.text("variables", variable.means or key, "question")
        if not variable.period:
            return question
        period = self.text("levels", variable.period, "label")
        return self.say("question_period", period=period, question=question[0].lower() + question[1:])

    def query(self, rule: str) -> str:
        """Say what an edit rule asks, its words in quotation marks; empty where it is none."""
        return self.text("edits", rule, "sentence").replace("`", '"')

    def allowed(self, variable: Variable) -> str:
        """List what may stand in a column."""
        if not variable.values:
            return self.say("free_id" if variable is VARIABLES[0] else "free_text")
        joint = f" {JOINT} " if variable.several else ", "
        return joint.join(word(value, self.lang) for value in takes(variable) if value.key != NOT_CODED)

    def when(self, rule: EditRule) -> str:
        """Say what an edit rule is about, in the words of tables."""
        return "; ".join(self._fitting([key], values) for key, values in rule.when)

    def expected(self, rule: EditRule) -> str:
        """Say what an edit rule expects; variables of which the same is are named together."""
        together: dict[tuple[str, ...], list[str]] = {}
        for key, values in rule.expected:
            together.setdefault(values, []).append(key)
        texts = (self._fitting(keys, values) for values, keys in together.items())
        return "; ".join(texts) or self.say("second_look")

    def _fitting(self, keys: Sequence[str], values: Iterable[str]) -> str:
        columns = ", ".join(word(VARIABLE[key], self.lang) for key in keys)
        allowed = [word(each, self.lang) for each in takes(VARIABLE[keys[0]]) if each.key in values]
        return f"{columns}: {self.either(allowed)}"

    def condition(self, condition: Condition, *, line: str = " ") -> str:
        """Say a condition of the rules; each part after a space, or on a line of its own that begins like `line`."""
        if isinstance(condition, Is):
            return self.in_full(((condition.variable, condition.value),))
        key = "all_of" if isinstance(condition, AllOf) else "any_of"
        within = line if line == " " else f"{line}  "
        return self.say(key) + line + f";{line}".join(self.condition(part, line=within) for part in condition.parts)
