"""Many cases: counted by pattern, over all completions of what is open.

A completion of a table completes each of its cases.

A question about a table asks about **statements**: `profile=NOH`, `recruitment_violence=yes`, or `year=2019` of a
column of the user's own (`statements`). In a completion each is true or false.

A **group** has the cases for which all its conditions, which are statements, are true. Some cases are in it in some
completions only. So it has two sizes: `n` counts the cases that are in it for certain, `n_at_most` those too that may
be (`groups`).

A **bound** is the least or the greatest that a number or a share can be over all completions of the table. What
bounds say is what can still be, not what is likely (`bounds`).

**The bounds of a share.** A completed case is in the group with the outcome, in it without the outcome, or out of the
group. Without an assumption, for the least share put each case where it can be, first without, else out, else with;
for the greatest, first with, else out, else without. The **interval** of a share adds chance to its bounds, after
Wilson (`intervals`).

An **assumption** leaves fewer completions: of the open answers about means, each means counted once, at most K are
"yes" in all cases together. A **claim**, such as `NOH > AOH`, holds if it is true in every completion, fails if it is
true in none, and is open otherwise; its **breakdown** is the greatest K for which it holds. The **width** of a table
is the number of profiles that each undecided case may have, added up; a **plan** divides answers to look up over the
cases so that the width that they are sure to take away is greatest (`ckm_mo.questions`).

How it is computed. Of a completion, a question sees its **truths** alone: which of its statements are true in it. The
**cost** of truths is the least number of open means that are "yes" for them (`completions`). The **pattern** of a
case is all that a question can depend on in it; it fixes which truths the case allows, and their costs. Cases with
the same pattern are counted together, so that a table of any length is a number of cases for each of few patterns
(`patterns`), and everything above is a function of these numbers (`tally`).
"""
