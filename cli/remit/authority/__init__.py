"""The decision procedure: may this person decide this, now? Pure: no clock, no git, no network."""
