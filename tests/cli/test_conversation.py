"""The conversation: what is typed leads to what is shown and saved, whatever the terminal."""

import builtins
import io
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from attrs import frozen

from ckm_mo import Reading, read_table
from ckm_mo.cli.conversation import USUAL_WIDTH, Conversation, Saving, Terminal, at_terminal
from ckm_mo.cli.interview import Interview
from ckm_mo.errors import WrongUsage
from ckm_mo.tables.additions import Addition
from ckm_mo.views.blocks import Bar, Bars
from ckm_mo.views.words import Words
from commands import Screen

END, INTERRUPT = EOFError(), KeyboardInterrupt()
"""What is typed as Ctrl-D and Ctrl-C."""


@frozen
class Held:
    """A conversation that was held: whether there is a case to show, and all that was written."""

    done: bool
    conversation: Conversation
    text: str

    @property
    def words(self) -> str:
        """What was written, unwrapped."""
        return " ".join(self.text.split())


Typed = str | BaseException | Callable[[], str]


def hold(*typed: Typed, lang: str = "en", table: Path | None = None, live: bool = False, **start: Any) -> Held:
    """Hold a conversation, and let what is typed run out in Ctrl-D.

    Args:
        typed: One by one; what can be called is, at that moment.
        lang: The language.
        table: To save in.
        live: Whether what is still possible is shown.
        start: What the interview begins with.
    """
    stream, left = io.StringIO(), iter(typed)

    def read(prompt: str) -> str:
        stream.write(prompt)
        what = next(left, END)
        if isinstance(what, BaseException):
            raise what
        return what if isinstance(what, str) else what()

    terminal = Terminal(Words(lang), stream, read, lambda: 80, colour=False, plain=False)
    saving = Saving(terminal, partial(Addition.read, str(table), encoding="utf-8", lang=lang)) if table else None
    start = {"recorded": table is not None} | start
    conversation = Conversation(terminal, Interview(**start), live=live, table=saving)
    try:
        return Held(conversation.hold(), conversation, stream.getvalue())
    except KeyboardInterrupt:
        return Held(False, conversation, stream.getvalue() + "^C")  # noqa: FBT003 - there is nothing to show


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Name a table that is not there yet."""
    return tmp_path / "cases.csv"


@pytest.fixture
def started(table: Path) -> Path:
    """Make a table with a decided case, one that is begun, and one of which all is known to be open."""
    table.write_text(
        "case_id,note,relation,initiative,violence\n"
        "F-1,x,affective,offender,yes\nF-2,y,affective,,\nF-3,z,unknown,offender,yes\n",
        "utf-8",
    )
    return table


class TestAsked:
    """Questions, until nothing is left that matters."""

    def test_decided(self) -> None:
        """It ends when the verdict is decided."""
        held = hold("a", "o", "y")
        assert held.done
        assert held.conversation.interview.verdict.profile == "AOH"
        assert held.text.count("\n> ") == 3

    def test_words(self) -> None:
        """Whole words do as well, in either language."""
        assert hold("Affectief", "offender", "ja").conversation.interview.verdict.profile == "AOH"

    def test_beginnings(self) -> None:
        """So do labels as they are shown, and beginnings that no other answer has."""
        typed = ["affective relation", "initiatief bij", "not st", "ye"]
        assert hold(*typed).conversation.interview.steps == (
            *(("relation", "affective"), ("initiative", "offender")),
            *(("threat_of_violence", "not_stated"), ("violence", "yes")),
        )

    @pytest.mark.parametrize(
        ("lang", "typed", "said"),
        [
            ("en", "not", '"not" can be the beginning of more than one answer: not stated: the source is silent; '),
            (
                "nl",
                "niet",
                '"niet" kan het begin zijn van meer dan één antwoord: niet-affectieve relatie; niet vermeld',
            ),
        ],
    )
    def test_ambiguous(self, lang: str, typed: str, said: str) -> None:
        """Of a beginning that several have it says which, and nothing is answered."""
        held = hold(typed, "q", lang=lang)
        assert said in held.words
        assert held.conversation.interview.steps == ()

    @pytest.mark.parametrize("last", ["q", "Q", END])
    def test_stopped(self, last: Typed) -> None:
        """With q, or at the end of the input, it stops with what is known."""
        held = hold("n", last)
        assert held.done
        assert held.conversation.interview.steps == (("relation", "non_affective"),)

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("x", '"x" is not an answer here. Type a, n, u, s, -, ?, < or q.'),
            ("", "Nothing was typed. Type a, n, u, s, -, ?, < or q."),
            (">", '">" is not an answer here.'),
            ("\x1b[A", r'"\x1b[A" is not an answer here.'),
            ("<", "This is the first question."),
        ],
    )
    def test_refused(self, typed: str, said: str) -> None:
        """What is no answer is said to be none, with what may be typed; nothing is answered by it."""
        held = hold(typed, "q")
        assert said in held.words
        assert held.conversation.interview.steps == ()

    def test_help(self) -> None:
        """A question mark explains, and the question is put again."""
        held = hold("?", "q")
        assert "Indicates whether the offender used a romantic or love relation" in held.words
        assert "Does not include: Friendship, family, care or work relations" in held.words
        assert held.text.count("Which relation did the offender use") == 2

    def test_back(self) -> None:
        """Going back puts the question before again, with what was answered; > keeps it."""
        held = hold("a", "u", "<", "<", ">", "o", "y")
        assert held.conversation.interview.verdict.profile == "AOH"
        assert "Your answer: affective relation. Type > to keep it." in held.words

    def test_skipped(self) -> None:
        """A dash leaves a question empty, and goes on."""
        assert hold("-", "o").conversation.interview.steps == (("relation", "not_coded"), ("initiative", "offender"))

    def test_live(self) -> None:
        """What is still possible is shown after each answer, only if that is wanted."""
        said = "Undecided. Still possible: AOS, AOH, ALS, ALH or outside the format."
        assert said in hold("a", live=True).words
        assert said not in hold("a").words

    def test_contradiction(self, table: Path) -> None:
        """An answer that contradicts what is known is refused, and the question stands."""
        table.write_text("case_id,exploitation_violence\nF-1,yes\n", "utf-8")
        held = hold("F-1", "", "-", "-", "-", "a", "o", "n", "y", "q", "n", table=table, whole=True)
        assert "exploitation_began=no, exploitation_violence=yes" in held.words
        assert held.conversation.interview.case["exploitation_began"] == "yes"

    @pytest.mark.parametrize(
        ("reading", "said"), [(Reading.OPEN, "Open reading: silence"), (Reading.CLOSED, "Closed reading: the source")]
    )
    def test_reading(self, reading: Reading, said: str) -> None:
        """What silence means is said before anything is asked."""
        assert said in hold(reading=reading).text.split("Which relation")[0]

    def test_dutch(self) -> None:
        """In Dutch it is Dutch."""
        held = hold("a", "x", "d", "j", lang="nl")
        assert held.conversation.interview.verdict.profile == "AOH"
        assert '"x" is hier geen antwoord. Typ d, b, o, v, -, ?, < of q.' in held.words


class TestInterrupted:
    """Ctrl-C ends it, and gives what was answered."""

    def test_answers(self) -> None:
        """The answers so far are given as a command."""
        held = hold("a", INTERRUPT)
        assert held.text.endswith("ckm-mo case relation=affective --reading open\n^C")

    def test_nothing(self) -> None:
        """Where there are none, there is none."""
        assert "ckm-mo case" not in hold(INTERRUPT).text

    def test_before_a_case_is_chosen(self, started: Path) -> None:
        """Nor is anything said of a case that was not chosen."""
        assert "saved in" not in hold(INTERRUPT, table=started).text

    @pytest.mark.parametrize("typed", [["F-4", "a"], ["F-4", "a", "q"]])
    def test_not_saved(self, started: Path, typed: list[str]) -> None:
        """That the case is not saved is said; the table is as it was, and the command has the id."""
        before = started.read_bytes()
        held = hold(*typed, INTERRUPT, table=started)
        assert f"Case F-4 is not saved in {started}".replace(" ", "") in "".join(held.words.split())
        command = f"ckm-mo case case_id=F-4 relation=affective --reading open --save {started}"
        assert command in held.text
        assert started.read_bytes() == before

    @pytest.mark.parametrize("lang", ["en", "nl"])
    def test_terminal_is_gone(self, started: Path, lang: str) -> None:
        """Where the terminal is gone nothing is saved, and the answers go where something can still be written."""
        before = started.read_bytes()
        held = hold("F-4", "a", OSError(5, "gone"), table=started, lang=lang)
        assert held.done
        assert held.conversation.command().endswith(f" --save {started}")
        assert started.read_bytes() == before

    @pytest.mark.parametrize("save", [True, False])
    def test_written_elsewhere(self, started: Path, capsys: pytest.CaptureFixture[str], *, save: bool) -> None:
        """Where the terminal is gone the answers are written to standard error, if that goes elsewhere."""
        typed = iter(["F-4", "a"] if save else ["a"])
        stream = mock.Mock(encoding="utf-8")

        def read(_: str) -> str:
            if (what := next(typed, None)) is not None:
                return what
            stream.write.side_effect = OSError(5, "gone")
            raise OSError(5, "gone")

        terminal = Terminal(Words("en"), stream, read, lambda: 80, colour=False, plain=False)
        saving = Saving(terminal, partial(Addition.read, str(started), encoding="utf-8", lang="en"))
        conversation = Conversation(terminal, Interview(recorded=save), table=saving if save else None)
        assert conversation.hold()
        said = capsys.readouterr().err
        more = f" --save {started}" if save else ""
        names = "case_id=F-4 " if save else ""
        assert said.endswith(f"Your answers so far:\nckm-mo case {names}relation=affective --reading open{more}\n\n")

    def test_saved(self, started: Path) -> None:
        """After it was saved, that is said."""
        facts = {"case_id": "F-4", "file": "x", "yes": "y", "no": "n"}
        with mock.patch.object(Saving, "facts", side_effect=[facts, facts, INTERRUPT, facts]):
            held = hold("F-4", "a", "q", "y", table=started)
        assert "Case F-4 is saved in x." in held.text
        assert "F-4," in started.read_text("utf-8")


class TestSaved:
    """A case is saved when that is wanted, in a table that may be there or not."""

    def test_new_table(self, table: Path) -> None:
        """A table is made, with a column for all that could be asked; all of it is asked, settled or not."""
        held = hold("", "a", "o", "y", "n", "s", "u", "-", "y", "y", table=table)
        columns = "case_id,relation,initiative,exploitation_began,vulnerable_position,deception,threat_of_violence"
        assert table.read_text("utf-8") == (
            f"{columns},violence,sextortion\n1,affective,offender,yes,no,not_stated,yes,unknown,\n"
        )
        assert "it is made when you save a case" in held.words
        assert "Decided: AOH. 5 questions remain for the record; q leaves them empty." in held.words
        assert "Decided: AOH. 1 question remains for the record; q leaves it empty." in held.words
        assert "1 is saved in" in held.words

    @pytest.mark.parametrize(
        ("lang", "said"),
        [
            ("en", "5 questions are left empty. The counts of means"),
            ("nl", "5 vragen blijven leeg. De tellingen van dwangmiddelen"),
        ],
    )
    def test_record_left_empty(self, table: Path, lang: str, said: str) -> None:
        """With q what remains for the record stays empty, and it is said what that costs."""
        held = hold("", "a", {"en": "o", "nl": "d"}[lang], "yes", "q", "yes", table=table, lang=lang)
        assert said in held.words
        answers = {"en": "1,affective,offender,,,,yes,,\n", "nl": "1,affectief,dader,,,,ja,,\n"}
        assert table.read_text("utf-8").endswith(answers[lang])

    def test_outside(self, table: Path) -> None:
        """A case outside the format is settled too."""
        assert "Decided: outside the format. 1 question" in hold("", *"nlnnnnn", table=table).words

    def test_nothing_left_matters(self, table: Path) -> None:
        """Where the verdict stays open whatever is answered, that is said."""
        held = hold("", *"uuuuuuu", "q", "y", table=table)
        assert "No question left can change the verdict. 1 question remains for the record" in held.words

    def test_added(self, started: Path) -> None:
        """A case is added; Enter takes the id that is suggested."""
        before = started.read_text("utf-8")
        hold("", "n", "q", "yes", table=started)
        assert started.read_text("utf-8") == before + "F-4,,non_affective,,\n"

    def test_gone_on_with(self, started: Path) -> None:
        """A case that is not finished is gone on with: its answers are taken, the rest is asked, its row filled in."""
        before = started.read_text("utf-8")
        held = hold("F-2", "", "l", "n", "y", "q", "y", table=started)
        after = before.replace("violence\n", "violence,threat_of_violence\n").replace("yes\n", "yes,\n")
        assert started.read_text("utf-8") == after.replace("F-2,y,affective,,", "F-2,y,affective,left_to_victim,yes,no")
        assert "Not finished in" in held.words
        assert ": F-1, F-2, F-3. Type one of these ids" in held.words
        assert held.conversation.interview.verdict.profile == "ALH"
        assert held.conversation.interview.case.case_id == "F-2"

    def test_whole(self, table: Path) -> None:
        """When all is asked, the investigation, the offender and the victim are too, as text."""
        held = hold("F-1", " Zaak  7 ", "?", "<", ">", "o-1", "-", "q", "y", table=table, whole=True)
        heads, row = table.read_text("utf-8").splitlines()
        assert heads.startswith("case_id,investigation,offender,victim,relation,")
        assert row.startswith("F-1,Zaak 7,o-1,,,")
        assert "Indicates which main offender the case concerns" in held.words
        assert "Type a text; Enter alone leaves it empty." in held.words
        assert "Your answer: Zaak 7. Type > to keep it. Or type another text; - leaves it empty." in held.words

    def test_whole_without_a_table(self) -> None:
        """Without a table the id of the case is asked as well."""
        held = hold("F-1", "-", "o-1", "-", "a", "q", whole=True)
        assert held.conversation.command() == ("ckm-mo case case_id=F-1 offender=o-1 relation=affective --reading open")

    def test_places(self, table: Path) -> None:
        """Where each answer stands is asked behind it, and Enter alone leaves that empty."""
        held = hold("F-1", "a", "p. 4", "o", "", "s", "q", "y", table=table, places=True)
        heads, row = table.read_text("utf-8").splitlines()
        cells = dict(zip(heads.split(","), row.split(","), strict=True))
        assert {key: cell for key, cell in cells.items() if cell} == {
            "case_id": "F-1",
            "relation": "affective",
            "relation_at": "p. 4",
            "initiative": "offender",
            "threat_of_violence": "not_stated",
        }
        assert "sextortion_at" in cells
        assert held.text.count("Where in the source does this answer stand?") == 2

    @pytest.mark.parametrize("typed", [">", "a\x1bb"])
    @pytest.mark.parametrize("save", [True, False])
    def test_no_text(self, table: Path, typed: str, *, save: bool) -> None:
        """A key, and what does not show, is no text, whether or not it is to be saved."""
        held = hold(*(["F-1"] if save else []), typed, "q", table=table if save else None, whole=True)
        assert "is not an answer here" in held.words
        assert held.conversation.interview.steps == ()

    def test_text_is_not_taken_away(self, table: Path) -> None:
        """A text that was given before is not taken away by Enter alone."""
        table.write_text("case_id,victim\nF-1,v1\n", "utf-8")
        held = hold("F-1", "1", "", ">", "q", table=table)
        assert "Nothing was typed." in held.words
        assert "Nothing was changed" in held.words

    @pytest.mark.parametrize("case_id", ["?", "<", "-", "a\tb"])
    def test_no_id(self, started: Path, case_id: str) -> None:
        """What is a key, or does not show, is no id."""
        assert "cannot be an id" in hold(case_id, "q", table=started).words

    def test_all_finished(self, table: Path) -> None:
        """Where none is left to finish, none is named."""
        columns = "vulnerable_position,deception,threat_of_violence,violence,sextortion,exploitation_began"
        table.write_text(f"case_id,relation,initiative,{columns}\nF-1,affective,offender{',no' * 5},yes\n", "utf-8")
        assert "Not finished" not in hold(table=table).words

    def test_id_without_a_suggestion(self, table: Path) -> None:
        """Where no id can be suggested, Enter takes none."""
        table.write_text("case_id\none\n", "utf-8")
        held = hold("", "two", "a", "q", "y", table=table)
        assert "Enter alone" not in held.words
        assert table.read_text("utf-8") == "case_id,relation\none,\ntwo,affective\n"

    def test_many_are_not_finished(self, table: Path) -> None:
        """Of many cases that are not finished ten are named."""
        table.write_text("case_id\n" + "".join(f"F-{number}\n" for number in range(11)), "utf-8")
        assert "F-8, F-9, and more. Type one" in hold(table=table).words

    @pytest.mark.parametrize("typed", [["q"], [END], ["F-4", "q"], ["F-4", "-", "q"], ["F-1", "q"], ["F-1", "", "q"]])
    def test_nothing_answered(self, started: Path, typed: list[Typed]) -> None:
        """Where nothing was answered nothing is saved."""
        before = started.read_bytes()
        held = hold(*typed, table=started)
        assert started.read_bytes() == before
        assert "y = yes" not in held.text

    @pytest.mark.parametrize("last", [["n"], ["q", "y"], ["q", "n", "n"], ["q", "q", "?", "y"], [END], ["q", END]])
    def test_declined(self, started: Path, last: list[Typed]) -> None:
        """What is not to be saved is not, and that is said."""
        before = started.read_bytes()
        held = hold("F-4", "a", "q", *last, table=started)
        assert "F-4 is not saved in" in held.words
        assert (held.done, started.read_bytes()) == (True, before)
        assert ("--save" in held.conversation.command()) is (last[-1] is END)

    @pytest.mark.parametrize(
        ("lang", "said", "yes"),
        [("en", "Case F-4 is not saved. Stop all the same?", "y"), ("nl", "Casus F-4 is niet opgeslagen. Toch", "j")],
    )
    def test_not_stopped(self, started: Path, lang: str, said: str, yes: str) -> None:
        """With q where it is to be saved it asks whether to stop all the same; without a yes it goes on."""
        held = hold("F-4", "a", "q", "q", "n", yes, table=started, lang=lang)
        assert said in held.words
        assert started.read_text("utf-8").endswith("F-4,,affective,,\n")

    def test_refused(self, started: Path) -> None:
        """An answer that is neither is said to be none."""
        held = hold("F-4", "a", "q", "?", "u", "", "y", table=started)
        assert '"?" is not an answer here. Type y, n or <.' in held.words
        assert "F-4 is saved in" in held.words

    @pytest.mark.parametrize(
        ("lang", "said"), [("en", "To check again in the coding"), ("nl", "Na te kijken in de codering")]
    )
    def test_queries(self, table: Path, lang: str, said: str) -> None:
        """What does not fit in the coding is shown before it is saved, and never keeps it from being saved."""
        table.write_text("case_id,victim_age_group,vulnerable_position\nF-1,minor,no\nF-2,adult,no\n", "utf-8")
        yes = {"en": "y", "nl": "j"}[lang]
        held = hold("F-1", "", "a", "q", yes, table=table, lang=lang)
        assert held.text.index(said) < held.text.index("(" + yes)
        assert "F-1,minor,no,affective" in table.read_text("utf-8")
        assert said not in hold("F-2", "", "a", "q", yes, table=table, lang=lang).text

    @pytest.mark.parametrize("stop", [[], ["q"]])
    def test_back(self, started: Path, stop: list[str]) -> None:
        """From there one may go back: to the last question, or to the one at which it stopped."""
        start = ["F-4", "a", "o", "n"]
        held = hold(*start, *(["q", "<", "y", "q", "y"] if stop else ["y", *"nnny", "<", "u", "y"]), table=started)
        assert held.conversation.interview.case["violence"] == "yes"
        assert held.conversation.interview.case["exploitation_began"] == ("not_coded" if stop else "unknown")
        assert "F-4,,affective,offender,yes,no" in started.read_text("utf-8").replace("unknown,no", "no")

    @pytest.mark.parametrize(
        ("reading", "row"), [(Reading.CLOSED, "F-4,,affective,,,closed\n"), (Reading.OPEN, "F-4,,affective,,\n")]
    )
    def test_reading(self, started: Path, reading: Reading, row: str) -> None:
        """That a source is complete is said of the case too, so that the table gives the same verdict."""
        hold("F-4", "a", "q", "y", table=started, reading=reading)
        assert started.read_text("utf-8").endswith(row)

    def test_own_reading(self, table: Path) -> None:
        """What a case says of its source holds."""
        table.write_text("case_id,reading\nF-1,open\n", "utf-8")
        assert "Open reading: silence" in hold("F-1", "", "a", "q", "y", table=table, reading=Reading.CLOSED).words
        assert table.read_text("utf-8") == "case_id,reading,relation\nF-1,open,affective\n"

    def test_dutch(self, table: Path) -> None:
        """In Dutch the table is Dutch."""
        hold("F-1", "b", "a", "q", "j", table=table, lang="nl")
        assert table.read_text("utf-8").startswith("casus_id,relatie,")
        assert "\nF-1,affectief,," in table.read_text("utf-8")


class TestReviewed:
    """A case that is in the table is shown, its answers numbered, and each can be answered again."""

    def test_shown(self, started: Path) -> None:
        """Giving its id shows its answers, and all that could be asked of it."""
        held = hold("F-1", "q", table=started)
        assert "To see and change a saved case, type its id." in held.words
        assert "Case F-1 1 relation affective relation 2 initiative" in held.words
        assert "left empty" in held.words
        assert "Type a number to answer that question again. Enter alone goes on; q stops." in held.words
        assert "Nothing was changed, so nothing is saved." in held.words
        assert held.done

    def test_changed(self, started: Path) -> None:
        """A number asks that question again; what changes is shown before it is saved, and only that cell changes."""
        before = started.read_text("utf-8")
        held = hold("F-1", "1", "n", "q", "y", table=started)
        assert "Your answer: affective relation. Type > to keep it." in held.words
        assert "Changes was becomes relation affective relation non-affective relation" in held.words
        assert started.read_text("utf-8") == before.replace("F-1,x,affective", "F-1,x,non_affective")

    @pytest.mark.parametrize("typed", [["1", ">"], ["1", "<"], ["1", "n", "1", "a"]])
    def test_kept(self, started: Path, typed: list[str]) -> None:
        """An answer that is kept, left, or given again is not changed."""
        before = started.read_bytes()
        held = hold("F-1", *typed, "q", table=started)
        assert "Nothing was changed" in held.words
        assert started.read_bytes() == before

    def test_emptied(self, started: Path) -> None:
        """An answer may be taken away; what was left empty so is not asked."""
        held = hold("F-1", "1", "-", "", "q", "y", table=started)
        assert started.read_text("utf-8").splitlines()[1] == "F-1,x,,offender,yes"
        assert "affective relation left empty" in held.words
        assert held.text.count("Which relation did the offender use") == 1

    def test_contradiction(self, table: Path) -> None:
        """An answer that contradicts others is refused; those may be changed before."""
        table.write_text("case_id,violence,recruitment_violence\nF-1,yes,yes\n", "utf-8")
        held = hold("F-1", "7", "n", "<", "8", "n", "7", "n", "q", "y", table=table)
        assert "these answers contradict each other: violence=no, recruitment_violence=yes." in held.words
        assert table.read_text("utf-8") == "case_id,violence,recruitment_violence\nF-1,no,no\n"

    @pytest.mark.parametrize("typed", ["0", "9", "relation", "<"])
    @pytest.mark.parametrize(("lang", "said"), [("en", "is not one of the numbers"), ("nl", "is niet een van de numm")])
    def test_no_number(self, started: Path, typed: str, lang: str, said: str) -> None:
        """What is not a number in the list is said to be none."""
        assert said in hold("F-1", typed, "q", table=started, lang=lang).words

    def test_back(self, started: Path) -> None:
        """From the question whether to save, one goes back to the answers."""
        held = hold("F-1", "1", "n", "q", "<", "2", "l", "q", "y", table=started)
        assert started.read_text("utf-8").splitlines()[1] == "F-1,x,non_affective,left_to_victim,yes"
        assert held.text.count("Case F-1\n") == 4

    @pytest.mark.parametrize("last", [INTERRUPT, END])
    def test_interrupted(self, started: Path, last: BaseException) -> None:
        """Interrupted, the answers are given with what it takes to save them over others, and to empty them."""
        held = hold("F-1", "1", "-", "2", last, table=started)
        command = f"ckm-mo case case_id=F-1 initiative=offender violence=yes relation= --reading open --save {started}"
        assert held.conversation.command() == f"{command} --force"
        assert (command in held.text) is (last is INTERRUPT)

    def test_workbook(self, tmp_path: Path) -> None:
        """A case in a workbook is changed as well."""
        path = tmp_path / "cases.xlsx"
        hold("F-1", "a", "o", "q", "y", table=path)
        hold("F-1", "1", "n", "q", "y", table=path)
        (case,) = read_table(path)
        assert (case["relation"], case["initiative"]) == ("non_affective", "offender")

    def test_hostile(self, table: Path) -> None:
        """What a table has a terminal obey is shown as what it is: in the list, beside a question, in the command."""
        table.write_text("case_id,victim,relation,relation_at\nF-1,a\x1b[2Jb,affective,p\x1b]0;x\x074\n", "utf-8")
        held = hold("F-1", "1", "<", "2", "n", "<", INTERRUPT, table=table)
        assert {letter for letter in held.text if not letter.isprintable()} == {"\n"}
        assert held.text.count(r"a\x1b[2Jb") >= 3
        assert r"Your answer: p\x1b]0;x\x074." in held.words

    def test_reading(self, table: Path) -> None:
        """What silence means in a case can be changed too."""
        table.write_text("case_id,reading,violence\nF-1,open,yes\n", "utf-8")
        hold("F-1", "1", "closed", "q", "y", table=table)
        assert table.read_text("utf-8") == "case_id,reading,violence\nF-1,closed,yes\n"

    def test_dutch(self, started: Path) -> None:
        """In Dutch it is Dutch."""
        held = hold("F-1", "1", "n", "q", "j", table=started, lang="nl")
        assert "Wijzigt was wordt relatie affectieve relatie niet-affectieve relatie" in held.words
        assert "F-1,x,non_affective," in started.read_text("utf-8")


class TestNotSaved:
    """What cannot be saved is said, and can be tried again; nothing is lost."""

    def test_changed_meanwhile(self, started: Path) -> None:
        """A table that was changed meanwhile is left alone; the case can be saved in it as it is now."""

        def change() -> str:
            started.write_text(started.read_text("utf-8") + "F-9,other,,,\n", "utf-8")
            return "y"

        held = hold("F-4", "a", "q", change, "y", table=started)
        assert "was changed in the meantime by someone else" in held.words
        assert started.read_text("utf-8").endswith("F-9,other,,,\nF-4,,affective,,\n")
        assert not held.conversation.table.failed  # type: ignore[union-attr]  # it has one

    def test_given_up(self, started: Path) -> None:
        """If it is not tried again, it has failed."""

        def change() -> str:
            started.write_text("", "utf-8")
            return "y"

        held = hold("F-4", "a", "q", change, "y", "n", table=started)
        assert "the file is empty" in held.words
        assert "F-4 is not saved in" in held.words
        assert held.conversation.table.failed  # type: ignore[union-attr]  # it has one
        assert started.read_text("utf-8") == ""

    @pytest.mark.parametrize("case_id", ["F-4", "F-2"])
    def test_id_taken_meanwhile(self, started: Path, case_id: str) -> None:
        """Where the id is another's by now, or the case was changed, another id is asked for."""
        text = started.read_text("utf-8").replace("F-2,y,affective", "F-2,y,non_affective") + "F-4,other,,,\n"

        def change() -> str:
            started.write_text(text, "utf-8")
            return "y"

        answers = ["a"] if case_id == "F-4" else [""]
        held = hold(case_id, *answers, "l", "q", change, "y", "F-4", "F-5", table=started)
        assert f"Case {case_id} was changed in" in held.words
        assert started.read_text("utf-8") == text + "F-5,,affective,left_to_victim,\n"
        assert held.conversation.interview.case.case_id == "F-5"

    def test_other_id_declined(self, started: Path) -> None:
        """If none is wanted, it asks once more whether to save; the command still has all answers."""

        def change() -> str:
            started.write_text(started.read_text("utf-8") + "F-4,other,,,\n", "utf-8")
            return "y"

        held = hold("F-4", "a", "q", change, "y", "q", "q", "y", table=started)
        assert "Stop all the same?" in held.words
        assert held.conversation.command().endswith(f"case_id=F-4 relation=affective --reading open --save {started}")

    def test_no_other_id(self, started: Path) -> None:
        """If none is given, it is not saved."""

        def change() -> str:
            started.write_text(started.read_text("utf-8") + "F-4,other,,,\n", "utf-8")
            return "y"

        held = hold("F-4", "a", "q", change, "y", END, table=started)
        assert "F-4 is not saved in" in held.words
        assert held.conversation.table.failed  # type: ignore[union-attr]  # it has one


Typing = Callable[..., tuple[Any, Any]]


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> Typing:
    """Put terminals in the place of the streams, or pipes, with something typed."""

    def put(typed: bytes, *, keyboard: bool = True, out: bool = True, err: bool = True) -> tuple[Any, Any]:
        def stream(data: bytes, *, terminal: bool) -> io.TextIOWrapper:
            return (Screen if terminal else io.TextIOWrapper)(io.BytesIO(data), encoding="utf-8", newline="")

        streams = stream(typed, terminal=keyboard), stream(b"", terminal=out), stream(b"", terminal=err)
        for name, each in zip(("stdin", "stdout", "stderr"), streams, strict=True):
            monkeypatch.setattr(sys, name, each)
        return streams[1:]

    return put


class TestTerminal:
    """Where it takes place."""

    @pytest.mark.parametrize("missing", [{"keyboard": False}, {"out": False, "err": False}])
    def test_nobody(self, typing: Typing, missing: dict[str, bool]) -> None:
        """Where there is nobody to ask that is wrong usage."""
        typing(b"", **missing)
        with pytest.raises(WrongUsage, match="give the case's answers"):
            at_terminal(Words("en"), plain=False)

    def test_closed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """So it is where the streams are closed."""
        for name in ("stdin", "stdout", "stderr"):
            monkeypatch.setattr(sys, name, None)
        with pytest.raises(WrongUsage):
            at_terminal(Words("en"), plain=False)

    @pytest.mark.parametrize(("out", "place"), [(True, 0), (False, 1)])
    def test_stream(self, typing: Typing, place: int, *, out: bool) -> None:
        """It writes to standard output, or to standard error where that goes elsewhere."""
        streams = typing(b" x \n", out=out)
        terminal = at_terminal(Words("en"), plain=True)
        assert terminal.typed() == "x"
        terminal.say("interview_first")
        for each in streams:
            each.flush()
        written = [each.buffer.getvalue().decode() for each in streams]
        assert written.pop(place) == "Answer: This is the first question.\n"
        assert written == [""]

    def test_no_text(self, typing: Typing) -> None:
        """What is typed and is no text is shown as what it is."""
        typing(b"\xff\n")
        assert at_terminal(Words("en"), plain=True).typed() == r"\xff"

    @pytest.mark.parametrize("there", [True, False])
    def test_lines_are_edited(self, typing: Typing, monkeypatch: pytest.MonkeyPatch, *, there: bool) -> None:
        """Lines are edited where the system can, nothing typed is kept, and a paste adds no codes."""
        typing(b"")
        readline = mock.Mock()
        monkeypatch.setitem(sys.modules, "readline", readline if there else None)
        terminal = at_terminal(Words("en"), plain=False)
        assert (terminal.read is builtins.input) is there
        calls = [mock.call.set_auto_history(False), mock.call.parse_and_bind("set enable-bracketed-paste off")]
        assert readline.mock_calls == (calls if there else [])

    @pytest.mark.parametrize(
        ("environment", "plain", "colour"),
        [({}, False, True), ({"NO_COLOR": "1"}, False, False), ({"TERM": "dumb"}, False, False), ({}, True, False)],
    )
    def test_colour(
        self,
        typing: Typing,
        monkeypatch: pytest.MonkeyPatch,
        environment: dict[str, str],
        *,
        plain: bool,
        colour: bool,
    ) -> None:
        """Styles are for terminals that show them, and for those who want them."""
        typing(b"")
        for name in ("NO_COLOR", "TERM"):
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        assert at_terminal(Words("en"), plain=plain).colour is colour

    @pytest.mark.parametrize(
        ("size", "columns", "width"),
        [
            (40, "99", 40),
            (0, "99", 99),
            (None, "99", 99),
            (None, "", USUAL_WIDTH),
            (None, "many", USUAL_WIDTH),
            (None, "²", USUAL_WIDTH),
        ],
    )
    def test_width(
        self, typing: Typing, monkeypatch: pytest.MonkeyPatch, size: int | None, columns: str, width: int
    ) -> None:
        """It is as wide as the terminal is now, else as COLUMNS says, else as most are."""
        out, _ = typing(b"")
        monkeypatch.setenv("COLUMNS", columns)
        if size is not None:
            monkeypatch.setattr(out, "fileno", lambda: 1)
            monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((size, 24)))
        assert at_terminal(Words("en"), plain=False).width() == width

    @pytest.mark.parametrize("plain", [True, False])
    def test_too_narrow(self, *, plain: bool) -> None:
        """It is never written for less than what a word takes."""
        stream = io.StringIO()
        terminal = Terminal(Words("en"), stream, input, lambda: 0, colour=False, plain=plain)
        terminal.say("interview_first")
        assert stream.getvalue() == "This is the first\nquestion.\n"

    def test_plain(self) -> None:
        """Plain text has one thing a line, broken between words alone."""
        stream = io.StringIO()
        terminal = Terminal(Words("en"), stream, input, lambda: 20, colour=False, plain=True)
        terminal.say("ask_source")
        assert stream.getvalue() == "Look in the source;\ndo not ask a victim\nor a suspect.\n"


class TestEncoding:
    """An interview shows what its terminal can: the consoles of Windows have few signs."""

    BARS = Bars(("Profile", "Share"), (Bar("1 AOS", 1, 2, ("16\N{EN DASH}34%",)),), 6)

    @pytest.mark.parametrize(("encoding", "shown"), [("utf-8", "█"), ("cp1252", "#"), ("cp850", "#"), ("ascii", "#")])
    @pytest.mark.parametrize("plain", [False, True])
    def test_signs(self, encoding: str, shown: str, *, plain: bool) -> None:
        """Bars and ranges are written with signs that the encoding has, and nothing cannot be written."""
        written = io.BytesIO()
        stream = io.TextIOWrapper(written, encoding=encoding, errors="strict")
        terminal = Terminal(Words("en"), stream, input, lambda: 80, colour=False, plain=plain)
        terminal.show(self.BARS)
        text = written.getvalue().decode(encoding)
        assert (shown in text) is not plain
        assert ("16-34%" in text) is (encoding in {"cp850", "ascii"})
