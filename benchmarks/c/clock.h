/* Wall-clock nanoseconds: the publisher's stamps come from another process. */
#pragma once
#include <time.h>

static inline long nanoseconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  return t.tv_sec * 1000000000L + t.tv_nsec;
}
