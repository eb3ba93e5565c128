"""A person's rights over her data: what she allows, what she asks for, until when it is done."""
