"""Where the symbol of a document or an address in the text leads."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from glossator.app.workspace import Workspace
    from glossator.ui.panes.panes import Panes
    from glossator.ui.widgets.notice import Notice

PUBLIC_ADDRESS = "https://docs.un.org/en/"
"""Where documents of the United Nations are published, by symbol."""

_LONGEST, _END = 240, 40
"""Characters of an address that are shown, and how many of them from its end."""


class References(QObject):
    """Follows what a text refers to; what lies outside the project is only offered."""

    def __init__(self, workspace: Workspace, panes: Panes, notice: Notice) -> None:
        super().__init__(panes)
        self._workspace = workspace
        self._panes = panes
        self._notice = notice

    def show_symbol(self, symbol: str) -> None:
        """Show the report with a symbol, else offer its public address."""
        report = next((one for one in self._workspace.reports() if one.symbol == symbol), None)
        if report is not None:
            self._panes.show_report(report.id)
            return
        self.offer_address(f"{PUBLIC_ADDRESS}{quote(symbol)}", f"{symbol} is not in this project.")

    def offer_address(self, address: str, why: str = "") -> None:
        """Show where a link leads; only web addresses can be opened, and only if asked to.

        What is shown is what would be opened, with the machine it leads to by itself: it
        may hide behind another's name before an `@`, or behind foreign letters.
        """
        from PySide6.QtCore import QUrl  # not wanted at the start
        from PySide6.QtGui import QDesktopServices

        from glossator.domain.web_address import with_scheme

        url = QUrl(with_scheme(address))
        if url.scheme() not in ("http", "https") or not url.host():
            self._notice.say(
                f"This link leads to {shortened(address)}. Glossator does not open such links."
            )
            return
        whole = url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        host = url.host(QUrl.ComponentFormattingOption.FullyEncoded)
        self._notice.say(
            f"{why} This link leads to {host}: {shortened(whole)}".strip(),
            action="Open in the browser",
            run=lambda: QDesktopServices.openUrl(url),
        )


def shortened(address: str) -> str:
    """Return an address with its middle left out where it is too long to be read."""
    if len(address) <= _LONGEST:
        return address
    return f"{address[: _LONGEST - _END]} … {address[-_END:]}"
