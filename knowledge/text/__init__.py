"""Vietnamese text: one spelling, words, syllables, what people type."""
