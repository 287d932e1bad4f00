"""The form of a case, made from the codebook: all questions on one page, in the interview's order."""

from collections.abc import Iterable, Sequence
from typing import Final

from attrs import field, frozen

from ckm_mo.answers import Period
from ckm_mo.cli.interview import answer_cautions, instructions, label
from ckm_mo.codebook import (
    CODED_DIMENSIONS,
    CONTEXT,
    EXPLOITATION_BEGAN,
    IDENTIFIERS,
    LOCATOR,
    MEANS_KEYS,
    NOT_CODED,
    PREFIXES,
    READING,
    VARIABLE,
    Variable,
    means_key,
    takes,
)
from ckm_mo.messages import LANGUAGES
from ckm_mo.views.pages import Markup, element
from ckm_mo.views.words import Words

WORDS: Final = tuple(map(Words, LANGUAGES))


@frozen
class Texts:
    """The texts of the page in each language, by the key that an element has in `data-say`."""

    texts: dict[str, list[str]] = field(factory=dict)

    def say(self, name: str, *texts: str, **attributes: str | None) -> Markup:
        """Make an element of a text: one for each language, or the key of one that is known."""
        key = texts[0] if len(texts) == 1 else self._key(texts)
        return element(name, self.texts[key][0], **{"data_say": key, **attributes})

    def _key(self, texts: Sequence[str]) -> str:
        known = {tuple(each): key for key, each in self.texts.items()}
        return known.get(tuple(texts)) or self._new(texts)

    def _new(self, texts: Sequence[str]) -> str:
        key = f"text_{len(self.texts)}"
        self.texts[key] = [*texts]
        return key


@frozen
class Form:
    """What makes the form, and gathers its texts."""

    texts: Texts

    def parts(self) -> Iterable[Markup]:
        """Make all parts, each with its heading."""
        yield self._part("group_ids", *map(self._free, IDENTIFIERS), note="numbers")
        yield self._part("group_format", *map(self._choice, CODED_DIMENSIONS))
        yield self._part("group_means", *map(self._means, MEANS_KEYS))
        yield self._part("group_exploitation", self._choice(EXPLOITATION_BEGAN))
        yield self._folded("group_context", *map(self._choice, CONTEXT))
        yield self._part("group_reading", self._choice(READING), self._period())

    def _part(self, heading: str, *questions: Markup, note: str = "") -> Markup:
        noted = [self.texts.say("p", note, class_="note")] if note else []
        return element("section", self.texts.say("h3", heading), *noted, *questions, class_="part")

    def _folded(self, heading: str, *questions: Markup) -> Markup:
        summary = element("summary", self.texts.say("h3", heading))
        return element("details", summary, *questions, class_="part")

    def _means(self, means: str) -> Markup:
        """Ask for a means, and folded for each period of it."""
        whole, *periods = (VARIABLE[means_key(means, each.key)] for each in PREFIXES)
        summary = self.texts.say("summary", "by_period")
        return element(
            "div",
            self._choice(whole),
            element("details", summary, *map(self._choice, periods), class_="periods"),
            class_="means",
        )

    def _free(self, variable: Variable) -> Markup:
        """Ask for a text."""
        key = variable.key
        question = self.texts.say("span", *(words.question(key) for words in WORDS))
        asked = element("label", question, _input(type="text", name=key, aria_describedby=f"m-{key}"))
        return element("div", asked, _message(key), class_="question free", id=f"q-{key}")

    def _choice(self, variable: Variable) -> Markup:
        """Ask for one answer, or several."""
        key = variable.key
        legend = self.texts.say("legend", *(words.question(key) for words in WORDS))
        note = [self.texts.say("p", "several", class_="note")] if variable.several else []
        kind = "checkbox" if variable.several else "radio"
        tokens = [value.key for value in takes(variable) if not (variable.several and value.key == NOT_CODED)]
        answers = [self._answer(variable, token, kind) for token in tokens]
        if NOT_CODED not in tokens and not variable.several:
            default = self.texts.say("span", "reading_default")
            answers.append(_option(kind, key, NOT_CODED, default, checked=""))
        return element(
            "fieldset",
            legend,
            *note,
            element("div", *answers, class_="answers"),
            _message(key),
            self._instructions(variable),
            *([self._place(variable)] if key in LOCATOR else []),
            class_="question",
            id=f"q-{key}",
        )

    def _answer(self, variable: Variable, token: str, kind: str) -> Markup:
        said = self.texts.say("span", *(label(words, variable, token) for words in WORDS))
        checked = "" if token == NOT_CODED else None
        return _option(kind, variable.key, token, said, checked=checked)

    def _instructions(self, variable: Variable) -> Markup:
        """Say what counts and what does not, folded."""
        told = zip(
            *((*instructions(words, variable), *answer_cautions(words, variable)) for words in WORDS), strict=True
        )
        lines = (self.texts.say("p", *each) for each in told)
        return element("details", self.texts.say("summary", "what_counts"), *lines, class_="counts")

    def _place(self, variable: Variable) -> Markup:
        """Ask where in the source the answer stands."""
        name = LOCATOR[variable.key].key
        asked = element("label", self.texts.say("span", "place"), _input(type="text", name=name))
        return element("div", asked, class_="place", id=f"q-{name}")

    def _period(self) -> Markup:
        """Ask which period counts, which is not an answer."""
        labels = [(str(each), [words.text("levels", each, "label") for words in WORDS]) for each in Period]
        options = [_option("radio", "period", "", self.texts.say("span", "period_any"), checked="")]
        options += [_option("radio", "period", key, self.texts.say("span", *each)) for key, each in labels]
        return element(
            "fieldset",
            self.texts.say("legend", "period"),
            element("div", *options, class_="answers"),
            self.texts.say("p", "period_note", class_="note"),
            class_="question",
            id="q-period",
        )


def _input(**attributes: str | None) -> Markup:
    made = element("input", **{**attributes, "autocomplete": "off", "spellcheck": "false"})
    return Markup(made.removesuffix("</input>"))


def _option(kind: str, name: str, value: str, said: Markup, checked: str | None = None) -> Markup:
    return element("label", _input(type=kind, name=name, value=value, checked=checked), said, class_="answer")


def _message(key: str) -> Markup:
    return element("p", class_="message", id=f"m-{key}", hidden="")
