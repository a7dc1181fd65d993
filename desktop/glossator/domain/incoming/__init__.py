"""What comes in from other tools, projects and PDFs, and how it fits in."""
