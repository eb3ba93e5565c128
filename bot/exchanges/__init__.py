"""What was asked and what became of it: recorded without a word, counted, and what stayed open."""
