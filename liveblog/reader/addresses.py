"""What stands in an address for a post."""


class PostIdConverter:
    """The eight characters at the end of a permalink, whichever case somebody typed them in."""

    regex = "[0-9A-Za-z]{8}"

    def to_python(self, value: str) -> str:
        """The id as it is stored."""
        return value.lower()

    def to_url(self, value: str) -> str:
        """The id as it is stored."""
        return value
