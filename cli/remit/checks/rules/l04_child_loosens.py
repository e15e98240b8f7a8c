"""A team's policy names deciders that the parent policy does not allow.

One of the parent policy's deciders must still consent, whatever the team's policy says. Name those deciders, or write
`team_may: loosen` on the parent's boundary.
"""

from remit.checks.check import ERROR, GUARDS, Check, lint

rule = Check("L04", "child-loosens", ERROR, GUARDS, lint("L04"))
