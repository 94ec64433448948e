"""`/newsroom/`: where reporters and the desk work. Its pages show; its script calls the API."""
