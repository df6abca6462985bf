// Rounding of weights, done once when a model is loaded.
#include "encoder_quantised_kernels.h"

#include <math.h>
#include <string.h>

static const void *row_of(encoder_matrix matrix, ptrdiff_t row, ptrdiff_t input) {
  return (const char *)matrix.start + (row * matrix.stride + input) * (matrix.element == ENCODER_F32 ? 4 : 2);
}

/// Inputs that are worked on at once, on the stack.
enum { CHUNK = 64 };

static ptrdiff_t smaller(ptrdiff_t a, ptrdiff_t b) { return a < b ? a : b; }

void encoder_input_magnitudes(encoder_matrix matrix, ptrdiff_t outputs, ptrdiff_t depth, float *largest) {
  for (ptrdiff_t row = 0; row < outputs; row++)
    for (ptrdiff_t k = 0; k < depth; k += CHUNK) {
      float weights[CHUNK];
      ptrdiff_t count = smaller(depth - k, CHUNK);
      encoder_widen(matrix.element, row_of(matrix, row, k), count, weights);
      for (ptrdiff_t i = 0; i < count; i++) {
        float size = fabsf(weights[i]);
        largest[k + i] = size > largest[k + i] ? size : largest[k + i];
      }
    }
}

/// Reads weights as they will be rounded.
static void read(encoder_matrix matrix, ptrdiff_t row, ptrdiff_t k, ptrdiff_t count, float scale,
                 const float *smoothing, float *weights) {
  encoder_widen(matrix.element, row_of(matrix, row, k), count, weights);
  for (ptrdiff_t i = 0; i < count; i++) weights[i] *= scale;
  if (smoothing)
    for (ptrdiff_t i = 0; i < count; i++) weights[i] *= smoothing[k + i];
}

void encoder_quantise_weights(
    encoder_matrix matrix, ptrdiff_t outputs, ptrdiff_t depth, float scale, const float *smoothing, ptrdiff_t first,
    ptrdiff_t padded, ptrdiff_t group, ptrdiff_t columns, int8_t *panels, float *scales, float *offsets) {
  for (ptrdiff_t row = 0; row < outputs; row++) {
    ptrdiff_t column = first + row;
    int8_t *panel = panels + column / ENCODER_PANEL * ENCODER_PANEL * padded + column % ENCODER_PANEL * 4;
    for (ptrdiff_t start = 0; start < depth; start += group) {
      ptrdiff_t end = smaller(start + group, depth);
      float weights[CHUNK], peak = 0;
      for (ptrdiff_t k = start; k < end; k += CHUNK) {
        ptrdiff_t count = smaller(end - k, CHUNK);
        read(matrix, row, k, count, scale, smoothing, weights);
        for (ptrdiff_t i = 0; i < count; i++) peak = fabsf(weights[i]) > peak ? fabsf(weights[i]) : peak;
      }
      float inverse = peak > 0 ? 127 / peak : 0;
      int32_t sum = 0;
      for (ptrdiff_t k = start; k < end; k += CHUNK) {
        ptrdiff_t count = smaller(end - k, CHUNK);
        int8_t rounded[CHUNK] = {0};
        read(matrix, row, k, count, scale, smoothing, weights);
        for (ptrdiff_t i = 0; i < count; i++) {
          // Adding 1.5·2^23 rounds to the nearest integer, which is then in the low bits of the sum.
          float shifted = weights[i] * inverse + 12582912.0f;
          int32_t bits;
          memcpy(&bits, &shifted, sizeof bits);
          rounded[i] = (int8_t)bits;
        }
        for (ptrdiff_t i = 0; i < count; i++) sum += rounded[i];
        for (ptrdiff_t i = 0; i < count; i += 4) memcpy(panel + (k + i) * ENCODER_PANEL, rounded + i, 4);
      }
      scales[start / group * columns + column] = peak / 127;
      offsets[column] += peak / 127 * (float)sum;
    }
  }
}
