"""Every command of the window as a row of one table.

Menus, toolbar, shortcuts, the palette and the manual's list of keys are made from it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Menu(StrEnum):
    """The menus, in the order of the menu bar."""

    FILE = "&File"
    EDIT = "&Edit"
    VIEW = "&View"
    PANES = "&Panes"
    GO = "&Go"
    THEMES = "&Themes"
    ANALYSE = "&Analyse"
    HELP = "&Help"


class Needs(StrEnum):
    """What must be the case for an action to be enabled."""

    PROJECT = "an open project"
    WRITABLE = "a project that can be written"
    PANE = "a report in the active pane"
    SECOND_PANE = "a second pane"
    MARK = "selected text or a chosen passage"
    PASSAGE = "a chosen passage"
    THEME = "a chosen theme"
    LISTED = "passages in the list"
    FOUND = "something that was found"
    SIMILAR = "a similar passage and themes where you read"
    COMPARED = "themes that are being compared"
    TRACED = "the trace view"
    UNSURE = "a chosen passage in the list of those to re-attach"
    BACK = "a place to go back to"
    FORWARD = "a place to go forward to"
    UNDO = "something to undo"
    REDO = "something to redo"


class Action(NamedTuple):
    """A command as data.

    Attributes:
        id: Names the action in code and tests (`export_all`); also the QAction's object name.
        text: As in the menu, with the mnemonic's ampersand.
        menu: Where it stands.
        group: Actions of a menu with the same group stand together between separators.
        shortcuts: Key sequences in Qt's portable notation, the first one is shown.
        icon: Name of a picture in `resources/icons`, or empty.
        needs: All of these must be the case for it to be enabled.
        help: One sentence for the tooltip, the palette and the manual.
        checkable: Whether it is on or off.
    """

    id: str
    text: str
    menu: Menu
    group: int = 0
    shortcuts: tuple[str, ...] = ()
    icon: str = ""
    needs: frozenset[Needs] = frozenset()
    help: str = ""
    checkable: bool = False

    @property
    def plain_text(self) -> str:
        """The text without mnemonic and dots."""
        return self.text.replace("&", "").removesuffix(" …")


def _needs(*needs: Needs) -> frozenset[Needs]:
    return frozenset((Needs.PROJECT, *needs))


_PROJECT = _needs()
_WRITABLE = _needs(Needs.WRITABLE)
_PANE = _needs(Needs.PANE)
_MARK = _needs(Needs.WRITABLE, Needs.MARK)
_PASSAGE = _needs(Needs.WRITABLE, Needs.PASSAGE)
_THEME = _needs(Needs.WRITABLE, Needs.THEME)
_COMPARED = _needs(Needs.COMPARED)
_TRACED = _needs(Needs.TRACED)

# One action a row is easier to compare than ten lines each.
# fmt: off
ACTIONS: tuple[Action, ...] = (
    Action("new_project", "&New project …", Menu.FILE, 0, ("Ctrl+N",), "new", frozenset(),
           "Start a project with the starter themes and no reports."),
    Action("open_project", "&Open project …", Menu.FILE, 0, ("Ctrl+O",), "open", frozenset(),
           "Open a project file."),
    Action("open_sample", "Open the &sample project", Menu.FILE, 0, (), "", frozenset(),
           "Open the project with the five reports on trafficking in women and girls."),
    Action("add_report", "&Add report …", Menu.FILE, 1, ("Ctrl+Shift+O",), "add", _WRITABLE,
           "Add a document to the project: PDF, XPS, EPUB, MOBI, FB2, text or a picture."),
    Action("import", "&Import …", Menu.FILE, 1, (), "", _WRITABLE,
           "Take in passages, themes and notes from files of other tools, after a look at them."),
    Action("merge", "&Merge another project …", Menu.FILE, 1, (), "", _WRITABLE,
           "Bring the reports, themes and passages of a colleague's project into this one."),
    Action("export_all", "&Export all passages as CSV …", Menu.FILE, 2, ("Ctrl+E",), "export",
           _PROJECT, "Write every passage of the project to a CSV file."),
    Action("export_listed", "Export &listed passages as CSV …", Menu.FILE, 2, ("Ctrl+Shift+E",),
           "", _needs(Needs.LISTED), "Write the passages listed on the right to a CSV file."),
    Action("export", "E&xport …", Menu.FILE, 2, (), "", _PROJECT,
           "Write passages as a table, a workbook, a document to read, Web Annotations or more."),
    Action("print", "&Print …", Menu.FILE, 2, ("Ctrl+P",), "", _PANE,
           "Print pages of the active report, or save them as PDF, with passages and notes."),
    Action("save_marked", "Save a copy with &marks …", Menu.FILE, 2, (), "", _PANE,
           "Write the active report as a PDF with its passages, themes and notes in it."),
    Action("export_found", "Export what was &found …", Menu.FILE, 2, (), "", _needs(Needs.FOUND),
           "Write what the search has found to a table: CSV, Excel, HTML or Markdown."),
    Action("restore", "Resto&re …", Menu.FILE, 3, (), "", frozenset(),
           "Show the backups of the project, and put one in its place; the file is kept."),
    Action("project_memo", "Pro&ject memo …", Menu.FILE, 3, (), "", _PROJECT,
           "Write what you think of the project as a whole; exports carry it."),
    Action("quit", "&Quit", Menu.FILE, 4, ("Ctrl+Q",), "", frozenset(),
           "Close the window; all is saved."),
    Action("undo", "&Undo", Menu.EDIT, 0, ("Ctrl+Z",), "undo", _needs(Needs.WRITABLE, Needs.UNDO),
           "Take the last action back."),
    Action("redo", "&Redo", Menu.EDIT, 0, ("Ctrl+Y", "Ctrl+Shift+Z"), "redo",
           _needs(Needs.WRITABLE, Needs.REDO), "Do again what was taken back."),
    Action("copy", "&Copy", Menu.EDIT, 1, ("Ctrl+C",), "copy", _needs(Needs.MARK),
           "Copy the selected text, lines and hyphens joined; of an area, its picture."),
    Action("copy_citation", "Copy with c&itation", Menu.EDIT, 1, ("Ctrl+Shift+C",), "",
           _needs(Needs.MARK), "Copy the quotation with its citation."),
    Action("delete_passage", "&Delete passage", Menu.EDIT, 2, ("Ctrl+Backspace",), "delete",
           _PASSAGE, "Delete the chosen passage with its tags and note."),
    Action("find", "&Find in this report …", Menu.EDIT, 2, ("Ctrl+F",), "", _PANE,
           "Find words in the active pane: as you type, accents and hyphens folded."),
    Action("set_analyst", "&Analyst …", Menu.EDIT, 3, (), "", _WRITABLE,
           "Set the name under which passages are tagged."),
    Action("preferences", "Pre&ferences …", Menu.EDIT, 3, ("Ctrl+,",), "", frozenset(),
           "Choose how the pages scroll and what a new pane looks like."),
    Action("end_later", "End a word &later", Menu.EDIT, 4, ("Alt+Shift+Right",), "", _PASSAGE,
           "Move the end of the chosen passage on by a word; of an area, its right edge."),
    Action("end_earlier", "End a word &earlier", Menu.EDIT, 4, ("Alt+Shift+Left",), "", _PASSAGE,
           "Move the end of the chosen passage back by a word; of an area, its right edge."),
    Action("end_sentence_later", "End a sentence later", Menu.EDIT, 4, ("Alt+Shift+Down",), "",
           _PASSAGE, "Move the end of the chosen passage on to the end of the next sentence; of an "
           "area, its lower edge."),
    Action("end_sentence_earlier", "End a sentence earlier", Menu.EDIT, 4, ("Alt+Shift+Up",), "",
           _PASSAGE, "Move the end of the chosen passage back to the end of a sentence; of an "
           "area, its lower edge."),
    Action("begin_earlier", "&Begin a word earlier", Menu.EDIT, 5, ("Ctrl+Alt+Shift+Left",), "",
           _PASSAGE, "Move the beginning of the chosen passage back by a word; of an area, its "
           "left edge."),
    Action("begin_later", "Be&gin a word later", Menu.EDIT, 5, ("Ctrl+Alt+Shift+Right",), "",
           _PASSAGE, "Move the beginning of the chosen passage on by a word; of an area, its "
           "left edge."),
    Action("begin_sentence_earlier", "Begin a sentence earlier", Menu.EDIT, 5,
           ("Ctrl+Alt+Shift+Up",), "", _PASSAGE,
           "Move the beginning of the chosen passage back to the beginning of a sentence; of an "
           "area, its upper edge."),
    Action("begin_sentence_later", "Begin a sentence later", Menu.EDIT, 5,
           ("Ctrl+Alt+Shift+Down",), "", _PASSAGE,
           "Move the beginning of the chosen passage on to the next sentence; of an area, its "
           "upper edge."),
    Action("toggle_left", "&Themes and reports", Menu.VIEW, 0, ("Ctrl+Shift+L",), "panel-left",
           _PROJECT, "Show or hide the panel on the left."),
    Action("similar", "Similar p&assages", Menu.VIEW, 0, ("Ctrl+Shift+S",), "", _PANE,
           "List what other reports have like the passage you read, and go to the list."),
    Action("toggle_right", "&Passages", Menu.VIEW, 0, ("Ctrl+Shift+R",), "panel-right", _PROJECT,
           "Show or hide the panel on the right."),
    Action("show_pages", "Pages as pictur&es", Menu.VIEW, 0, ("F4",), "", _PANE,
           "Show small pictures of the active report's pages, with what is marked on them."),
    Action("hide_marks", "&Hide marks", Menu.VIEW, 0, ("H",), "", _PANE,
           "Hide all highlights and bars on the pages, or show them again.", checkable=True),
    Action("caret_browsing", "Ca&ret browsing", Menu.VIEW, 0, ("F7",), "", _PANE,
           "Show a caret in the pages: the arrow keys move it, Shift selects, Enter tags.",
           checkable=True),
    Action("night_pages", "&Night pages", Menu.VIEW, 0, ("Ctrl+Shift+N",), "", _PROJECT,
           "Show the pages with dark paper and light text; pictures stay as they are.",
           checkable=True),
    Action("night_with_system", "Night pages with a dark &window", Menu.VIEW, 0, (), "", _PROJECT,
           "Show dark pages whenever the system's palette is dark.", checkable=True),
    Action("zoom_in", "Zoom &in", Menu.VIEW, 1, ("Ctrl++", "Ctrl+="), "zoom-in", _PANE,
           "Show the active pane larger."),
    Action("zoom_out", "Zoom &out", Menu.VIEW, 1, ("Ctrl+-",), "zoom-out", _PANE,
           "Show the active pane smaller."),
    Action("actual_size", "Actual si&ze", Menu.VIEW, 1, ("Ctrl+1",), "", _PANE,
           "Show the active pane at 100 %."),
    Action("fit_page", "Fit pa&ge", Menu.VIEW, 1, ("Ctrl+8",), "fit-page", _PANE,
           "Fit the whole page into its pane.", checkable=True),
    Action("fit_text", "Fit &text", Menu.VIEW, 1, ("Ctrl+9",), "fit-text", _PANE,
           "Fit the text to the width of its pane, the margins cut.", checkable=True),
    Action("fit_width", "Fit &width", Menu.VIEW, 1, ("Ctrl+0",), "fit-width", _PANE,
           "Fit the page to the width of its pane.", checkable=True),
    Action("pages_continuous", "&Continuous pages", Menu.VIEW, 2, ("Ctrl+5",), "", _PANE,
           "Show the pages below each other.", checkable=True),
    Action("pages_single", "Si&ngle page", Menu.VIEW, 2, ("Ctrl+6",), "", _PANE,
           "Show one page at a time.", checkable=True),
    Action("pages_facing", "Two pages &facing", Menu.VIEW, 2, ("Ctrl+7",), "pages-facing", _PANE,
           "Show two pages beside each other, as in a book.", checkable=True),
    Action("facing_cover", "First page a&lone", Menu.VIEW, 2, (), "", _PANE,
           "Of pages that face each other, show the first alone on the right, as a cover.",
           checkable=True),
    Action("turn_right", "Turn pages &right", Menu.VIEW, 2, ("Ctrl+]",), "", _PANE,
           "Turn the pages of the active pane by a quarter, clockwise."),
    Action("turn_left", "Turn pages left", Menu.VIEW, 2, ("Ctrl+[",), "", _PANE,
           "Turn the pages of the active pane by a quarter, anticlockwise."),
    Action("full_screen", "F&ull screen", Menu.VIEW, 3, ("F11",), "", _PROJECT,
           "Let the window fill the screen, or leave that with Esc."),
    Action("follow", "Panes &follow each other", Menu.PANES, 0, ("Ctrl+L",), "follow",
           _needs(Needs.SECOND_PANE),
           "Scroll the other panes to the same place; Alt+wheel moves one pane alone.",
           checkable=True),
    Action("follow_place", "Follow to the same p&lace", Menu.PANES, 1, (), "",
           _needs(Needs.SECOND_PANE),
           "The other panes keep their share of the report, from where they stand now.",
           checkable=True),
    Action("follow_section", "Follow to the same &section", Menu.PANES, 1, (), "",
           _needs(Needs.SECOND_PANE),
           "The other panes go to the section with a like title, else with the same number.",
           checkable=True),
    Action("follow_paragraph", "Follow to the same paragraph &number", Menu.PANES, 1, (), "",
           _needs(Needs.SECOND_PANE),
           "The other panes go to the paragraph with the same number.", checkable=True),
    Action("follow_theme", "Follow to the same t&heme", Menu.PANES, 1, (), "",
           _needs(Needs.SECOND_PANE),
           "The other panes go to their next passage with the chosen theme.", checkable=True),
    Action("follow_match", "Follow to the &matching passage", Menu.PANES, 1, (), "",
           _needs(Needs.SECOND_PANE),
           "The other panes go to the paragraph most like the one you read.", checkable=True),
    Action("swap_panes", "S&wap panes", Menu.PANES, 2, ("Ctrl+Shift+F6",), "",
           _needs(Needs.SECOND_PANE), "Let the active pane change places with its neighbour."),
    Action("maximize_pane", "&Maximize pane", Menu.PANES, 2, ("Ctrl+Shift+M",), "",
           _needs(Needs.SECOND_PANE), "Show the active pane alone, or all panes again."),
    Action("stack_panes", "Panes &below each other", Menu.PANES, 2, (), "",
           _needs(Needs.SECOND_PANE), "Put the panes below each other, or beside each other."),
    Action("grid_panes", "Panes in two &rows", Menu.PANES, 2, (), "",
           _needs(Needs.SECOND_PANE), "Put the panes in two rows, or beside each other again."),
    Action("same_report", "Same report in &another pane", Menu.PANES, 2, (), "", _PANE,
           "Open the active report a second time, at the same place."),
    Action("close_pane", "&Close pane", Menu.PANES, 2, ("Ctrl+W",), "close", _PANE,
           "Close the active pane; the report stays in the project."),
    Action("next_pane", "&Next pane", Menu.PANES, 2, ("Ctrl+F6",), "", _needs(Needs.SECOND_PANE),
           "Make the pane to the right the active one."),
    Action("go_to", "&Go to …", Menu.GO, 0, ("Ctrl+G",), "", _PANE,
           "Go to a paragraph, box, footnote or page of the active report: 46, 57 d, box 2, fn "
           "21, p. 9."),
    Action("search", "&Search reports …", Menu.GO, 0, ("Ctrl+Shift+F",), "search", _PROJECT,
           "Find words in all reports, footnotes, notes and themes, grouped by report."),
    Action("keep_search", "&Keep this search", Menu.GO, 0, (), "", _needs(Needs.WRITABLE,
           Needs.FOUND), "Keep what is searched, to search it again with one click."),
    Action("palette", "&Find anything …", Menu.GO, 0, ("Ctrl+K",), "search", _PROJECT,
           "Find an action, a report, a theme or a citation by a few letters."),
    Action("back", "&Back", Menu.GO, 3, ("Alt+Left",), "back", _needs(Needs.PANE, Needs.BACK),
           "Return to where the last jump in this pane began."),
    Action("forward", "Fo&rward", Menu.GO, 3, ("Alt+Right",), "forward",
           _needs(Needs.PANE, Needs.FORWARD), "Go again to where you went back from."),
    Action("next_passage", "&Next passage", Menu.GO, 1, ("F3",), "next", _needs(Needs.LISTED),
           "Go to the next passage in the list."),
    Action("previous_passage", "&Previous passage", Menu.GO, 1, ("Shift+F3",), "previous",
           _needs(Needs.LISTED), "Go to the passage before in the list."),
    Action("bookmark", "&Bookmark this place", Menu.GO, 4, ("Ctrl+B",), "",
           _needs(Needs.WRITABLE, Needs.PANE),
           "Set a bookmark where you read, or take it away; the Contents tab lists them."),
    Action("next_bookmark", "Next boo&kmark", Menu.GO, 4, ("Alt+PgDown",), "", _PANE,
           "Go to the next bookmark of the active report."),
    Action("previous_bookmark", "Previous bookma&rk", Menu.GO, 4, ("Alt+PgUp",), "", _PANE,
           "Go to the bookmark before in the active report."),
    Action("next_page", "Next p&age", Menu.GO, 2, ("Ctrl+PgDown",), "", _PANE,
           "Go to the top of the next page."),
    Action("previous_page", "Previous pa&ge", Menu.GO, 2, ("Ctrl+PgUp",), "", _PANE,
           "Go to the top of the page before."),
    Action("first_page", "&First page", Menu.GO, 2, ("Ctrl+Home",), "", _PANE,
           "Go to the beginning of the report."),
    Action("last_page", "&Last page", Menu.GO, 2, ("Ctrl+End",), "", _PANE,
           "Go to the end of the report."),
    Action("next_part", "Ne&xt part of the window", Menu.GO, 4, ("F6",), "", _PROJECT,
           "Go round with the keyboard: themes, panes and what is found in them, passages."),
    Action("previous_part", "Previo&us part of the window", Menu.GO, 4, ("Shift+F6",), "",
           _PROJECT, "Go round the parts of the window the other way."),
    Action("tag", "&Tag passage …", Menu.THEMES, 0, ("Ctrl+T", "T"), "tag", _MARK,
           "Open the tagging box for the selected text or the chosen passage."),
    Action("tag_likewise", "Tag similar passage &likewise", Menu.THEMES, 0, ("Ctrl+Shift+Return",),
           "", _needs(Needs.WRITABLE, Needs.SIMILAR),
           "Give the similar passage chosen on the right the themes of the one you read."),
    Action("mark_area", "Mark an &area", Menu.THEMES, 0, ("Ctrl+Shift+A", "A"), "",
           _needs(Needs.WRITABLE, Needs.PANE),
           "Draw a rectangle around a figure, a table or a scan's words; Alt+drag does it too."),
    Action("tag_found", "Tag what was &found …", Menu.THEMES, 0, (), "",
           _needs(Needs.WRITABLE, Needs.FOUND),
           "Tag all that the search has found: the hit, its sentence or its paragraph."),
    Action("tag_listed", "Tag all li&sted passages …", Menu.THEMES, 0, ("Ctrl+Alt+T",), "",
           _needs(Needs.WRITABLE, Needs.LISTED),
           "Give a theme to all passages listed on the right, or to those selected there."),
    Action("edit_note", "&Note …", Menu.THEMES, 0, ("Ctrl+M",), "note", _PASSAGE,
           "Write what you think of the chosen passage."),
    Action("new_theme", "&New theme", Menu.THEMES, 1, ("Ctrl+Shift+T",), "", _WRITABLE,
           "Make a theme at the top level."),
    Action("new_subtheme", "New theme &below", Menu.THEMES, 1, (), "", _THEME,
           "Make a theme under the chosen one."),
    Action("filter_themes", "&Filter themes", Menu.THEMES, 2, ("Ctrl+Shift+K",), "", _PROJECT,
           "Go to the field that filters the themes."),
    Action("list_untagged", "&Paragraphs not yet tagged", Menu.THEMES, 2, (), "", _PROJECT,
           "List the paragraphs without a theme, report by report."),
    Action("reattach", "Passages to r&e-attach", Menu.THEMES, 2, ("Ctrl+Shift+H",), "", _PROJECT,
           "List passages whose place is not sure: where they stood and where they may stand."),
    Action("attach_here", "Attac&h to the selection", Menu.THEMES, 2, ("Ctrl+Alt+H",), "",
           _needs(Needs.WRITABLE, Needs.UNSURE),
           "Let the passage chosen in the list of those to re-attach stand where you selected."),
    Action("find_missed", "Find what I &missed", Menu.THEMES, 2, ("Ctrl+Shift+F3",), "",
           _needs(Needs.THEME), "List the paragraphs most like the chosen theme that lack it."),
    Action("clear_theme", "&Choose no theme", Menu.THEMES, 2, (), "", _needs(Needs.THEME),
           "List the passages of all themes again."),
    Action("read", "&Read reports", Menu.ANALYSE, 0, (), "read", _PROJECT,
           "Show the pages; in the compare view Esc does the same.", checkable=True),
    Action("compare", "&Compare themes", Menu.ANALYSE, 0, ("F8",), "compare", _PROJECT,
           "Show how many passages each report has on each theme, and the passages side by side.",
           checkable=True),
    Action("trace", "&Trace passages", Menu.ANALYSE, 0, ("F9",), "trace", _PROJECT,
           "Show which passages recur over the years, and hold sections against each other.",
           checkable=True),
    Action("mentions", "&Who is named", Menu.ANALYSE, 0, ("Shift+F9",), "", _PROJECT,
           "List the States, bodies, instruments and documents that the reports name.",
           checkable=True),
    Action("trace_passage", "Trace t&his passage", Menu.ANALYSE, 1, ("Shift+T",), "", _PANE,
           "Show what the passage read here comes from and became; T alone tags, Shift+T traces."),
    Action("mark_changes", "&Mark changed wording", Menu.ANALYSE, 1, ("Ctrl+Shift+D",), "",
           _COMPARED, "Mark the words of compared passages that the column to the left has not.",
           checkable=True),
    Action("export_table", "Export compared &table …", Menu.ANALYSE, 2, (), "", _COMPARED,
           "Write the table as it stands: CSV, Excel workbook, HTML or Markdown."),
    Action("export_plot", "Export &plot …", Menu.ANALYSE, 2, (), "", _COMPARED,
           "Write the plot over time as a picture: SVG or PNG."),
    Action("export_compared", "Export compared pa&ssages …", Menu.ANALYSE, 2, (), "", _COMPARED,
           "Write the passages shown side by side: CSV, Excel workbook, HTML or Markdown."),
    Action("export_traced", "E&xport what is traced …", Menu.ANALYSE, 2, (), "", _TRACED,
           "Write the families, sections or names shown: CSV, Excel workbook, HTML or Markdown."),
    Action("agreement", "&Agreement between analysts …", Menu.ANALYSE, 3, (), "", _PROJECT,
           "Show how far two analysts agree on each theme, and where they differ."),
    Action("manual", "&Manual", Menu.HELP, 0, ("F1",), "", frozenset(),
           "What Glossator does and its keys."),
    Action("check_project", "&Check project", Menu.HELP, 0, (), "", _PROJECT,
           "Look for damage in the project file: everything is compared with what was saved."),
    Action("about", "&About Glossator", Menu.HELP, 1, (), "", frozenset(),
           "Version, licence and folders."),
)
# fmt: on

BY_ID = {action.id: action for action in ACTIONS}

THEME_KEYS = tuple("123456789")
"""Digits that tag the selected text or the chosen passage with the theme that has them."""


OF_PAGES = frozenset(
    {
        Needs.PANE,
        Needs.SECOND_PANE,
        Needs.MARK,
        Needs.PASSAGE,
        Needs.LISTED,
        Needs.SIMILAR,
        Needs.UNSURE,
        Needs.BACK,
        Needs.FORWARD,
    }
)
"""What is not the case while the pages are not shown."""


def enabled(action: Action, context: frozenset[Needs]) -> bool:
    """Tell whether all that an action needs is the case."""
    return action.needs <= context
