"""Conversion of valid and invalid HTML to text."""

import pytest

from app.clients.plain_text import plain_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("plain", "plain"),
        ("<p>One</p><p>two<br>three</p>", "One two three"),
        ("a&nbsp;&amp;&lt;b&gt;", "a &<b>"),
        ("  many \n lines  ", "many lines"),
        ("<script>alert(1)</script>safe<style>p {}</style>", "safe"),
        ("<script><p>x", ""),
        ("</script>end", "end"),
        ("<b>open <i>tags", "open tags"),
        ("<!-- hidden -->shown", "shown"),
        ("<img src=x onerror=alert(1)>", ""),
    ],
)
def test_only_the_text_is_kept(html: str, text: str) -> None:
    assert plain_text(html, 100) == text


@pytest.mark.parametrize(
    ("text", "cut"),
    [("one two three", "one two"), ("onetwothree", "onetwoth"), ("one two", "one two")],
)
def test_a_long_text_is_cut_at_a_word(text: str, cut: str) -> None:
    assert plain_text(text, 8) == cut
