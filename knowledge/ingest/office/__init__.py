"""An officer's own files as sources of the library: .docx, .pdf, .xlsx, .html and .txt."""
