"""Views: narrow enough to read, without a control code that was not asked for, and never without their cautions."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

import strategies
from ckm_mo import checking
from ckm_mo.answers import Period, Reading
from ckm_mo.cases import Case
from ckm_mo.classification import classify
from ckm_mo.codebook import COLUMNS, VARIABLES
from ckm_mo.explanation import explain
from ckm_mo.messages import LANGUAGES
from ckm_mo.rules import PROFILE, RULES, Ground
from ckm_mo.tables.reading import read_table
from ckm_mo.tallies.tally import Tally
from ckm_mo.views.blocks import Bars, Grid, Lines, Profiles, Title, View, printable
from ckm_mo.views.codebook import codebook_view, template_view
from ckm_mo.views.explanation import beside, explanation_view
from ckm_mo.views.markdown import to_markdown
from ckm_mo.views.plain import to_plain
from ckm_mo.views.profiles import codes_line
from ckm_mo.views.rules import check_view, rules_view
from ckm_mo.views.tally import tally_view
from ckm_mo.views.terminal import to_terminal
from ckm_mo.views.verdicts import verdicts_ending, verdicts_grid, verdicts_title
from ckm_mo.views.words import Words
from commands import CODER1, CODER2
from spaces import GROUPING

CASES = {path: read_table(path).cases for path in (CODER1, CODER2)}
LEVELS = (None, *Period)

METHOD = {
    "en": "It describes a method. It is no evidence, no prediction, and says nothing about guilt.",
    "nl": "Dit beschrijft een werkwijze. Het is geen bewijs en geen voorspelling, en zegt niets over schuld.",
}
LEFT_TO_VICTIM = {
    "en": "The offender left the initiative to the victim. This says nothing about consent; a minor cannot give it.",
    "nl": "De dader liet het initiatief bij het slachtoffer. Dit zegt niets over instemming; een minderjarige kan die "
    "niet geven.",
}
OUTSIDE = {
    "en": "None of the study's five means. It does not mean that there was no coercion or no trafficking.",
    "nl": "Geen van de vijf dwangmiddelen uit het onderzoek. Dat betekent niet dat er geen sprake was van dwang of "
    "mensenhandel.",
}
READING = {
    (Reading.OPEN, "en"): "Open reading: ",
    (Reading.OPEN, "nl"): "Open leeswijze: ",
    (Reading.CLOSED, "en"): "Closed reading: ",
    (Reading.CLOSED, "nl"): "Gesloten leeswijze: ",
}
OTHER_MEANS = {"en": "other means of coercion", "nl": "andere dwangmiddelen"}
RESTS = {"en": "This verdict rests on silence", "nl": "Deze uitkomst berust op niet-vermelding"}
IN_FORMAT = {"relation": "affective", "initiative": "offender", "violence": "yes"}
NO_MEANS = dict.fromkeys(("vulnerable_position", "deception", "threat_of_violence", "violence", "sextortion"), "no")
SOFT = NO_MEANS | {"deception": "yes"}
MARKUP = tuple(r"\`*_{}[]<>#|!&~$^")


def plain(view: View, width: int = 80) -> str:
    """Write a view for a pipe."""
    return to_terminal(view, width=width, colour=False)


def unwrapped(view: View) -> str:
    """Write a view on lines that are long enough, so that sentences can be found in it."""
    return plain(view, 10_000)


def explained(lang: str, answers: dict[str, str], reading: Reading = Reading.OPEN, period: Period | None = None) -> str:
    """Write the explanation of a case, its sentences whole."""
    return unwrapped(explanation_view(Words(lang), explain(Case.from_answers(answers), reading, period)))


def listed(lang: str, *cases: Case, period: Period | None = None) -> View:
    """Make the list of the verdicts on cases, as `classify` shows it."""
    words = Words(lang)
    verdicts = [classify(case, period=period) for case in cases]
    rows = [(f"F-{n}", v, beside(words, c, v)) for n, (c, v) in enumerate(zip(cases, verdicts, strict=True))]
    counts = {verdict: verdicts.count(verdict) for verdict in verdicts}
    tally = Tally.of(cases, period=period)
    return [
        *verdicts_title(words),
        verdicts_grid(words, rows, heads=True),
        *verdicts_ending(words, counts, tally),
    ]


@cache
def all_views(lang: str) -> tuple[View, ...]:
    """Make every kind of view there is, once."""
    return tuple(_every_kind(lang))


def _every_kind(lang: str) -> Iterator[View]:
    words = Words(lang)
    cases = CASES[CODER1]
    yield listed(lang, *cases)
    yield codebook_view(words, VARIABLES)
    yield rules_view(words)
    yield template_view(words, COLUMNS)
    yield check_view(words, checking.check(), 0.5)
    yield check_view(words, [checking.Law("exact", 2187, ("relation=affective, violence=open",))], 0.5)
    for by in (None, *GROUPING):
        yield tally_view(words, Tally.of(cases, by=by))


@cache
def split(reading: Reading, period: Period | None) -> list[Tally]:
    """Tally the published cases of each coder by what has most values, decided or not."""
    return [
        Tally.of(cases, reading=reading, period=period, decided_only=decided_only, by="sectors")
        for cases in CASES.values()
        for decided_only in (False, True)
    ]


def too_long(text: str, width: int) -> list[str]:
    """List the lines that do not fit."""
    return [line for line in text.splitlines() if cell_len(line) > width]


class TestWidth:
    """Views are readable at 60 columns, and below: no line is longer than the width that is there."""

    @pytest.mark.parametrize("width", [20, 40, 60, 120])
    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_views(self, lang: str, width: int) -> None:
        """No view of any kind has a longer line, and none loses the sentence with which it ends."""
        for view in all_views(lang):
            assert too_long(plain(view, width), width) == []

    @pytest.mark.parametrize("period", LEVELS)
    @pytest.mark.parametrize("reading", Reading)
    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_published_explanations(self, lang: str, reading: Reading, period: Period | None) -> None:
        """No explanation of a published case has one; every third is tried."""
        words = Words(lang)
        for case in CASES[CODER1][::3]:
            text = plain(explanation_view(words, explain(case, reading, period)), 60)
            assert too_long(text, 60) == []
            assert " ".join(text.split()).endswith(METHOD[lang])

    @pytest.mark.parametrize("period", LEVELS)
    @pytest.mark.parametrize("reading", Reading)
    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_published_tallies(self, lang: str, reading: Reading, period: Period | None) -> None:
        """No tally of the published cases has one."""
        words = Words(lang)
        for tally in split(reading, period):
            assert too_long(plain(tally_view(words, tally), 60), 60) == []

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_large_tally(self, lang: str) -> None:
        """Nor has one of as many cases as there may ever be."""
        cases = [Case.from_answers(IN_FORMAT)]
        tally = Tally.of(cases)
        for _ in range(23):
            tally += tally
        text = plain(tally_view(Words(lang), tally), 60)
        assert {"en": "8,388,608", "nl": "8.388.608"}[lang] in text
        assert too_long(text, 60) == []

    def test_nothing_is_cut_off(self) -> None:
        """Long words and texts are folded, never cut."""
        text = "".join(map(str, range(100, 200)))
        case = Case.from_answers({"case_id": text, "offender": text} | IN_FORMAT)
        shown = plain(explanation_view(Words("en"), explain(case)), 60)
        assert too_long(shown, 60) == []
        assert "".join(shown.split()).count(text[:25]) == 2
        assert "..." not in shown
        assert "…" not in shown

    @pytest.mark.parametrize("width", [0, 1, 20, 40])
    def test_narrow(self, width: int) -> None:
        """The narrowest terminal gets something that can be read too."""
        assert "".join(METHOD["en"].split()) in "".join(plain(rules_view(Words("en")), width).split())


class TestColour:
    """Styles are for terminals that show them."""

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_plain(self, lang: str) -> None:
        """Without colour there is no control code in any view."""
        for view in all_views(lang):
            for text in (plain(view), to_markdown(view)):
                assert text.replace("\n", "").isprintable()

    def test_colour(self) -> None:
        """With colour there are styles, and nothing else is different."""
        for view in all_views("en"):
            text = to_terminal(view, width=80, colour=True)
            assert "\x1b[1" in text
            bare = re.sub(r"\x1b\[[0-9;]*m", "", text)
            assert [line.rstrip() for line in bare.splitlines()] == plain(view).splitlines()

    @pytest.mark.parametrize("colour", [False, True])
    def test_text_is_no_markup(self, *, colour: bool) -> None:
        """What looks like a style, a link or an emoji in a table is shown as it is."""
        text = "[bold]x[/bold] [link=http://a]y[/link] :smile: [/]"
        assert text in to_terminal([Lines((text,)), Grid((), ((text, text),))], width=200, colour=colour)

    @pytest.mark.parametrize("colour", [False, True])
    def test_control_characters(self, *, colour: bool) -> None:
        """Control characters of a table do not reach the terminal."""
        case = Case.from_answers({"case_id": "F\x1b[31m-1", "offender": "\x07\u202eo1"} | IN_FORMAT)
        text = to_terminal(explanation_view(Words("en"), explain(case)), width=80, colour=colour)
        assert "\x1b[31m" not in text
        assert "\x07" not in text
        assert "F\\x1b[31m-1" in text
        assert "\\x07\\u202eo1" in text

    @given(st.text())
    def test_printable(self, text: str) -> None:
        """Whatever the text, all of it prints, and what printed before is as it was."""
        assert printable(text).isprintable()
        assert printable(text) == text or not text.isprintable()


class TestMarkdown:
    """A view as Markdown holds the same, and nothing of it is taken for markup."""

    @pytest.mark.parametrize("mark", MARKUP)
    def test_escapes(self, mark: str) -> None:
        """Every sign that Markdown takes for markup is escaped, in headings, sentences, heads, cells and captions."""
        text = f"a {mark}b"
        view: View = [Title(text, 1), Lines((text,)), Grid((text, "x"), ((text, "y"),))]
        assert to_markdown(view).count(f"a \\{mark}b") == 5

    def test_code(self) -> None:
        """A word that is set as code stays so; with anything else between its marks it is escaped."""
        assert to_markdown([Lines(("not `non_affective`", "`a|b`", "`a"))]) == (
            "not `non_affective`\n\n\\`a\\|b\\`\n\n\\`a\n"
        )

    def test_cell_of_dashes(self) -> None:
        """A cell of dashes is no rule of the table."""
        lines = to_markdown([Grid(("a",), (("---",), ("b",)))]).splitlines()
        assert lines[1:] == ["| --------- |", r"| \-\-- |", "| b |"]

    def test_line_ends(self) -> None:
        """A line end in a cell does not end the row."""
        case = Case.from_answers({"case_id": "1", "offender": "o\n| x |\n# y"} | IN_FORMAT)
        text = to_markdown(explanation_view(Words("en"), explain(case)))
        (line,) = [line for line in text.splitlines() if "x" in line and line.startswith("| offender")]
        assert line == r"| offender | o\\n\| x \|\\n\# y |"

    def test_forms(self) -> None:
        """Headings, strong sentences, paragraphs and tables have their form; figures stand right."""
        view: View = [Title("T", 1), Lines(("a", "b"), strong=True), Title("S"), Lines(("c", "d"))]
        grid = Grid(("h", "n"), (("x", "1"),), frozenset({1}))
        assert to_markdown([*view, grid]) == (
            "# T\n\n**a**\n\n**b**\n\n## S\n\nc\n\nd\n\n| h | n |\n| ------- | -------: |\n| x | 1 |\n\n: T. S\n"
        )

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_tables(self, lang: str) -> None:
        """In every view all rows of a table have as many cells as its head, and a rule below it."""
        for view in all_views(lang):
            for part in to_markdown(view).split("\n\n"):
                rows = [line for line in part.splitlines() if line.startswith("|")]
                widths = {len(re.findall(r"(?<!\\)\|", row)) for row in rows}
                assert len(widths) <= 1
                assert not rows or set(rows[1]) <= set("|-: ")


def once(view: View) -> View:
    """Leave out the bars whose figures stand in a table of the view."""
    return [block for block in view if not (isinstance(block, Bars) and block.repeats)]


class TestPlainly:
    """A view for a screen reader holds the same, with nothing that is made for the eye."""

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_nothing_drawn(self, lang: str) -> None:
        """There is no control code, no box, no bar, no sign, and nothing is set in columns."""
        drawn = re.compile("[\u2500-\u25ff\u00b7]")
        for view in all_views(lang):
            text = to_plain(view)
            assert text.replace("\n", "").isprintable()
            assert not drawn.search(text)
            assert "  " not in text

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_everything_said(self, lang: str) -> None:
        """Every figure of the table is there, and every word but those about what is drawn."""
        word, figure = re.compile(r"[^\W_](?:[\w.,%-]*\w)?"), re.compile(r"\d(?:[\d.,-]*\d)?")
        for view in all_views(lang):
            text = to_plain(view).lower()
            undrawn = [evolve(block, legend=()) if isinstance(block, Bars) else block for block in once(view)]
            worded = unwrapped([block for block in undrawn if not isinstance(block, Profiles)]).lower()
            assert Counter(word.findall(worded)) - Counter(word.findall(text)) == Counter()
            assert {*figure.findall(unwrapped(view))} <= {*figure.findall(text)}

    def test_lines(self) -> None:
        """A row is a line, and a sentence is a line."""
        for view in all_views("en"):
            rows = sum(len(block.rows) for block in once(view) if isinstance(block, Grid | Bars))
            places = sum(len(block.cells) for block in view if isinstance(block, Profiles))
            said = sum(len(block.lines) for block in view if isinstance(block, Lines))
            titles = sum(isinstance(block, Title) for block in view)
            assert len(list(filter(None, to_plain(view).splitlines()))) == rows + places + said + titles

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_heard_alone(self, lang: str) -> None:
        """A row of a profile says so, and a row of a table of groups that it counts cases: each is understood alone."""
        words = Words(lang)
        tally = Tally.of([Case.from_answers({"relation": "affective"})], by="relation")
        said = to_plain(tally_view(words, tally)).splitlines()
        named = [line.partition(": ") for line in said if line.startswith(f"{words.say('head_profile')}: ")]
        assert {rest.partition(";")[0].split()[-1] for _, _, rest in named} == {*PROFILE}
        counted = [line.partition(": ") for line in said if line.startswith(f"{words.say('head_cases')}: ")]
        assert [rest.partition(";")[0] for _, _, rest in counted] == [words.say("cases_all"), *PROFILE]


class TestWhere:
    """Where a case or a table sits among the eight profiles is drawn."""

    @settings(max_examples=40)
    @given(strategies.cases, strategies.readings, strategies.periods)
    def test_case(self, case: Case, reading: str, period: str | None) -> None:
        """Of a case: decided is its profile, possible what it may have, ruled out the rest; none without coercion."""
        explanation = explain(case, Reading(reading), Period(period) if period else None)
        verdict = explanation.verdict
        drawn = [block for block in explanation_view(Words("en"), explanation) if isinstance(block, Profiles)]
        if verdict.not_begun:
            assert drawn == []
            return
        states = {place.code: place.state for place in drawn[0].cells}
        assert tuple(states) == tuple(PROFILE)
        assert [code for code, state in states.items() if state == "decided"] == [verdict.profile] * bool(
            verdict.profile
        )
        assert tuple(code for code, state in states.items() if state != "ruled_out") == verdict.possible

    def test_tally(self) -> None:
        """Of a table: at least and at most how many, and whether any is certain."""
        view = tally_view(Words("en"), Tally.of(CASES[CODER1]))
        (drawn,) = [block for block in view if isinstance(block, Profiles)]
        assert [(place.code, place.state, place.note) for place in drawn.cells[:3]] == [
            ("AOS", "possible", "0–6"),
            ("AOH", "decided", "6–21"),
            ("ALS", "possible", "0–2"),
        ]

    def test_no_cases(self) -> None:
        """Without a case nothing is drawn: there is one sentence."""
        assert tally_view(Words("en"), Tally.of([])) == [Title("No cases.", 1)]

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_lines(self, lang: str) -> None:
        """The dimensions and their outcomes are those of the profiles, in the codebook's short words."""
        (drawn,) = [block for block in rules_view(Words(lang)) if isinstance(block, Profiles)]
        outcomes = [outcome for _, *pair in drawn.dimensions for outcome in pair]
        assert len({*outcomes}) == 6
        assert all(outcome for outcome in outcomes)
        assert {place.state for place in drawn.cells} == {""}


class TestNumbers:
    """Numbers are written as the language does."""

    @pytest.mark.parametrize(
        ("lang", "said"),
        [("en", ("1,234,567", "0.50", "Tally of 1,000 cases")), ("nl", ("1.234.567", "0,50", "1.000"))],
    )
    def test_number(self, lang: str, said: tuple[str, ...]) -> None:
        """Thousands are set apart, decimals have their sign, alone and in sentences."""
        words = Words(lang)
        assert (words.number(1_234_567), words.number(0.5, 2)) == said[:2]
        assert said[2] in words.say("title_tally", n=1000)

    @pytest.mark.parametrize(
        ("lang", "said"), [("en", ("", "a", "a and b", "a, b and c")), ("nl", ("", "a", "a en b", "a, b en c"))]
    )
    def test_lists(self, lang: str, said: tuple[str, ...]) -> None:
        """Of several things the last is joined with a word."""
        assert tuple(Words(lang).all("abc"[:count]) for count in range(4)) == said

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_one(self, lang: str) -> None:
        """One case is no plural."""
        title = unwrapped(tally_view(Words(lang), Tally.of([Case()]))).splitlines()[0]
        assert title == {"en": "Tally of 1 case", "nl": "Telling van 1 casus"}[lang]

    @pytest.mark.parametrize(
        ("key", "facts", "said"),
        [
            ("title_report", {"cases": 1}, ("Check: 1 case", "Controle: 1 casus")),
            ("report_queries", {"cases": 1, "queries": 2}, ("1 case without errors", "1 casus zonder fouten")),
            ("agreement_of", {"units": 1, "share": "100%"}, ("100% of 1 case", "100% van 1 casus")),
            (
                "plan_line",
                {"answers": 1, "guaranteed": 2, "width": 4, "undecided": 1},
                ("1 answer takes away at least 2", "1 antwoord neemt ten minste 2 weg"),
            ),
        ],
    )
    def test_one_of_anything(self, key: str, facts: dict[str, object], said: tuple[str, str]) -> None:
        """Nor is one of anything else that begins a sentence."""
        spoken = [Words(lang).say(key, **facts) for lang in LANGUAGES]
        assert [each.startswith(begin) for each, begin in zip(spoken, said, strict=True)] == [True, True]

    @pytest.mark.parametrize(("lang", "title"), [("en", "Tally of 1–2 cases"), ("nl", "Telling van 1–2 casussen")])
    def test_title_of_a_group(self, lang: str, title: str) -> None:
        """The title says how many cases are in a group for certain, and how many with those that may be."""
        cases = [Case.from_answers({"violence": answer}) for answer in ("yes", "unknown", "no")]
        tally = Tally.of(cases, where={"violence": "yes"})
        assert unwrapped(tally_view(Words(lang), tally)).splitlines()[0] == title


class TestFew:
    """Figures of few cases can point to a person."""

    @pytest.mark.parametrize("lang", LANGUAGES)
    @pytest.mark.parametrize(("count", "said"), [(0, False), (1, True), (4, True), (5, False)])
    def test_groups(self, count: int, lang: str, *, said: bool) -> None:
        """A group of fewer than five says so beside its figures; one without cases is about nobody."""
        of = {relation: Case.from_answers({"relation": relation}) for relation in ("affective", "non_affective")}
        cases = [of["affective"]] * count + [of["non_affective"]] * 5
        text = unwrapped(tally_view(Words(lang), Tally.of(cases, by="relation")))
        sentence = {"en": "Fewer than 5 cases", "nl": "Minder dan 5 casussen"}[lang]
        assert (sentence in text) is said


class TestCodes:
    """What the codes of profiles stand for."""

    def test_letters(self) -> None:
        """Each letter is said once, with its dimension."""
        said = "relation A affective, N non-affective; initiative O with the offender, L left to the victim; coercion S"
        assert codes_line(Words("en")).startswith(f"Codes: {said} soft")

    def test_no_letters(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Codes that are not a letter for each outcome are said one by one."""
        monkeypatch.setattr("ckm_mo.views.profiles.LETTERS", {})
        said = codes_line(Words("en")).removeprefix("Codes: ").removesuffix(".").split("; ")
        assert said == [f"{code} {Words('en').profile(code)}" for code in PROFILE]


class TestSentences:
    """Every view names the reading, and what the matter in it does not say."""

    @settings(max_examples=60)
    @given(strategies.cases, strategies.readings, strategies.periods, st.sampled_from(LANGUAGES))
    def test_explanation(self, case: Case, reading: str, period: str | None, lang: str) -> None:
        """An explanation names its reading and the method, that it rests on silence, and every caution that belongs."""
        explanation = explain(case, Reading(reading), Period(period) if period else None)
        verdict = explanation.verdict
        text = unwrapped(explanation_view(Words(lang), explanation))
        said = {
            METHOD[lang]: True,
            READING[verdict.reading, lang]: True,
            READING[Reading("open" if verdict.reading is Reading.CLOSED else "closed"), lang]: False,
            RESTS[lang]: verdict.rests_on_silence,
            LEFT_TO_VICTIM[lang]: verdict.initiative != "offender",
            OUTSIDE[lang]: verdict.outside != "no",
        }
        assert {sentence: sentence in text for sentence in said} == said

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_value_among_others(self, lang: str) -> None:
        """Where the initiative left to the victim is one of two, its sentence says what it means, not that it is so."""
        possible = explained(lang, {"violence": "yes", "initiative": "unknown"})
        certain = explained(lang, {"violence": "yes", "initiative": "left_to_victim"})
        at_start = [
            [line for line in text.splitlines() if line == LEFT_TO_VICTIM[lang]] for text in (possible, certain)
        ]
        assert (at_start, LEFT_TO_VICTIM[lang] in possible) == ([[], [LEFT_TO_VICTIM[lang]]], True)

    @pytest.mark.parametrize("lang", LANGUAGES)
    @pytest.mark.parametrize(
        ("answers", "shown"),
        [(SOFT, True), (NO_MEANS, True), (IN_FORMAT, False), ({"deception": "yes"}, False)],
        ids=["soft", "outside", "hard", "open"],
    )
    @pytest.mark.parametrize("coded", ["yes", "no", "unknown", "not_coded"])
    def test_other_means(self, answers: dict[str, str], coded: str, lang: str, *, shown: bool) -> None:
        """Other means stand beside every soft and every outside verdict, whatever is coded of them, and no other."""
        case = Case.from_answers(answers | {"other_means": coded})
        view = explanation_view(Words(lang), explain(case))
        said = unwrapped([block for block in view if isinstance(block, Lines)])
        label = Words(lang).value("other_means", coded)
        assert (f"{OTHER_MEANS[lang]}: {label}" in said) is shown
        assert (f"{OTHER_MEANS[lang]}: {label}" in unwrapped(listed(lang, case))) is shown

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_list(self, lang: str) -> None:
        """A list of verdicts names the readings and the method, and the cautions of the values in it alone."""
        texts = {
            "hard": unwrapped(listed(lang, Case.from_answers(IN_FORMAT))),
            "left": unwrapped(listed(lang, Case.from_answers(IN_FORMAT | {"initiative": "left_to_victim"}))),
            "outside": unwrapped(listed(lang, Case.from_answers(IN_FORMAT | NO_MEANS))),
        }
        assert {key: METHOD[lang] in text for key, text in texts.items()} == dict.fromkeys(texts, True)
        assert {key: "open" in text for key, text in texts.items()} == dict.fromkeys(texts, True)
        assert [key for key, text in texts.items() if LEFT_TO_VICTIM[lang] in text] == ["left"]
        assert [key for key, text in texts.items() if OUTSIDE[lang] in text] == ["outside"]

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_list_counts(self, lang: str) -> None:
        """The caution of an outcome says of how many cases of the list it is, for certain and possibly."""
        left = Case.from_answers(IN_FORMAT | {"initiative": "left_to_victim"})
        cases = [left, left, Case.from_answers({"violence": "yes"}), Case.from_answers(IN_FORMAT)]
        said = {
            "en": "(Certain in 2 of these cases, possible in 1 more.)",
            "nl": "(Zeker bij 2 van deze casussen, mogelijk bij nog 1.)",
        }[lang]
        assert said in unwrapped(listed(lang, *cases))

    def test_list_readings(self) -> None:
        """The reading stands above a list, and beside a case only where that case has another."""
        cases = [Case.from_answers({"reading": reading} if reading else {}) for reading in ("", "open", "closed")]
        words = Words("en")
        for asked, other in ((Reading.OPEN, "closed"), (Reading.CLOSED, "open")):
            verdicts = [classify(case, asked) for case in cases]
            rows = [(f"F-{place}", verdict, ()) for place, verdict in enumerate(verdicts)]
            grid = verdicts_grid(words, rows, heads=True, reading=asked)
            assert [f"{other} reading" in row[3] for row in grid.rows] == [False, other == "open", other == "closed"]
            assert READING[asked, "en"] in unwrapped(verdicts_title(words, asked))

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_tally(self, lang: str) -> None:
        """A tally has a row for every value, so it names the method and both cautions, whatever it counts."""
        for by in (None, "victim_age_group"):
            text = unwrapped(tally_view(Words(lang), Tally.of([Case.from_answers(IN_FORMAT)], by=by)))
            assert [sentence[lang] in text for sentence in (METHOD, LEFT_TO_VICTIM, OUTSIDE)] == [True, True, True]

    @pytest.mark.parametrize(
        ("lang", "words"), [("en", ("open", "closed", "mixed")), ("nl", ("open", "gesloten", "gemengd"))]
    )
    def test_reading_of_a_tally(self, lang: str, words: tuple[str, ...]) -> None:
        """A tally names its reading, with counts, and how many verdicts rest on silence."""
        answers = SOFT | dict.fromkeys(("threat_of_violence", "violence", "sextortion"), "not_stated")
        silent = Case.from_answers(answers)
        own = {reading: Case.from_answers(answers | {"reading": reading}) for reading in ("open", "closed")}
        said = {
            "en": "Reading: {} ({} open, {} closed). Verdicts that rest on silence: {}.",
            "nl": "Leeswijze: {} ({} open, {} gesloten). Uitkomsten die berusten op niet-vermelding: {}.",
        }[lang]
        tallies = [
            (Tally.of([silent]), (words[0], 1, 0, 0)),
            (Tally.of([silent, silent], reading=Reading.CLOSED), (words[1], 0, 2, 2)),
            (Tally.of(own.values()), (words[2], 1, 1, 1)),
        ]
        for tally, figures in tallies:
            assert said.format(*figures) in unwrapped(tally_view(Words(lang), tally))

    @pytest.mark.parametrize(
        ("lang", "label"), [("en", "Tally of 1 decided case only"), ("nl", "alleen de 1 besliste")]
    )
    def test_decided_only(self, lang: str, label: str) -> None:
        """A tally of decided cases alone says so in its title, and that their shares are an artefact."""
        cases = [Case.from_answers(IN_FORMAT), Case()]
        text = unwrapped(tally_view(Words(lang), Tally.of(cases, decided_only=True)))
        assert label in text.splitlines()[0]
        assert {"en": "artefact", "nl": "artefact"}[lang] in text
        assert label not in unwrapped(tally_view(Words(lang), Tally.of(cases)))

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_period(self, lang: str) -> None:
        """With a period, coercion says of which it is, in an explanation and in a tally."""
        label = {"en": "means of coercion (recruitment)", "nl": "dwangmiddelen (ronselperiode)"}[lang]
        case = Case.from_answers(IN_FORMAT)
        assert label in explained(lang, IN_FORMAT, period=Period.RECRUITMENT)
        assert label in unwrapped(tally_view(Words(lang), Tally.of([case], period=Period.RECRUITMENT)))
        assert label not in explained(lang, IN_FORMAT)

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_grounds(self, lang: str) -> None:
        """Whose a rule is, is said wherever the rules are shown, and the eight profiles are this project's."""
        note = {"en": "interpretation: this project's", "nl": "interpretatie: van dit project"}[lang]
        case = Case.from_answers(IN_FORMAT)
        views = [
            rules_view(Words(lang)),
            explanation_view(Words(lang), explain(case)),
            tally_view(Words(lang), Tally.of([case])),
            listed(lang, case),
        ]
        assert [note in unwrapped(view) for view in views] == [True] * 4

    def test_ground_of_each_rule(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Each rule has its own ground, also where those of one dimension are not all of one."""
        rules = [evolve(each, ground=Ground.INTERPRETATION) if each.outcome == "affective" else each for each in RULES]
        for module in ("words", "rules"):
            monkeypatch.setattr(f"ckm_mo.views.{module}.RULES", rules)

        def ground(view: View, row: int) -> str:
            grids = (block for block in view if isinstance(block, Grid) and "Ground" in block.heads)
            return next(grids).rows[row][-1]

        assert [ground(rules_view(Words("en")), row) for row in (0, 1)] == ["interpretation", "format"]
        for relation, expected in (("affective", "interpretation"), ("unknown", "interpretation, format")):
            case = Case.from_answers({"relation": relation})
            assert ground(explanation_view(Words("en"), explain(case)), 0) == expected

    @pytest.mark.parametrize(
        ("lang", "said"), [("en", "the exploitation never began"), ("nl", "de uitbuiting is nooit")]
    )
    def test_attempt(self, lang: str, said: str) -> None:
        """A verdict without coercion says why, and is not called outside the format."""
        attempt = IN_FORMAT | {"exploitation_began": "no"}
        text = explained(lang, attempt, period=Period.EXPLOITATION)
        assert said in text.lower()
        assert OUTSIDE[lang] not in text
        listing = unwrapped(listed(lang, Case.from_answers(attempt), period=Period.EXPLOITATION))
        assert OUTSIDE[lang] not in listing

    def test_ask(self) -> None:
        """Where answers are open that matter, each is named with what it is, and that the source is to be asked."""
        text = explained("en", {"relation": "affective", "violence": "yes"})
        assert "Open answers still matter: initiative for the sexual services." in text
        assert "do not ask a victim or a suspect" in text
        assert "do not ask a victim" not in explained("en", IN_FORMAT)

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_consent(self, lang: str) -> None:
        """Consent, guilt and blame are in no view but in sentences that say that nothing is said of them."""
        words = {"en": "consents?|guilty?|blamed?", "nl": "instemming|instemt|schuld|schuldig|verwijt"}[lang]
        nothing = {"en": "says nothing about", "nl": "zegt niets over"}[lang]
        for view in all_views(lang):
            for line in unwrapped(view).splitlines():
                assert nothing in line or not re.search(rf"\b({words})\b", line, re.IGNORECASE)


class TestEveryAnswer:
    """The view for people says from what a value comes."""

    @pytest.mark.parametrize(
        ("lang", "said"),
        [
            ("en", ["as coded", "follows from use of violence (recruitment): yes", 'silence, read as "no"', "unknown"]),
            (
                "nl",
                [
                    "zoals gecodeerd",
                    "volgt uit toepassen van geweld (ronselperiode): ja",
                    "gelezen als nee",
                    "onbekend",
                ],
            ),
        ],
    )
    def test_origins(self, lang: str, said: list[str]) -> None:
        """Coded, deduced, silent and open values are told apart."""
        answers = {
            "relation": "affective",
            "recruitment_violence": "yes",
            "sextortion": "not_stated",
            "deception": "unknown",
        }
        text = explained(lang, answers, Reading.CLOSED)
        assert [each in text for each in said] == [True] * 4

    def test_context(self) -> None:
        """Context, names and other columns are shown where they are coded, and only there."""
        coded = explained("en", IN_FORMAT | {"sectors": "hotel;escort", "offender": "o1", "exploitation_began": "yes"})
        assert "escort, hotel or holiday park" in coded
        assert "o1" in coded
        assert "sector" not in explained("en", IN_FORMAT)
