"""The law library: documents, text, index, search. Usable alone; knows no server and no Zalo."""
