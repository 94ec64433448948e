"""Strings in, safe strings out: no ORM, no requests, no network.

`markup.render(source, language, longest=MAX_BODY) -> str`
    Markdown to sanitised HTML, once, when a post is saved. Raises `guards.MarkupRefused`.
`guards.MarkupRefused`
    A `ValueError` whose text names the limit in the active language; `code`, `limit`, `found`.
`guards.MAX_BODY`
    Characters that a body may have.
`characters.clean_text(text) -> str`
    A body without control and direction characters, line ends as `\\n`, NFC.
`characters.clean_line(text) -> str`
    The same for one-line fields: white space collapsed to single spaces, stripped.
`excerpt.plain(html) -> str`
    The text of rendered HTML, one line per block.
`excerpt.excerpt(html, length) -> str`
    One line of at most `length` characters, cut at a word, with an ellipsis where it was cut.
`sanitiser.sanitise(html) -> str`
    The allow list on its own. What it returns is left unchanged by a second cleaning.

Markup that our own renderer makes, for stylesheets:
p, br, hr, h3, h4, ul, ol, li, a, em, strong, del, mark, code,
table (thead, tbody, tr, th, td) and
`figure.quote > blockquote + figcaption > span`. Nothing else, and no other class.
"""
