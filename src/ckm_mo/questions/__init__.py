"""Questions put to a table beyond its tally.

`claims` judges sentences about a table over all completions of its open answers;
`plans` finds which cases to reopen, and what to look for. What both show is in
`view`, what they say in `messages`.
"""

from ckm_mo.questions.claims import Checked, check
from ckm_mo.questions.plans import Plan, plan
from ckm_mo.questions.sentences import Claim

__all__ = ["Checked", "Claim", "Plan", "check", "plan"]
