"""Frames of bytes and file descriptors over a socket between two processes."""

from __future__ import annotations

import contextlib
import socket
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEAD = struct.Struct("<IB")


class ChannelClosedError(Exception):
    """The other side has ended or sent what can't be a frame."""


class Channel:
    """One end of a stream of frames. One thread may send while another receives.

    Args:
        end: The socket.
        longest: Bytes of the longest frame that is taken.
        descriptors: How many file descriptors may come with a frame; the system drops
            any beyond that.
    """

    def __init__(self, end: socket.socket, longest: int, descriptors: int = 0) -> None:
        self._socket = end
        self._longest = longest
        self._descriptors = descriptors

    def send(self, frame: bytes, descriptors: Sequence[int] = ()) -> None:
        """Send a frame, with copies of some file descriptors.

        Raises:
            ChannelClosedError: The other side has ended.
        """
        head = _HEAD.pack(len(frame), len(descriptors))
        try:
            if descriptors:
                socket.send_fds(self._socket, [head], descriptors)
                self._socket.sendall(frame)
            else:
                self._socket.sendall(head + frame)
        except OSError as error:
            raise ChannelClosedError from error

    def receive(self) -> tuple[bytes, list[int]]:
        """Wait for a frame and return it with the descriptors that came along.

        Raises:
            ChannelClosedError: The other side has ended, or the frame is too long.
        """
        try:
            head, descriptors, _, _ = socket.recv_fds(self._socket, _HEAD.size, self._descriptors)
            while 0 < len(head) < _HEAD.size:
                head += self._exactly(_HEAD.size - len(head))
            if not head:
                raise ChannelClosedError
            length, _ = _HEAD.unpack(head)
            if length > self._longest:
                raise ChannelClosedError
            return self._exactly(length), list(descriptors)
        except OSError as error:
            raise ChannelClosedError from error

    def close(self) -> None:
        """Close this end; whoever waits on either side is woken."""
        with contextlib.suppress(OSError):  # the other side may have been faster
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _exactly(self, count: int) -> bytes:
        """Return that many bytes."""
        data = bytearray(count)
        view = memoryview(data)
        while view:
            got = self._socket.recv_into(view)
            if not got:
                raise ChannelClosedError
            view = view[got:]
        return bytes(data)
