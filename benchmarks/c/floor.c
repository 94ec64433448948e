/* The least that any server can do for a fan-out: one write per reader, from one prebuilt frame.
 *
 *   floor PORT
 *
 * A GET becomes a WebSocket reader (with the key that loadgen sends); the body of a POST goes to all
 * of them as one text frame. Nothing is checked: this is a measure, not a server. */
#define _GNU_SOURCE
#include "clock.h"
#include "sockets.h"
#include <string.h>

enum { MOST = 100000, LARGEST = 1 << 16 };
static int is_reader[MOST], listener, poll_fd, highest;
static char message[LARGEST];

static const char welcome[] = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                              "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
static const char done[] = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

static void leave(int fd) {
  is_reader[fd] = 0;
  close(fd);
}

static void write_to_all(const char *body, int size) {
  static char frame[LARGEST + 4];
  int head = size < 126 ? 2 : 4;
  frame[0] = (char)0x81;
  frame[1] = size < 126 ? size : 126;
  if (head == 4) { frame[2] = size >> 8; frame[3] = size & 255; }
  memcpy(frame + head, body, size);
  for (int fd = 0; fd <= highest; fd++)
    if (is_reader[fd] && write(fd, frame, head + size) < 0 && errno != EAGAIN) leave(fd);
}

static int whole(int have) {
  char *body = memmem(message, have, "\r\n\r\n", 4), *length = strcasestr(message, "content-length:");
  return body && length && have >= body + 4 - message + atoi(length + 15);
}

static void post(int fd, int have) {
  while (!whole(have)) {  /* the publisher's body may come in a segment of its own */
    int n = read(fd, message + have, LARGEST - 1 - have);
    if (n == 0 || (n < 0 && errno != EAGAIN)) { leave(fd); return; }
    if (n > 0) have += n;
    message[have] = 0;
  }
  char *body = strstr(message, "\r\n\r\n") + 4;
  write_to_all(body, have - (body - message));
  if (write(fd, done, sizeof done - 1) < 0) leave(fd);
}

static void said(int fd) {
  int n = read(fd, message, LARGEST - 1);
  if (n <= 0) { leave(fd); return; }
  message[n] = 0;
  if (!strncmp(message, "POST", 4)) post(fd, n);
  else if (!strncmp(message, "GET", 3) && write(fd, welcome, sizeof welcome - 1) > 0) is_reader[fd] = 1;
}

static void welcome_all(void) {
  for (int fd; (fd = accept4(listener, 0, 0, SOCK_NONBLOCK)) >= 0;) {
    if (fd > highest) highest = fd;
    watch(poll_fd, EPOLL_CTL_ADD, fd, EPOLLIN, (void *)(long)fd);
  }
}

int main(int count, char **words) {
  if (count != 2) { fprintf(stderr, "floor PORT\n"); return 2; }
  allow_many_files();
  int yes = 1;
  listener = must(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), "socket");
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons(atoi(words[1]))};
  here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  must(bind(listener, (void *)&here, sizeof here), "bind");
  must(listen(listener, 4096), "listen");
  poll_fd = must(epoll_create1(0), "epoll_create");
  watch(poll_fd, EPOLL_CTL_ADD, listener, EPOLLIN, (void *)(long)listener);
  for (struct epoll_event events[512];;) {
    int n = epoll_wait(poll_fd, events, 512, -1);
    for (int i = 0; i < n; i++) {
      int fd = (long)events[i].data.ptr;
      if (fd == listener) welcome_all(); else said(fd);
    }
  }
}
