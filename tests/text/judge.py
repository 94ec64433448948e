"""Reads rendered HTML as a browser would and says what in it is not allowed."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

TAGS = set(
    "p br hr h3 h4 ul ol li a em strong del mark code table thead tbody tr th td"
    " figure blockquote figcaption span".split()
)
REL = ("rel", "noopener nofollow")


class Judge(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.faults.append(f"<{tag}>")
        self.faults += [
            f"<{tag} {name}={value!r}>"
            for name, value in attrs
            if not is_allowed(tag, name, value or "")
        ]
        if tag == "a" and REL not in attrs:
            self.faults.append("link without rel")

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.faults.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"<?{data}>")


def is_allowed(tag: str, name: str, value: str) -> bool:
    if tag == "a" and name == "href":
        address = "".join(c for c in value if c > " ")  # browsers skip control characters
        parts = urlsplit(address)
        return parts.scheme == "mailto" or (parts.scheme in ("http", "https") and parts.netloc > "")
    return (tag, name, value) in {("a", *REL), ("figure", "class", "quote")}


def faults(html: str) -> list[str]:
    judge = read(html)
    return judge.faults


def words(html: str) -> str:
    return read(html).words


def read(html: str) -> Judge:
    judge = Judge()
    judge.feed(html)
    judge.close()
    return judge
