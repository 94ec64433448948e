/* `--name value` pairs. */
#pragma once
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct { const char *name; const char **text; double *number; } Option;

static inline void read_options(int count, char **words, const Option *known) {
  for (int i = 1; i < count; i += 2) {
    const Option *option = known;
    while (option->name && strcmp(option->name, words[i])) option++;
    if (!option->name || i + 1 == count) { fprintf(stderr, "unknown or without value: %s\n", words[i]); exit(2); }
    if (option->text) *option->text = words[i + 1];
    else *option->number = atof(words[i + 1]);
  }
}
