"""The interview: what is asked next, what an answer means, what is shown."""

import shlex

import pytest

import oracle
from ckm_mo import Case, InvalidInput, Period, Reading, __version__
from ckm_mo.cli.interview import (
    KEYS,
    STOP,
    Interview,
    answer_cautions,
    answer_letters,
    answers_meant,
    beside_view,
    changes_view,
    help_view,
    instructions,
    label,
    left_line,
    question_view,
    record_text,
    record_view,
    review_view,
    with_answers,
)
from ckm_mo.codebook import CODED, CONTEXT, LOCATOR, READING, VARIABLE, VARIABLES, Variable, definitions, takes
from ckm_mo.messages import LANGUAGES
from ckm_mo.views.blocks import Grid
from ckm_mo.views.words import Words
from commands import run

ASKED = [each for each in VARIABLES if takes(each) and each is not READING]
BY_KEY = pytest.mark.parametrize("variable", ASKED, ids=lambda each: each.key)
BY_LANG = pytest.mark.parametrize("lang", LANGUAGES)


def after(*values: str, **start: object) -> Interview:
    """Answer the questions of an interview, one by one."""
    interview = Interview(**start)  # type: ignore[arg-type]  # a test gives what it takes
    for value in values:
        interview = interview.answer(value)
    return interview


def text(*blocks: object) -> str:
    """Give all that stands in blocks."""
    return " ".join(str(block) for block in blocks)


class TestQuestions:
    """What still matters is asked, and nothing else."""

    def test_first(self) -> None:
        """The relation comes first: it leaves the fewest outcomes."""
        interview = Interview()
        assert interview.question is VARIABLE["relation"]
        assert interview.open_questions == ("relation", "initiative", *oracle.HARD, *oracle.SOFT)

    def test_decided(self) -> None:
        """After three answers that decide a case there is no question left."""
        interview = after("affective", "offender", "yes")
        assert (interview.question, interview.open_questions, interview.verdict.profile) == (None, (), "AOH")

    def test_outside(self) -> None:
        """Nor is there one about a case that is outside the format, whatever the relation is."""
        interview = Interview(given=Case.from_answers(dict.fromkeys(oracle.MEANS, "no")))
        assert (interview.question, interview.verdict.outside) == (None, "yes")

    def test_nothing_can_matter(self) -> None:
        """Nor of the exploitation of an attempt."""
        interview = Interview(given=Case.from_answers({"exploitation_began": "no"}), period=Period.EXPLOITATION)
        assert interview.question is None

    @pytest.mark.parametrize("answer", ["unknown", "not_stated", "not_coded"])
    def test_open_answers(self, answer: str) -> None:
        """An answer that leaves it open is not asked again; neither is a question that was left empty."""
        interview = after(*[answer] * 7)
        assert (interview.question, len(interview.verdict.outcomes)) == (None, 9)
        assert interview.case["violence"] == answer

    @pytest.mark.parametrize(("reading", "outside"), [(Reading.OPEN, "possible"), (Reading.CLOSED, "yes")])
    def test_silence(self, reading: Reading, outside: str) -> None:
        """Silence is an answer under both readings, and settles a means under the closed one alone."""
        interview = after("affective", "offender", *["not_stated"] * 5, reading=reading)
        assert interview.verdict.outside == outside

    def test_period(self) -> None:
        """With a period the means in it are asked for."""
        interview = after("affective", "offender", period=Period.RECRUITMENT)
        assert interview.open_questions[0] == "recruitment_threat_of_violence"

    def test_given(self) -> None:
        """What is given is not asked: neither what is coded, nor what follows from it, nor what it leaves open."""
        given = Case.from_answers({"relation": "unknown", "initiative": "offender", "recruitment_violence": "yes"})
        assert Interview(given=given).open_questions == ()
        assert Interview(given=given, period=Period.EXPLOITATION).open_questions[0] == "exploitation_threat_of_violence"

    def test_given_is_kept(self) -> None:
        """Names and other columns of what is given stay."""
        given = Case(names=("F-1", "i1", "", ""), other=(("note", "x"),))
        case = after("affective", given=given).case
        assert (case.names, case.other, case["relation"]) == (given.names, given.other, "affective")


class TestWhole:
    """All can be asked, but for what follows from an answer."""

    def test_all_open(self) -> None:
        """Where all stays open, every variable but the reading is asked, in codebook order."""
        interview, keys = Interview(whole=True), []
        while interview.question:
            keys.append(interview.question.key)
            interview = interview.answer("unknown")
        assert keys == [variable.key for variable in VARIABLES if variable is not READING]

    @pytest.mark.parametrize(
        ("given", "spared"),
        [
            ({"violence": "no"}, {"recruitment_violence", "exploitation_violence"}),
            ({"violence": "not_stated"}, {"recruitment_violence", "exploitation_violence"}),
            ({"violence": "yes", "recruitment_violence": "no"}, {"exploitation_violence"}),
            ({"recruitment_violence": "yes"}, {"violence"}),
            ({"violence": "unknown"}, set()),
            ({"exploitation_began": "no"}, {f"exploitation_{means}" for means in oracle.MEANS}),
        ],
    )
    def test_what_follows(self, given: dict[str, str], spared: set[str]) -> None:
        """What is deduced is not asked, nor are the periods of a means on which the source is silent."""
        left = Interview(given=Case.from_answers(given), whole=True).open_questions
        assert {variable.key for variable in CODED} - {*left} - {*given, "reading"} == spared

    def test_contradiction(self) -> None:
        """An answer that contradicts what is known is refused."""
        given = Case.from_answers({"exploitation_violence": "yes"})
        interview = after("", "", "", "", "affective", "offender", given=given, whole=True)
        with pytest.raises(InvalidInput, match="exploitation_began=no"):
            interview.answer("no")

    def test_columns(self) -> None:
        """It has a column for each of the seven, or for all; for the record it asks whether it began as well."""
        assert [each.key for each in Interview().columns] == [*oracle.VARIABLES]
        assert [each.key for each in Interview(period=Period.RECRUITMENT).columns][2:] == [
            f"recruitment_{means}" for means in oracle.MEANS
        ]
        assert {*Interview(whole=True).columns} == {*VARIABLES} - {READING}
        assert [each.key for each in Interview(recorded=True).columns] == [*oracle.VARIABLES, "exploitation_began"]


class TestRecorded:
    """For the record it goes on when nothing left matters to the verdict."""

    def test_order(self) -> None:
        """What still matters comes first; then what remains, in codebook order."""
        interview = after("affective", "offender", recorded=True)
        assert interview.open_questions == (*oracle.HARD, *oracle.SOFT, "exploitation_began")
        assert not interview.settled
        interview = interview.answer("yes")
        assert interview.open_questions == (*oracle.SOFT, "violence", "sextortion", "exploitation_began")
        assert interview.settled

    def test_ends(self) -> None:
        """It ends when all of it was asked, and is settled no more."""
        interview = after("affective", "offender", *["yes"] * 6, recorded=True)
        assert (interview.question, interview.settled, len(interview.steps)) == (None, False, 8)

    def test_not_without(self) -> None:
        """Without it nothing is settled that is left to be asked."""
        assert not after("affective").settled
        assert not after("F-1", whole=True, recorded=True).settled

    @pytest.mark.parametrize("given", [{"recruitment_violence": "yes"}, {"violence": "unknown"}])
    def test_what_follows(self, given: dict[str, str]) -> None:
        """What follows from what is known, or was answered, is not asked."""
        assert "violence" not in Interview(given=Case.from_answers(given), recorded=True).open_questions

    def test_attempt(self) -> None:
        """Of an attempt nothing in the exploitation is asked, and it is not said to be decided."""
        given = Case.from_answers({"exploitation_began": "no"})
        interview = Interview(given=given, period=Period.EXPLOITATION, recorded=True)
        assert interview.open_questions == ("relation", "initiative")
        assert "No question left can change the verdict. 2 questions remain" in left_line(Words("en"), interview)


class TestPlaces:
    """After each answer it is asked where in the source that stands, if that is wanted."""

    def test_asked(self) -> None:
        """It is asked at once, is not counted, and may be left empty."""
        interview = after("affective", places=True)
        assert interview.question is LOCATOR["relation"]
        assert interview.count == 6
        interview = interview.answer("p. 4").answer("offender").answer("")
        assert interview.case.at == {"relation": "p. 4"}
        assert interview.question is VARIABLE["threat_of_violence"]

    @pytest.mark.parametrize("answer", ["not_stated", "not_coded"])
    def test_stands_nowhere(self, answer: str) -> None:
        """Silence stands nowhere, nor does what was left empty."""
        assert after(answer, places=True).question is VARIABLE["initiative"]

    def test_not_asked(self) -> None:
        """It is not asked unless it is wanted."""
        assert after("affective").question is VARIABLE["initiative"]

    def test_back(self) -> None:
        """A step back asks it again, one more the answer."""
        interview = after("affective", "p. 4", places=True).back()
        assert (interview.question, interview.undone) == (LOCATOR["relation"], {"relation_at": "p. 4"})
        assert interview.back().question is VARIABLE["relation"]
        assert interview.back().answer("not_stated").question is VARIABLE["initiative"]

    def test_kept(self) -> None:
        """Where the place of an answer is known, it is asked when the answer is given again, wanted or not."""
        given = Case.from_answers({"relation": "affective", "relation_at": "p. 4"})
        again = Interview(given=given).again(VARIABLE["relation"]).answer("not_coded")
        assert (again.question, again.undone) == (LOCATOR["relation"], {"relation_at": "p. 4"})
        assert again.answer("").case.at == {}

    def test_columns(self) -> None:
        """A new table has a column for each place."""
        assert [each.key for each in Interview(places=True).columns][7:9] == ["relation_at", "initiative_at"]

    @BY_LANG
    def test_shown(self, lang: str) -> None:
        """It has a question, and an explanation; in a case that is reviewed it stands behind the answer."""
        words, interview = Words(lang), after("affective", places=True)
        (title,), (lines,) = (
            question_view(words, LOCATOR["relation"]),
            beside_view(words, interview, LOCATOR["relation"]),
        )
        assert words.say("interview_place") in str(title)
        assert words.say("interview_text") in str(lines)
        assert words.text("locators", "definition") in text(*help_view(words, LOCATOR["relation"]))
        assert " [p. 4]" in text(*review_view(words, interview.answer("p. 4"), "F-1"))
        changes = text(*changes_view(words, Case(), interview.answer("p. 4").case))
        assert words.say("interview_place_of", variable=words.variable("relation")) in changes


class TestAgain:
    """A question can be asked again, apart from those that are left."""

    def test_answered(self) -> None:
        """The answer that was given before is remembered, and its place is taken by the new one."""
        interview = after("affective", "offender")
        again = interview.again(VARIABLE["relation"])
        assert (again.first, again.undone) == (("relation",), {"relation": "affective"})
        changed = interview.after(again.answer("unknown"))
        assert (changed.case["relation"], changed.case["initiative"]) == ("unknown", "offender")

    def test_left(self) -> None:
        """What is not answered changes nothing."""
        interview = after("affective", "offender")
        assert interview.after(interview.again(VARIABLE["relation"])) == interview

    def test_listed(self) -> None:
        """All that is coded is to be seen, and all that could be asked, but for the id of the case."""
        given = Case.from_answers({"case_id": "F-1", "offender": "o", "sectors": "home"})
        keys = [each.key for each in Interview(given=given).listed]
        assert keys == ["offender", *oracle.VARIABLES, "sectors"]


class TestBack:
    """Answers can be taken back, as far as wanted, and given again."""

    def test_back(self) -> None:
        """Going back gives what was before."""
        first = after("affective")
        assert first.answer("unknown").back() == first
        assert first.answer("unknown").back().back() == Interview()

    def test_first(self) -> None:
        """Before the first question there is nothing."""
        assert Interview().back() == Interview()

    def test_kept(self) -> None:
        """What was taken back is remembered until it is answered again."""
        interview = after("affective", "unknown").back().back()
        assert interview.undone == {"relation": "affective", "initiative": "unknown"}
        assert interview.answer("non_affective").undone == {"initiative": "unknown"}


class TestLetters:
    """Every answer to every question has a letter of its own."""

    @BY_LANG
    @BY_KEY
    def test_distinct(self, variable: Variable, lang: str) -> None:
        """One small letter for each answer but "not coded", no two alike, and none that means something else."""
        found = answer_letters(variable.key, lang)
        assert [*found] == [value.key for value in takes(variable) if value.key != "not_coded"]
        assert len({*found.values()}) == len(found)
        assert all(letter.isalpha() and letter.islower() and len(letter) == 1 for letter in found.values())
        assert {*found.values()}.isdisjoint(KEYS)

    @pytest.mark.parametrize(("lang", "expected"), [("en", "ynus"), ("nl", "jnov")])
    def test_means(self, lang: str, expected: str) -> None:
        """Yes, no, unknown and not stated are y, n, u and s; in Dutch j, n, o and v."""
        assert "".join(answer_letters("violence", lang).values()) == expected

    @BY_LANG
    @BY_KEY
    def test_meant(self, variable: Variable, lang: str) -> None:
        """A letter means its answer, and so does every word for it in either language, however it is spelt."""
        for value in takes(variable):
            for word in (value.key, value.dutch, *value.others):
                assert answers_meant(word, variable, lang) == (value.key,)
                assert answers_meant(f" {word.upper().replace('_', ' ')} ", variable, lang) == (value.key,)
        for token, letter in answer_letters(variable.key, lang).items():
            assert answers_meant(letter, variable, lang) == answers_meant(letter.upper(), variable, lang) == (token,)

    @pytest.mark.parametrize("typed", ["", " ", "maybe", "yn", "y n", STOP, "?", "<", "yes;no", "é"])
    def test_not_meant(self, typed: str) -> None:
        """Anything else is no answer; nor is nothing."""
        assert answers_meant(typed, VARIABLE["violence"], "en") == ()

    def test_skip(self) -> None:
        """A dash leaves a question empty."""
        assert answers_meant("-", VARIABLE["violence"], "en") == ("not_coded",)

    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("w", "window"),
            ("hw", "window;home"),
            ("h w", "window;home"),
            ("home, street", "home;street"),
            ("straat; THUIS;e", "escort;home;street"),
            ("u", "unknown"),
            ("wu", None),
            ("w unknown", None),
            ("wz", None),
            ("", None),
            (";", None),
        ],
    )
    def test_several(self, typed: str, expected: str | None) -> None:
        """Where several may be given, they are joined in codebook order; an open answer stands alone."""
        assert answers_meant(typed, VARIABLE["sectors"], "en") == ((expected,) if expected else ())


class TestTexts:
    """What is shown of a question."""

    def test_every_variable_has_a_question(self) -> None:
        """Every variable has a question in both languages, which ends as one or says what to give."""
        for variable in VARIABLES:
            question = definitions()["variables"][variable.means or variable.key]["question"]
            assert [*question] == [*LANGUAGES], variable.key
            assert all("?" in each for each in question.values()), variable.key

    @BY_LANG
    @BY_KEY
    def test_nothing_on_blame(self, variable: Variable, lang: str) -> None:
        """No question speaks of consent, blame or guilt, or of what the victim wanted."""
        said = Words(lang).question(variable.key).lower()
        words = ("consent", "volunt", "willing", "blame", "guilt", "instem", "vrijwillig", "schuld", "wilde", "wanted")
        assert [each for each in words if each in said] == []

    @pytest.mark.parametrize(
        ("lang", "start"), [("en", "During recruitment, did the "), ("nl", "In de ronselperiode: heeft de ")]
    )
    def test_period(self, lang: str, start: str) -> None:
        """A question about a period says which first."""
        assert Words(lang).question("recruitment_violence").startswith(start)

    @BY_LANG
    @BY_KEY
    def test_question(self, variable: Variable, lang: str) -> None:
        """A question is shown with all its letters, each with what it stands for."""
        title, grid = question_view(Words(lang), variable)
        assert Words(lang).question(variable.key) in str(title)
        assert isinstance(grid, Grid)
        assert [row[0] for row in grid.rows] == [*answer_letters(variable.key, lang).values()]
        assert all(label for _, label in grid.rows)

    def test_beside(self) -> None:
        """Beside it stands how many are left at most, and what was answered before."""
        interview = after("affective").back()
        said = text(*beside_view(Words("en"), interview, VARIABLE["relation"]))
        assert "At most 7 questions left." in said
        assert "Your answer: affective relation. Type > to keep it." in said

    @BY_LANG
    def test_caution(self, lang: str) -> None:
        """Where the initiative can be left to the victim, the fixed sentence stands beside it."""
        words = Words(lang)
        assert words.say("caution_left_to_victim") in text(*beside_view(words, Interview(), VARIABLE["initiative"]))

    def test_several(self) -> None:
        """Where several answers may be given that is said."""
        assert "such as we." in text(*beside_view(Words("en"), Interview(), VARIABLE["sectors"]))

    @BY_LANG
    @BY_KEY
    def test_help(self, variable: Variable, lang: str) -> None:
        """The explanation has the definition, what is included and what is not, and what each answer and key means."""
        words, said = Words(lang), text(*help_view(Words(lang), variable))
        entry = definitions()["variables"][variable.means or variable.key]
        for part in ("definition", "includes", "excludes"):
            assert repr(entry[part][lang])[1:-1] in said or entry[part][lang] in said
        assert words.text("answers", "unknown", "definition") in said
        assert (words.text("levels", variable.period or "any", "definition") in said) is bool(variable.period)
        assert all(f"'{each}'" in said for each in KEYS if each != "?")


class TestRecord:
    """One line says the case again."""

    @BY_LANG
    def test_line(self, lang: str) -> None:
        """It has every answer, the reading and the period, in the words of the language."""
        interview = after("affective", "unknown", "not_stated", reading=Reading.CLOSED, period=Period.RECRUITMENT)
        expected = {
            "en": "relation=affective initiative=unknown recruitment_threat_of_violence=not_stated",
            "nl": "relatie=affectief initiatief=onbekend ronselperiode_dreiging_met_geweld=niet_vermeld",
        }
        assert record_text(interview, lang) == f"ckm-mo case {expected[lang]} --reading closed --period recruitment"

    def test_own_reading(self) -> None:
        """A case that says its reading needs no option for it."""
        given = Case.from_answers({"reading": "closed", "violence": "yes"})
        assert record_text(Interview(given=given), "en") == "ckm-mo case reading=closed violence=yes"

    def test_nothing(self) -> None:
        """Where nothing is answered there is none, not even for a case with an id."""
        assert record_text(Interview(given=Case(names=("F-1", "", "", ""))), "en") == ""

    @BY_LANG
    def test_runs(self, lang: str) -> None:
        """It runs as it stands, and gives the same verdict, whatever stands in it."""
        given = with_answers(
            Case(names=("it's; $(a) `b`", "", "", "")),
            {"sectors": "window;home", "violence": "yes", CONTEXT[0].key: "minor"},
        )
        interview = after("affective", "unknown", given=given)
        program, *arguments = shlex.split(record_text(interview, lang))
        done = run(*arguments, "--format", "json")
        assert (program, done.code) == ("ckm-mo", 0)
        expected = oracle.verdict({"relation": "affective", "initiative": "unknown", "violence": "yes"})
        assert {key: done.json[key] for key in expected} == expected
        assert done.json["context"]["sectors"] == "window;home"

    @BY_LANG
    def test_view(self, lang: str) -> None:
        """With it stand the verdict, the version, the reading and what it is not."""
        words = Words(lang)
        said = text(*record_view(words, after("affective", "offender", "yes")))
        assert "AOH" in said
        assert f"ckm-mo {__version__}" in said
        assert words.say("reading_open") in said
        assert words.say("method") in said


class TestWithoutTerminal:
    """What is to be said of a question can be had apart from any way to show it."""

    @BY_LANG
    @BY_KEY
    def test_choices(self, variable: Variable, lang: str) -> None:
        """Every answer but leaving it empty has its letter, which means it, and a label of its own."""
        found = answer_letters(variable.key, lang)
        assert [answers_meant(letter, variable, lang) for letter in found.values()] == [(token,) for token in found]
        labels = {label(Words(lang), variable, token) for token in found}
        assert all(labels)
        assert len(labels) == len(found)

    @BY_LANG
    @BY_KEY
    def test_shown(self, variable: Variable, lang: str) -> None:
        """The views of a question say all of it."""
        words = Words(lang)
        shown = text(*question_view(words, variable), *beside_view(words, Interview(), variable))
        tokens = answer_letters(variable.key, lang)
        assert all(label(words, variable, each) in shown for each in tokens)
        assert all(each in shown for each in answer_cautions(words, variable))
        explained = text(*help_view(words, variable))
        assert all(each in explained for each in instructions(words, variable))
        assert all(f"{words.value(variable.key, each)}: " in explained for each in tokens)

    def test_cautions(self) -> None:
        """What an answer does not say is said where the question has such an answer, and nowhere else."""
        assert len(answer_cautions(Words("en"), VARIABLE["initiative"])) == 1
        assert answer_cautions(Words("en"), VARIABLE["violence"]) == ()

    def test_period(self) -> None:
        """A question about a period says which that is."""
        whole, period = (instructions(Words("en"), VARIABLE[key]) for key in ("violence", "recruitment_violence"))
        assert len(period) == len(whole) + 1
