"""The one family of errors that carries a sentence for the user."""


class GlossatorError(Exception):
    """Something the user can understand: what happened, what was kept, what to do.

    The message is one or two plain sentences, shown as they stand in the window and on
    standard error. Any other exception is a defect of the program.
    """


class InvalidInputError(GlossatorError):
    """What was asked for can't be done with what was given."""


class NotReadYetError(InvalidInputError):
    """The document is still being read; asking again a moment later will do."""


class DocumentError(GlossatorError):
    """A document can't be opened, read or drawn."""


class PasswordNeededError(DocumentError):
    """The document is encrypted and the password is missing or wrong."""


class ProjectError(GlossatorError):
    """A project file can't be opened, read or written."""


class ProjectLockedError(ProjectError):
    """Another window has the project open for writing."""


class ExportError(GlossatorError):
    """A result can't be written where the user wants it."""


class CancelledError(GlossatorError):
    """The user thought better of it before it was done; nothing was changed."""
