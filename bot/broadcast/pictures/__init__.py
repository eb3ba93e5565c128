"""Picture cards: a tip or a broadcast drawn as one picture that is read on a phone."""
