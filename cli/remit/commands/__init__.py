"""One file per verb: parse options, call one function, hand the value to reporting."""
