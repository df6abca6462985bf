#include "segments_dispatch.h"
#include "segments_kernels.h"

// Sums are compared bit by bit between segments that were cut differently: no step may be fused in one place only.
#pragma STDC FP_CONTRACT OFF

QUERN_INLINE void add_bm25(const uint32_t *numbers, const uint32_t *frequencies, size_t count, const uint32_t *lengths,
                           float weight, float base, float slope, float *scores, uint32_t origin) {
  float parts[128];
  for (size_t i = 0; i < count; i++) {
    float f = (float)frequencies[i];
    parts[i] = weight * f / (f + (base + slope * (float)lengths[numbers[i]]));
  }
  for (size_t i = 0; i < count; i++) scores[numbers[i] - origin] += parts[i];
}

QUERN_INLINE size_t select_scores(const float *scores, size_t count, float threshold, uint32_t *indices) {
  size_t found = 0;
  for (size_t start = 0; start < count; start += 16) {
    size_t end = count - start < 16 ? count - start : 16;
    unsigned hits = 0;
    for (size_t i = 0; i < end; i++) hits |= (unsigned)((scores[start + i] > 0) & (scores[start + i] >= threshold)) << i;
    for (; hits; hits &= hits - 1) indices[found++] = (uint32_t)(start + (unsigned)__builtin_ctz(hits));
  }
  return found;
}

#if QUERN_X86
#include <immintrin.h>

QUERN_WIDEST static void add_bm25_widest(const uint32_t *numbers, const uint32_t *frequencies, size_t count,
                                         const uint32_t *lengths, float w, float b, float s, float *scores, uint32_t o) {
  add_bm25(numbers, frequencies, count, lengths, w, b, s, scores, o);
}
QUERN_WIDE static void add_bm25_wide(const uint32_t *numbers, const uint32_t *frequencies, size_t count,
                                     const uint32_t *lengths, float w, float b, float s, float *scores, uint32_t o) {
  add_bm25(numbers, frequencies, count, lengths, w, b, s, scores, o);
}
QUERN_WIDEST static size_t select_widest(const float *scores, size_t count, float threshold, uint32_t *indices) {
  size_t found = 0;
  for (size_t start = 0; start < count; start += 16) {
    __mmask16 lanes = (__mmask16)_bzhi_u32(0xffff, count - start < 16 ? (unsigned)(count - start) : 16);
    __m512 some = _mm512_maskz_loadu_ps(lanes, scores + start);
    unsigned hits = _mm512_mask_cmp_ps_mask(_mm512_cmp_ps_mask(some, _mm512_setzero_ps(), _CMP_GT_OQ), some,
                                            _mm512_set1_ps(threshold), _CMP_GE_OQ);
    for (; hits; hits &= hits - 1) indices[found++] = (uint32_t)(start + (unsigned)__builtin_ctz(hits));
  }
  return found;
}
QUERN_WIDE static size_t select_wide(const float *scores, size_t count, float threshold, uint32_t *indices) {
  return select_scores(scores, count, threshold, indices);
}
#endif

void quern_add_bm25(const uint32_t *numbers, const uint32_t *frequencies, size_t count, const uint32_t *lengths,
                    float weight, float base, float slope, float *scores, uint32_t origin) {
#if QUERN_X86
  switch (quern_level()) {
  case quern_avx512:
    return add_bm25_widest(numbers, frequencies, count, lengths, weight, base, slope, scores, origin);
  case quern_avx2: return add_bm25_wide(numbers, frequencies, count, lengths, weight, base, slope, scores, origin);
  }
#endif
  add_bm25(numbers, frequencies, count, lengths, weight, base, slope, scores, origin);
}

float quern_bm25(uint32_t frequency, uint32_t length, float weight, float base, float slope) {
  float f = (float)frequency;
  return weight * f / (f + (base + slope * (float)length));
}

size_t quern_select(const float *scores, size_t count, float threshold, uint32_t *indices) {
#if QUERN_X86
  switch (quern_level()) {
  case quern_avx512: return select_widest(scores, count, threshold, indices);
  case quern_avx2: return select_wide(scores, count, threshold, indices);
  }
#endif
  return select_scores(scores, count, threshold, indices);
}
