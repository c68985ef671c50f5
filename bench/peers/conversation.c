/*
 * The published conversation with lognormal whole-token messages in C, a peer of bench/run.ts: blocks of 1,024 sorted
 * by turns, eight conversations side by side, Walker's alias table of 16-bit thresholds. The compiler is left to find
 * the vectors (-O3 -march=native).
 *
 * Usage: conversation CONVERSATIONS; prints one JSON object as conversation.py does.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { BLOCK = 1024, LANES = 8, COLUMNS = 4096, CELLS = 32768 };
static uint32_t table[COLUMNS];
static uint64_t state = 1;

static uint64_t split_mix(void) {
  uint64_t z = (state += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

static double phi(double z) { return 0.5 * erfc(-z / sqrt(2)); }

static void build(void) {
  double sigma = sqrt(log1p((60.0 / 90) * (60.0 / 90))), mu = log(90) - sigma * sigma / 2;
  static double height[COLUMNS];
  static int low[COLUMNS], high[COLUMNS];
  int lows = 0, highs = 0;
  double below = 0;
  for (int i = 0; i < COLUMNS; i++) {
    double upto = i == COLUMNS - 1 ? 1 : phi((log(i + 0.5) - mu) / sigma);
    height[i] = (upto - below) * COLUMNS;
    below = upto;
    if (height[i] < 1) low[lows++] = i; else high[highs++] = i;
  }
  for (int i = 0; i < COLUMNS; i++) table[i] = (uint32_t)i << 16 | 0xffff;
  while (lows && highs) {
    int from = low[--lows], to = high[--highs];
    uint32_t share = (uint32_t)(height[from] * 65536);
    table[from] = (uint32_t)to << 16 | share;
    height[to] -= 1 - share / 65536.0;
    if (height[to] < 1) low[lows++] = to; else high[highs++] = to;
  }
}

static int compare(const void *a, const void *b) { return *(const int32_t *)a - *(const int32_t *)b; }

static void eight(const int32_t *turns, int32_t *input, int32_t *output) {
  uint32_t a[LANES], b[LANES], c[LANES], d[LANES];
  int32_t history[LANES] = {0}, in[LANES] = {0}, out[LANES] = {0};
  for (int l = 0; l < LANES; l++) {
    uint64_t x = split_mix(), y = split_mix();
    a[l] = x; b[l] = x >> 32; c[l] = y; d[l] = y >> 32;
  }
  for (int turn = 0; turn < turns[LANES - 1]; turn++)
    for (int l = 0; l < LANES; l++) {
      int32_t live = -(turn < turns[l]);
      uint32_t w = a[l] + b[l] + d[l]++;
      a[l] = b[l] ^ b[l] >> 9; b[l] = c[l] + (c[l] << 3); c[l] = (c[l] << 21 | c[l] >> 11) + w;
      uint32_t e = table[w >> 20];
      int32_t user = (w << 12 >> 16) < (e & 0xffff) ? w >> 20 : e >> 16;
      w = a[l] + b[l] + d[l]++;
      a[l] = b[l] ^ b[l] >> 9; b[l] = c[l] + (c[l] << 3); c[l] = (c[l] << 21 | c[l] >> 11) + w;
      e = table[w >> 20];
      int32_t reply = (w << 12 >> 16) < (e & 0xffff) ? w >> 20 : e >> 16;
      history[l] += user + reply;
      in[l] += history[l] & live;
      out[l] += reply & live;
    }
  for (int l = 0; l < LANES; l++) { input[l] = in[l] + 3000 * turns[l]; output[l] = out[l]; }
}

int main(int argc, char **argv) {
  long total = argc > 1 ? atol(argv[1]) : 1000000, done = 0;
  static uint32_t counts[CELLS];
  int32_t turns[BLOCK], input[BLOCK], output[BLOCK];
  double sum = 0;
  build();
  clock_t start = clock();
  for (; done < total; done += BLOCK) {
    for (int i = 0; i < BLOCK; i += 2) {
      double u = (split_mix() >> 11) * 0x1p-53 + 0x1p-54, v = (split_mix() >> 11) * 0x1p-53;
      double r = sqrt(-2 * log(u)), t = 2 * M_PI * v;
      turns[i] = fmax(0, 20 + 8 * r * cos(t));
      turns[i + 1] = fmax(0, 20 + 8 * r * sin(t));
    }
    qsort(turns, BLOCK, sizeof *turns, compare);
    for (int i = 0; i < BLOCK; i += LANES) eight(turns + i, input + i, output + i);
    for (int i = 0; i < BLOCK; i++) {
      double cost = 1e-5 * input[i] + 3e-5 * output[i];
      sum += cost;
      int cell = (cost + 4) * (CELLS / 12.0);
      counts[cell < CELLS ? cell : CELLS - 1]++;
    }
  }
  double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
  long below = 0;
  int cell = 0;
  while ((below += counts[cell]) < 0.95 * done) cell++;
  printf("{\"conversationsPerSecond\": %.17g, \"mean\": %.17g, \"p95\": %.17g, \"version\": \"C %s\"}\n", done / seconds,
         sum / done, (cell + 0.5) * 12.0 / CELLS - 4, __VERSION__);
}
