"""The sentences of pictures."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    # What cannot be drawn.
    "no_picture": (
        "The picture {picture} cannot be drawn: {reason}.",
        "De afbeelding {picture} is niet te maken: {reason}.",
    ),
    "reason_no_groups": (
        "the tally has no groups. Give a variable or column (by), and a table with cases",
        "de telling heeft geen groepen. Geef een variabele of kolom op (by), en een tabel met casussen",
    ),
    "reason_many_panels": (
        "there are {count} groups, and it has room for {limit}",
        "er zijn {count} groepen, en er is ruimte voor {limit}",
    ),
    "reason_no_tallies": ("there is no tally", "er is geen telling"),
    "reason_one_period": ("the tally is of one period", "de telling gaat over één periode"),
    "reason_settings": (
        "matplotlib does not start; look at a file matplotlibrc in this folder, and at the variable MPLBACKEND",
        "matplotlib start niet; kijk naar een bestand matplotlibrc in deze map, en naar de variabele MPLBACKEND",
    ),
    # Titles.
    "picture_profiles": ("Profiles: decided and possible", "Profielen: beslist en mogelijk"),
    "picture_groups": ("Profiles by {variable}: share of cases", "Profielen naar {variable}: aandeel van de casussen"),
    "picture_dial": (
        'Profiles, by how many open answers may be "yes"',
        'Profielen, naar hoeveel open antwoorden "ja" kunnen zijn',
    ),
    "picture_shift": (
        "Coercion, from recruitment to exploitation",
        "Dwangmiddelen, van ronsel- naar uitbuitingsperiode",
    ),
    "picture_width": ("What looking up answers is sure to settle", "Wat het opzoeken van antwoorden zeker beslist"),
    # What was counted.
    "picture_n": ("n = {n}", "n = {n}"),
    "picture_few": ("n = {n}: fewer than {few}", "n = {n}: minder dan {few}"),
    "picture_reading": ("reading: {reading}", "leeswijze: {reading}"),
    "picture_readings": ("reading: {open} open, {closed} closed", "leeswijze: {open} open, {closed} gesloten"),
    "picture_rests": ("resting on silence: {silent}", "berust op niet-vermelding: {silent}"),
    "picture_any_period": ("coercion in any period", "dwangmiddelen ongeacht de periode"),
    "picture_period": ("coercion in {period}", "dwangmiddelen in de {period}"),
    "picture_more": (
        "Not counted, since it is open whether they belong to the group: {more}",
        "Niet meegeteld, omdat open is of zij bij de groep horen: {more}",
    ),
    "picture_assumed": (
        'Assumed: of the open answers about the means of coercion ({open}) at most as many "yes" as the axis says.',
        'Aangenomen: van de open antwoorden over de dwangmiddelen ({open}) hoogstens zo vaak "ja" als de as aangeeft.',
    ),
    "picture_between": (
        "Calculated at {places}; between two of these, the bounds are those at the higher one.",
        "Berekend bij {places}; tussen twee daarvan gelden de grenzen bij het hoogste.",
    ),
    "picture_group": ("Group: {conditions}", "Groep: {conditions}"),
    # What signs mean.
    "picture_solid": ("at least: decided", "ten minste: beslist"),
    "picture_hatched": ("at most: possible as well", "ten hoogste: ook mogelijk"),
    "picture_whisker": (
        "{confidence}% interval (Wilson), for open answers and chance together",
        "onzekerheidsinterval van {confidence}% (Wilson), voor open antwoorden en toeval samen",
    ),
    "picture_letters": ("Letters: {letters}", "Letters: {letters}"),
    "picture_open_apart": (
        "Set apart: cases in which one or both are open",
        "Apart: casussen waarin een van beide of beide open zijn",
    ),
    "picture_plan": (
        "this plan: {answers} answers, at least {guaranteed} of {width}",
        "dit plan: {answers} antwoorden, ten minste {guaranteed} van {width}",
    ),
    "picture_plan_one": (
        "this plan: {answers} answer, at least {guaranteed} of {width}",
        "dit plan: {answers} antwoord, ten minste {guaranteed} van {width}",
    ),
    # Axes and figures.
    "picture_cases": ("cases (share)", "casussen (aandeel)"),
    "picture_share": ("share of cases", "aandeel van de casussen"),
    "picture_recruitment": ("recruitment", "ronselperiode"),
    "picture_exploitation": ("exploitation", "uitbuitingsperiode"),
    "picture_answers": ("answers looked up", "opgezochte antwoorden"),
    "picture_guaranteed": ("sure to be taken off the width of {width}", "gaat zeker af van de breedte van {width}"),
    "picture_ours": (
        "The profiles, their codes and what decides coercion are this project's interpretation of the study's format.",
        (
            "De profielen, hun codes en wat over de dwangmiddelen beslist, zijn de interpretatie van dit project van "
            "het format van het onderzoek."
        ),
    ),
    "picture_rounded": (
        "Shares are rounded outwards: the lower end down, the upper end up.",
        "Aandelen zijn naar buiten afgerond: de onderste grens omlaag, de bovenste omhoog.",
    ),
    # The figures in words.
    "picture_row": ("{label}: {cases}.", "{label}: {cases}."),
    "picture_row_interval": ("{label}: {cases}, interval {interval}.", "{label}: {cases}, interval {interval}."),
    "picture_of_group": ("{group}, {n}: {rows}", "{group}, {n}: {rows}"),
    "picture_cell": ("{recruitment}, then {exploitation}: {count}.", "{recruitment}, daarna {exploitation}: {count}."),
    "picture_step": ("{answers} answers: {guaranteed}.", "{answers} antwoorden: {guaranteed}."),
    "picture_step_one": ("{answers} answer: {guaranteed}.", "{answers} antwoord: {guaranteed}."),
}
