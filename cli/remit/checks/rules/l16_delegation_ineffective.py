"""A delegation gives nothing: the role doesn't decide the boundary, it may not be delegated, or nobody can use it.

The message says why. Fix it, or remove the delegation. One without a source (`written`) is reported as information: nobody can look
it up.
"""

from remit.checks.check import GUARDS, WARNING, Check, lint

rule = Check("L16", "delegation-ineffective", WARNING, GUARDS, lint("L16"), timely=True)
