"""Files of questions and answers that officers bring: .xlsx, .csv, .docx, .yaml, plain text."""
