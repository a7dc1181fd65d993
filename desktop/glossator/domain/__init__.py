"""Values and pure functions: no Qt, no SQL, no PDF, no files, no clock."""
