"""Reading documents in processes of their own; the only code that knows PyMuPDF."""
