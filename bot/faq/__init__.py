"""FAQs: the ward's own questions and answers, from a draft to what people read."""
