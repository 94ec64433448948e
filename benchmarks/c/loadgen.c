/* Holds many WebSocket readers in one thread and notes what reaches each of them, and when.
 *
 *   loadgen --port 8000 --path '/live/x/socket?epoch=e' --since 7 --readers 10000 --dump receipts.bin
 *
 * Prints {"open": …} once all are connected, reads on until a line or the end comes on stdin (at most
 * --seconds), then prints what it counted. Receipts go to --dump as three 64-bit numbers each: the
 * nanosecond stamp after "bench-t:", the frame's seq, the nanosecond of receipt.
 *
 * --per-second N   handshakes begun per second at most     --at-once N  handshakes under way at most
 * --back N         who loses the connection comes back after a random 0..N seconds, as often as it
 *                  takes, with the last seq it knows
 * --doubling 1     and each time that it failed after twice as many, to 30 s: as the reader's page does
 * --stopped N      the first N readers stop reading once they are connected
 * --deflate 1      offers permessage-deflate as browsers do */
#define _GNU_SOURCE
#include "clock.h"
#include "options.h"
#include "sockets.h"
#include <fcntl.h>
#if __has_include(<zlib.h>)
#include <zlib.h>
#define HAS_ZLIB 1
#else
#define HAS_ZLIB 0
#endif

enum State { AWAY, CONNECTING, UPGRADING, OPEN };
enum { TEXT = 1, CLOSE = 8, PING = 9, FIN = 0x80, DEFLATED = 0x40, SMALL_BUFFER = 4096 };
typedef struct { int fd, state, tries; long seq, due; unsigned char *rest; int kept, room; } Reader;

static double port = 8000, wanted = 1000, seconds = 60, since = 0, back = 0, stopped = 0, packed = 0, doubling = 0;
static double per_second = 1e9, at_once = 500;
static const char *path = "/", *host = "", *dump = "";
static Reader *readers;
static int poll_fd, begun, open_now, under_way, is_full;
static long connected_at, begun_at, first_loss, refused, lost, gaps, doubles, changes, behinds, bytes, stamped_bytes, stamped;
static FILE *receipts;

static void begin(Reader *r) {
  int number = r - readers;
  r->fd = call(port, number, number < stopped ? SMALL_BUFFER : 0);
  r->state = CONNECTING;
  r->kept = 0;
  under_way++;
  watch(poll_fd, EPOLL_CTL_ADD, r->fd, EPOLLIN | EPOLLOUT, r);
}

static void end(Reader *r) {
  if (r->state == OPEN) { open_now--; lost++; r->tries = 0; if (!first_loss) first_loss = nanoseconds(); }
  else { under_way--; refused++; }
  close(r->fd);
  r->fd = -1;
  r->state = AWAY;
  double most = doubling ? back * (1 << r->tries) : back;
  if (most > 30) most = 30; else r->tries++;
  r->due = nanoseconds() + (long)(most * 1e9 * drand48());
}

static void ask_upgrade(Reader *r) {
  char request[1024];
  int n = snprintf(request, sizeof request,
    "GET %s%csince=%ld HTTP/1.1\r\nHost: %s\r\nOrigin: http://%s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "%sSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
    path, strchr(path, '?') ? '&' : '?', r->seq, host, host,
    packed ? "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n" : "");
  if (write(r->fd, request, n) != n) { end(r); return; }
  r->state = UPGRADING;
  watch(poll_fd, EPOLL_CTL_MOD, r->fd, EPOLLIN, r);
}

static void upgraded(Reader *r) {
  r->state = OPEN;
  under_way--;
  open_now++;
  if (r - readers < stopped) watch(poll_fd, EPOLL_CTL_MOD, r->fd, 0, r);
}

static long number_after(const char *text, long size, const char *word) {
  char *at = memmem(text, size, word, strlen(word));
  return at ? atol(at + strlen(word)) : 0;
}

static void check_order(Reader *r, long seq) {
  changes++;
  if (seq <= r->seq) { doubles++; return; }
  if (r->seq && seq != r->seq + 1) gaps++;
  r->seq = seq;
}

static void text_came(Reader *r, const char *text, long size, long on_wire) {
  int is_change = memmem(text, size, "\"type\":\"change\"", 15) != NULL;
  long seq = is_change ? number_after(text, size, "\"seq\":") : 0;
  if (is_change) check_order(r, seq);
  if (memmem(text, size, "\"type\":\"behind\"", 15)) behinds++;
  long receipt[3] = {number_after(text, size, "bench-t:"), seq, nanoseconds()};
  if (!receipt[0]) return;
  stamped++;
  stamped_bytes += on_wire;
  if (receipts) fwrite(receipt, sizeof receipt, 1, receipts);
}

static void inflated(Reader *r, unsigned char *body, long size, long on_wire) {
#if HAS_ZLIB
  static z_stream z;
  static unsigned char text[1 << 20], tail[] = {0, 0, 0xff, 0xff}, last[1 << 16];
  static long last_size = -1;
  /* The same frame for everybody: inflated once, or the load would measure its own patience. */
  if (size == last_size && !memcmp(last, body, size)) {
    text_came(r, (char *)text, sizeof text - z.avail_out, on_wire);
    return;
  }
  if (!z.next_out) inflateInit2(&z, -MAX_WBITS); else inflateReset(&z);
  z.next_out = text; z.avail_out = sizeof text;
  z.next_in = body; z.avail_in = size;
  int first = inflate(&z, Z_SYNC_FLUSH);
  z.next_in = tail; z.avail_in = sizeof tail;
  if (first < Z_OK || inflate(&z, Z_SYNC_FLUSH) < Z_OK) { fprintf(stderr, "cannot inflate a frame\n"); exit(1); }
  last_size = size <= (long)sizeof last ? size : -1;
  if (last_size >= 0) memcpy(last, body, size);
  text_came(r, (char *)text, sizeof text - z.avail_out, on_wire);
#else
  (void)r; (void)body; (void)size; (void)on_wire;
  fprintf(stderr, "built without zlib\n"); exit(1);
#endif
}

static void frame_came(Reader *r, unsigned char first, unsigned char *payload, long size, long on_wire) {
  int opcode = first & 15;
  if (opcode == TEXT && first & DEFLATED) inflated(r, payload, size, on_wire);
  else if (opcode == TEXT) text_came(r, (char *)payload, size, on_wire);
  else if (opcode == PING && size < 126) {
    unsigned char pong[131] = {FIN | 10, FIN | size};  /* masked with zeros */
    memcpy(pong + 6, payload, size);
    if (write(r->fd, pong, 6 + size) < 0) end(r);
  }
}

static int head_size(const unsigned char *b, int have, long *size) {
  int head = (b[1] & 127) == 126 ? 4 : (b[1] & 127) == 127 ? 10 : 2;
  if (have < head) return 0;
  *size = head == 2 ? b[1] & 127 : 0;
  for (int i = 2; i < head; i++) *size = *size << 8 | b[i];
  return head;
}

static int take_answer(Reader *r) {
  unsigned char *end_of_head = memmem(r->rest, r->kept, "\r\n\r\n", 4);
  if (!end_of_head) return 0;
  if (memcmp(r->rest, "HTTP/1.1 101", 12)) { end(r); return 0; }
  upgraded(r);
  return end_of_head + 4 - r->rest;
}

static void take_frames(Reader *r) {
  int at = r->state == UPGRADING ? take_answer(r) : 0;
  if (r->state != OPEN) return;
  while (r->kept - at >= 2) {
    long size = 0;
    int head = head_size(r->rest + at, r->kept - at, &size);
    if (!head || r->kept - at < head + size) break;
    frame_came(r, r->rest[at], r->rest + at + head, size, head + size);
    if (r->state != OPEN) return;
    at += head + size;
  }
  memmove(r->rest, r->rest + at, r->kept -= at);
}

static void incoming(Reader *r) {
  static unsigned char chunk[1 << 16];
  int n = read(r->fd, chunk, sizeof chunk);
  if (n < 0 && errno == EAGAIN) return;
  if (n <= 0) { end(r); return; }
  if (r->kept + n > r->room) r->rest = realloc(r->rest, r->room = r->kept + n + 1024);
  memcpy(r->rest + r->kept, chunk, n);
  r->kept += n;
  bytes += n;
  take_frames(r);
}

static void begin_more(long now) {
  long allowed = (now - begun_at) / 1e9 * per_second + 1;
  for (int burst = 0; burst < 100 && begun < wanted && begun < allowed && under_way < at_once; burst++) begin(&readers[begun++]);
}

static void bring_back(long now) {
  for (int i = 0; i < begun && under_way < at_once; i++)
    if (readers[i].state == AWAY && readers[i].due < now) begin(&readers[i]);
}

static void serve_events(int wait) {
  struct epoll_event events[1024];
  int n = epoll_wait(poll_fd, events, 1024, wait);
  for (int i = 0; i < n; i++) {
    Reader *r = events[i].data.ptr;
    int failed = events[i].events & (EPOLLERR | EPOLLHUP);
    if (r->state == CONNECTING && failed) end(r);
    else if (r->state == CONNECTING) ask_upgrade(r);
    else if (r->state == OPEN && r - readers < stopped && failed) end(r);
    else if (r->state != AWAY) incoming(r);
  }
}

static int told_to_stop(void) {
  char line[16];
  return read(0, line, sizeof line) >= 0 || (errno != EAGAIN && errno != EINTR);
}

static void report_connected(long now) {
  is_full = 1;
  connected_at = now;
  printf("{\"open\": %d, \"refused\": %ld, \"seconds\": %.4f}\n", open_now, refused, (now - begun_at) / 1e9);
  fflush(stdout);
  refused = bytes = 0;
}

static void report(void) {
  struct rusage used;
  getrusage(RUSAGE_SELF, &used);
  printf("{\"open\": %d, \"refused\": %ld, \"lost\": %ld, \"first_loss\": %ld, \"changes\": %ld, \"gaps\": %ld, \"doubles\": %ld, "
         "\"behind\": %ld, \"stamped\": %ld, \"stamped_bytes\": %ld, \"bytes\": %ld, \"cpu_seconds\": %.2f}\n",
         open_now, refused, lost, first_loss, changes, gaps, doubles, behinds, stamped, stamped_bytes, bytes,
         used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6);
}

int main(int count, char **words) {
  Option known[] = {{"--port", 0, &port}, {"--path", &path, 0}, {"--host", &host, 0}, {"--readers", 0, &wanted},
    {"--seconds", 0, &seconds}, {"--since", 0, &since}, {"--dump", &dump, 0}, {"--per-second", 0, &per_second},
    {"--at-once", 0, &at_once}, {"--back", 0, &back}, {"--doubling", 0, &doubling}, {"--stopped", 0, &stopped}, {"--deflate", 0, &packed}, {0, 0, 0}};
  read_options(count, words, known);
  allow_many_files();
  fcntl(0, F_SETFL, fcntl(0, F_GETFL) | O_NONBLOCK);
  srand48(7);
  readers = calloc(wanted, sizeof *readers);
  for (int i = 0; i < wanted; i++) readers[i].seq = since;
  if (*dump && !(receipts = fopen(dump, "wb"))) must(-1, dump);
  if (receipts) setvbuf(receipts, NULL, _IOFBF, 1 << 22);  /* no write while frames are waiting */
  poll_fd = must(epoll_create1(0), "epoll_create");
  begun_at = nanoseconds();
  for (;;) {
    long now = nanoseconds();
    if ((now - begun_at) / 1e9 > seconds || told_to_stop()) break;
    if (begun < wanted) begin_more(now);
    if (back && open_now + under_way < begun) bring_back(now);
    if (!is_full && begun == wanted && under_way == 0 && (!back || open_now == wanted)) report_connected(now);
    serve_events(is_full ? 5 : 1);
    if (receipts) fflush(receipts);
  }
  report();
  return is_full ? 0 : 1;
}
