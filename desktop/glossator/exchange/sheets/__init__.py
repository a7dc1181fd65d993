"""Tables that go out, and the workbooks that hold them."""
