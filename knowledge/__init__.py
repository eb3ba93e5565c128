"""The law library: documents, text, index, search. Usable alone; knows no server, no Zalo, no clock."""
