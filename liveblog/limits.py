"""Every limit in one place, each with its reason. Sizes in bytes unless said otherwise."""

# Text: characters ----------------------------------------------------------------------------
POST_BODY = 10_000  # a live update, not an article; keeps one frame under a few KiB
POST_AUTHORS = 12  # more names than a byline can show
HEADLINE = 200  # still readable on a share card
TITLE = 200  # a blog's or an article's title
KICKER = 80  # one line on a phone
STANDFIRST = 600  # the opening paragraph
INTRODUCTION = 10_000  # rewritten through the day, as long as a post may be
SUMMARY = 10_000  # the day told again after its end
ARTICLE = 100_000  # a long read
NOTE = 500  # a correction or the reason of a retraction: a sentence or two
CAPTION = 500
CREDIT = 120
ALT_TEXT = 500
NAME = 120  # authors, their roles and places
MARKDOWN_BRACKETS = 400  # python-markdown needs seconds for thousands of "["
MARKDOWN_NESTING = 12  # deeper quotes and lists come only from attacks

# Pictures -----------------------------------------------------------------------------------
POST_IMAGES = 20  # a gallery, not an album
UPLOAD_BYTES = 15 * 1024 * 1024  # the largest JPEG a phone writes, with room
UPLOAD_PIXELS = 64_000_000  # decoded at 3 bytes a pixel: below 200 MB
UPLOAD_SIDE = 12_000  # pixels; longer strips are decoding bombs
IMAGE_WIDTHS = (480, 960, 1600)  # phone, phone at double density or column, full measure

# Requests -----------------------------------------------------------------------------------
JSON_BODY_BYTES = 256 * 1024  # the longest post in JSON escapes, several times over
SILENT_REQUEST_SECONDS = 60  # a phone in a tunnel goes on within a minute, or begins anew
FEED_POSTS = 20  # what feed readers and LiveBlogPosting expect
PAGE_POSTS = 20  # posts on the first page; older ones by cursor
API_PAGE_POSTS = 100  # the most one API answer holds
SEARCH_CHARACTERS = 200  # of a search; nobody types more, programs send novels
SEARCH_WORDS = 12
API_WRITES_PER_MINUTE = 60  # per token; nobody types one a second
API_READS_PER_MINUTE = 600  # per address
LOGIN_FAILURES = 10  # per account in LOGIN_FAILURE_MINUTES
LOGIN_FAILURE_MINUTES = 15
IDLE_SESSION_SECONDS = 12 * 3600  # one long shift
TOKEN_DAYS = 90  # default life of an API token
TOKEN_DAYS_LONGEST = 3650  # a key that nobody has looked at for ten years is nobody's

# Live ---------------------------------------------------------------------------------------
SOCKETS_PER_PROCESS = 20_000  # measured: p99 stays under half a second on one core
FILES_RESERVED = 1_000  # of open files, a quarter at most: pages, newsrooms, database, pictures
SOCKETS_PER_ADDRESS = 100  # a school behind one address; loopback and listed networks exempt
HANDSHAKES_PER_SECOND = 3_000  # per process, then 503 with Retry-After: pages poll meanwhile
CLIENT_FRAME_BYTES = 4 * 1024  # readers have nothing to say; newsroom signals are short
BEAT_SECONDS = 25  # below the 30 s after which common proxies drop a silent socket
TICK_SECONDS = 1.0  # the longest delay when a doorbell is lost
HIGH_WATER_BYTES = 64 * 1024  # unsent bytes per reader, in the kernel, before it counts as lagging
SOCKET_AGE_SECONDS = (30 * 60, 120 * 60)  # then renewed, spread over all the time between
LAGGING_SECONDS = 15  # still full after this: aborted
POLL_SECONDS = 10  # what a polling reader waits while nothing is wrong
READER_QUEUE = 64  # frames kept for one slow plain-ASGI reader before it must resync
CATCH_UP_POSTS = 100  # more than this: the page reloads its stream
RING_FRAMES = 128  # recent frames kept per blog for readers that just connected
LANE_BYTES = 64 * 1024 * 1024  # hot pages kept per process: some hundreds, in all encodings
LANE_MISSING_BYTES = 1024 * 1024  # 404s kept: for the readers of some blogs, not for inventors
LANE_SECONDS = 60  # how long a page is kept; what changes without a number shows by then
LANE_RENEW_SECONDS = 10  # a page asked for after this is renewed while the kept one serves
LANE_QUERY_BYTES = 120  # the longest that our own pages ask; others are not kept

# Databases ----------------------------------------------------------------------------------
SQLITE_LOCK_SECONDS = 5  # then 503 with Retry-After; the composer keeps the draft
POSTGRES_STATEMENT_SECONDS = 5
POSTGRES_LOCK_SECONDS = 3  # below the statement's, so the error names the lock
POSTGRES_POOL_CONNECTIONS = 10  # per process; readers' sockets need none
