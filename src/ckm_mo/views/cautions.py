"""What verdicts do not say: the fixed sentences, and what ends a view."""

from collections.abc import Collection, Iterator, Mapping

from ckm_mo.classification import Verdict
from ckm_mo.rules import RULES
from ckm_mo.views.blocks import Lines, Title, View
from ckm_mo.views.messages import SENTENCES
from ckm_mo.views.words import Words


def cautions(words: Words, certain: Collection[str] = (), possible: Collection[str] | None = None) -> tuple[str, ...]:
    """Say what verdicts do not say: the fixed sentences of all of them, and of outcomes that need one.

    Args:
        words: Of the language.
        certain: The outcomes that a verdict has.
        possible: Those that one may have, or that the view names, all if None: "Where this applies" precedes their
            sentence.
    """
    lines = []
    for rule in RULES:
        sentence = f"caution_{rule.outcome}"
        if sentence in SENTENCES and rule.outcome in certain:
            lines.append(words.say(sentence))
        elif sentence in SENTENCES and (possible is None or rule.outcome in possible):
            lines.append(words.say("caution_means", sentence=words.say(sentence)))
    return (*lines, words.say("method"))


def cautions_of(words: Words, verdicts: Mapping[Verdict, int]) -> Iterator[str]:
    """Say what an outcome does not say, and of how many cases it is the outcome, for certain or possibly."""
    for rule in RULES:
        sentence = f"caution_{rule.outcome}"
        if sentence in SENTENCES:
            certain = possible = 0
            for verdict, count in verdicts.items():
                outcomes = verdict.left[rule.dimension]
                certain += count * (outcomes == (rule.outcome,))
                possible += count * (len(outcomes) > 1 and rule.outcome in outcomes)
            if certain or possible:
                yield words.say("caution_of", sentence=words.say(sentence), certain=certain, possible=possible)


def notes(words: Words, *lines: str) -> View:
    """End a view of several parts with what is to be known of all of it."""
    return Title(words.say("section_notes")), Lines(lines)
