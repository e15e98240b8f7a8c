"""Two versions of one policy start on the same day, so it is unclear which one is in force.

Change the start of the newer one, or merge the two. Only one version of a policy is in force on any day: the latest that has
started.
"""

from remit.checks.check import ERROR, GUARDS, Check, lint

rule = Check("L03", "versions-clash", ERROR, GUARDS, lint("L03", "in_force"))
