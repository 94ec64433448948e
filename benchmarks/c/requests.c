/* Asks for one page over and over on some kept connections and times each answer.
 *
 *   requests --port 8000 --path /live/x/ --connections 32 --seconds 5
 *
 * Compression is accepted as by browsers. Answers need a Content-Length. Prints one JSON object; "wrong" are answers other than 200. */
#define _GNU_SOURCE
#include "clock.h"
#include "options.h"
#include "sockets.h"

enum { MOST_TIMES = 4000000 };
typedef struct { int fd, asked; long at, have, kept, whole, ok; char head[16384]; } Caller;

static double port = 8000, connections = 32, seconds = 5;
static const char *path = "/", *host = "";
static char request[2048];
static int poll_fd, request_size;
static long times[MOST_TIMES], answers, wrong, bytes, body;

static int by_size(const void *a, const void *b) { return (*(long *)a > *(long *)b) - (*(long *)a < *(long *)b); }
static double at(double part) { return answers ? times[(long)((answers - 1) * part)] / 1e6 : 0; }

static void ask(Caller *c) {
  c->have = c->kept = c->whole = 0;
  c->at = nanoseconds();
  if (write(c->fd, request, request_size) != request_size) must(-1, "the server hung up");
}

/* The size of the whole answer, once its head is there. */
static long size_of(Caller *c) {
  char *end = memmem(c->head, c->kept, "\r\n\r\n", 4), *length;
  if (!end) return 0;
  *end = 0;
  length = strcasestr(c->head, "\r\ncontent-length:");
  if (!length) { fprintf(stderr, "an answer without Content-Length:\n%s\n", c->head); exit(1); }
  body = atol(length + 17);
  c->ok = !strncmp(c->head, "HTTP/1.1 200", 12);
  return end + 4 - c->head + body;
}

static void answered(Caller *c) {
  if (!c->ok) wrong++;
  if (answers < MOST_TIMES) times[answers++] = nanoseconds() - c->at;
  ask(c);
}

static void incoming(Caller *c) {
  static char chunk[1 << 18];
  long n = read(c->fd, chunk, sizeof chunk);
  if (n < 0 && errno == EAGAIN) return;
  if (n <= 0) must(-1, "the server hung up");
  bytes += n;
  if (!c->whole) {
    long room = sizeof c->head - 1 - c->kept, part = n < room ? n : room;
    memcpy(c->head + c->kept, chunk, part);
    c->head[c->kept += part] = 0;
    c->whole = size_of(c);
  }
  c->have += n;
  if (c->whole && c->have >= c->whole) answered(c);
}

int main(int count, char **words) {
  Option known[] = {{"--port", 0, &port}, {"--path", &path, 0}, {"--host", &host, 0},
    {"--connections", 0, &connections}, {"--seconds", 0, &seconds}, {0, 0, 0}};
  read_options(count, words, known);
  request_size = snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: %s\r\nAccept-Encoding: gzip, deflate, br\r\n\r\n", path, host);
  Caller *callers = calloc(connections, sizeof *callers);
  poll_fd = must(epoll_create1(0), "epoll_create");
  for (int i = 0; i < connections; i++) {
    callers[i].fd = call(port, 0, 0);
    watch(poll_fd, EPOLL_CTL_ADD, callers[i].fd, EPOLLIN | EPOLLOUT, &callers[i]);
  }
  long begun = nanoseconds();
  struct epoll_event events[256];
  while ((nanoseconds() - begun) / 1e9 < seconds) {
    int n = epoll_wait(poll_fd, events, 256, 50);
    for (int i = 0; i < n; i++) {
      Caller *c = events[i].data.ptr;
      if (c->asked) { incoming(c); continue; }
      c->asked = 1;
      watch(poll_fd, EPOLL_CTL_MOD, c->fd, EPOLLIN, c);
      ask(c);
    }
  }
  double took = (nanoseconds() - begun) / 1e9;
  qsort(times, answers, sizeof *times, by_size);
  printf("{\"answers\": %ld, \"per_second\": %.1f, \"p50_ms\": %.3f, \"p99_ms\": %.3f, \"max_ms\": %.3f, \"wrong\": %ld, \"body\": %ld}\n",
         answers, answers / took, at(.5), at(.99), at(1), wrong, body);
  return 0;
}
