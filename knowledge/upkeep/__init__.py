"""Keeping the library right: what there is, what is due for review, what rests on a document."""
