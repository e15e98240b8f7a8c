"""One file per check: a pure function from a Log (and what it is compared with) to findings."""
