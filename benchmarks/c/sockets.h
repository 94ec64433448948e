/* Sockets of the loopback device, and an epoll that is asked in one line. */
#pragma once
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { READERS_PER_ADDRESS = 20000 };  /* there are 28,000 ports to call from */

static inline int must(int result, const char *what) {
  if (result < 0) { perror(what); exit(1); }
  return result;
}

static inline void watch(int poll, int how, int fd, unsigned events, void *owner) {
  struct epoll_event event = {.events = events, .data.ptr = owner};
  must(epoll_ctl(poll, how, fd, &event), "epoll_ctl");
}

/* Begin to connect to 127.0.0.1, or to one of its neighbours for high numbers. */
static inline int call(int port, int number, int receive_buffer) {
  int fd = must(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), "socket"), yes = 1;
  if (receive_buffer) setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  struct sockaddr_in there = {.sin_family = AF_INET, .sin_port = htons(port)};
  there.sin_addr.s_addr = htonl(INADDR_LOOPBACK + number / READERS_PER_ADDRESS);
  if (connect(fd, (void *)&there, sizeof there) < 0 && errno != EINPROGRESS) must(-1, "connect");
  return fd;
}

static inline void allow_many_files(void) {
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
}
