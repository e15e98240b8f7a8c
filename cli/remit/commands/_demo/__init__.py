"""The organisation of `remit demo`: a shop with six people, and half a year of their decisions."""
