// Work on single rows, where memory and not arithmetic is the limit: one build serves every processor.
#include "encoder_bf16.h"
#include "encoder_kernels.h"

#include <math.h>
#include <string.h>

static float from_bits(uint32_t bits) {
  float x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

/// Half to single precision: move the exponent's bits over and let a multiplication rebias it, subnormals included.
static float from_half(uint16_t half) {
  float magnitude = from_bits((uint32_t)(half & 0x7fff) << 13) * 0x1p112f;
  uint32_t bits;
  memcpy(&bits, &magnitude, sizeof bits);
  if (magnitude >= 0x1p16f) bits |= 0x7f800000;  // infinities and not-a-numbers
  return from_bits(bits | (uint32_t)(half & 0x8000) << 16);
}

void encoder_widen(encoder_element element, const void *source, ptrdiff_t count, float *target) {
  const char *bytes = source;
  if (element == ENCODER_F32) {
    memcpy(target, source, (size_t)count * sizeof *target);
    return;
  }
  for (ptrdiff_t i = 0; i < count; i++) {
    uint16_t x;
    memcpy(&x, bytes + i * 2, sizeof x);
    target[i] = element == ENCODER_F16 ? from_half(x) : from_bits((uint32_t)x << 16);
  }
}

/// Transposes weights into panels, of bfloat16 or of floats; `in_bf16` is a constant wherever this is inlined.
static inline __attribute__((always_inline)) void pack(
    encoder_element element, const void *source, ptrdiff_t outputs, ptrdiff_t depth, float scale, ptrdiff_t first,
    bool in_bf16, void *panels) {
  // A cache line of inputs from 64 rows at a time: both sides of the transposition stay in the first-level cache.
  enum { CHUNK = 16 };
  const char *bytes = source;
  ptrdiff_t size = element == ENCODER_F32 ? 4 : 2, padded = in_bf16 ? (depth + 1) & ~(ptrdiff_t)1 : depth;
  for (ptrdiff_t row = 0; row < outputs; row += ENCODER_PANEL)
    for (ptrdiff_t k = 0; k < depth; k += CHUNK)
      for (ptrdiff_t r = row; r < outputs && r < row + ENCODER_PANEL; r++) {
        float line[CHUNK];
        ptrdiff_t count = depth - k < CHUNK ? depth - k : CHUNK, column = first + r;
        encoder_widen(element, bytes + (r * depth + k) * size, count, line);
        ptrdiff_t panel = column / ENCODER_PANEL * ENCODER_PANEL * padded, lane = column % ENCODER_PANEL;
        for (ptrdiff_t i = 0; i < count; i++) {
          float weight = line[i] * scale;
          ptrdiff_t pair = (k + i) / 2, side = (k + i) % 2;
          if (in_bf16) ((uint16_t *)panels)[panel + (pair * ENCODER_PANEL + lane) * 2 + side] = encoder_bf16(weight);
          else ((float *)panels)[panel + (k + i) * ENCODER_PANEL + lane] = weight;
        }
      }
}

void encoder_pack(
    encoder_element element, const void *source, ptrdiff_t outputs, ptrdiff_t depth, float scale, ptrdiff_t first,
    float *panels) {
  pack(element, source, outputs, depth, scale, first, false, panels);
}

void encoder_pack_bf16(
    encoder_element element, const void *source, ptrdiff_t outputs, ptrdiff_t depth, float scale, ptrdiff_t first,
    uint16_t *panels) {
  pack(element, source, outputs, depth, scale, first, true, panels);
}

void encoder_embed(
    const int32_t *tokens, ptrdiff_t count, encoder_element element, const void *table, const float *positions,
    ptrdiff_t width, float *y, ptrdiff_t y_stride) {
  const char *rows = table;
  ptrdiff_t row_size = width * (element == ENCODER_F32 ? 4 : 2);
  for (ptrdiff_t i = 0; i < count; i++, y += y_stride, positions += width) {
    encoder_widen(element, rows + tokens[i] * row_size, width, y);
    for (ptrdiff_t j = 0; j < width; j++) y[j] += positions[j];
  }
}

void encoder_mean(const float *x, ptrdiff_t stride, ptrdiff_t rows, ptrdiff_t width, float *y) {
  memset(y, 0, (size_t)width * sizeof *y);
  for (ptrdiff_t i = 0; i < rows; i++)
    for (ptrdiff_t j = 0; j < width; j++) y[j] += x[i * stride + j];
  for (ptrdiff_t j = 0; j < width; j++) y[j] /= (float)rows;
}

float encoder_normalise(float *x, ptrdiff_t width) {
  double squares = 0;
  for (ptrdiff_t i = 0; i < width; i++) squares += (double)x[i] * x[i];
  double norm = sqrt(squares);
  if (!(norm > 0) || !isfinite(norm)) return (float)norm;
  for (ptrdiff_t i = 0; i < width; i++) x[i] = (float)(x[i] / norm);
  return (float)norm;
}
