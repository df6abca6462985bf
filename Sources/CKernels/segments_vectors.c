#include "segments_dispatch.h"
#include "segments_kernels.h"

#include <string.h>

typedef float lanes __attribute__((vector_size(64), aligned(4), may_alias));

// Four rows at a time keep enough loads in flight; each row has sums of its own in an order of its own, so that its
// result is the same alone and in company.
QUERN_INLINE void inner_products(const float *query, const float *matrix, size_t rows, size_t stride, float *results) {
  for (size_t row = 0; row < rows;) {
    size_t together = rows - row >= 4 ? 4 : 1;
    lanes sums[4] = {{0}, {0}, {0}, {0}};
    const float *first = matrix + row * stride;
    if (together == 4) {
      for (size_t i = 0; i < stride; i += 16) {
        lanes q = *(const lanes *)(query + i);
        for (int r = 0; r < 4; r++) sums[r] += q * *(const lanes *)(first + r * stride + i);
      }
    } else {
      for (size_t i = 0; i < stride; i += 16) sums[0] += *(const lanes *)(query + i) * *(const lanes *)(first + i);
    }
    for (size_t r = 0; r < together; r++) {
      float lane[16];
      memcpy(lane, &sums[r], sizeof lane);
      for (int width = 8; width; width /= 2)
        for (int i = 0; i < width; i++) lane[i] += lane[i + width];
      results[row + r] = lane[0];
    }
    row += together;
  }
}

// Rows lie scattered: asking for the next one hides a part of the way to memory.
QUERN_INLINE void inner_products_at(const float *query, const float *matrix, size_t stride, const uint32_t *rows,
                                    size_t count, float *results) {
  for (size_t row = 0; row < count; row++) {
    if (row + 1 < count)
      for (size_t i = 0; i < stride; i += 16) __builtin_prefetch(matrix + rows[row + 1] * stride + i);
    inner_products(query, matrix + rows[row] * stride, 1, stride, results + row);
  }
}

#if QUERN_X86
QUERN_WIDEST static void inner_products_widest(const float *q, const float *m, size_t n, size_t s, float *out) {
  inner_products(q, m, n, s, out);
}
QUERN_WIDE static void inner_products_wide(const float *q, const float *m, size_t n, size_t s, float *out) {
  inner_products(q, m, n, s, out);
}
QUERN_WIDEST static void inner_products_at_widest(const float *q, const float *m, size_t s, const uint32_t *rows,
                                                  size_t n, float *out) {
  inner_products_at(q, m, s, rows, n, out);
}
QUERN_WIDE static void inner_products_at_wide(const float *q, const float *m, size_t s, const uint32_t *rows, size_t n,
                                              float *out) {
  inner_products_at(q, m, s, rows, n, out);
}
#endif

void quern_inner_products(const float *query, const float *matrix, size_t rows, size_t stride, float *results) {
#if QUERN_X86
  switch (quern_level()) {
  case quern_avx512: return inner_products_widest(query, matrix, rows, stride, results);
  case quern_avx2: return inner_products_wide(query, matrix, rows, stride, results);
  }
#endif
  inner_products(query, matrix, rows, stride, results);
}

void quern_inner_products_at(const float *query, const float *matrix, size_t stride, const uint32_t *rows, size_t count,
                             float *results) {
#if QUERN_X86
  switch (quern_level()) {
  case quern_avx512: return inner_products_at_widest(query, matrix, stride, rows, count, results);
  case quern_avx2: return inner_products_at_wide(query, matrix, stride, rows, count, results);
  }
#endif
  inner_products_at(query, matrix, stride, rows, count, results);
}
