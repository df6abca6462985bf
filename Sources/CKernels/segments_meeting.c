#include "segments_dispatch.h"
#include "segments_kernels.h"

// Where a candidate stands is how many numbers are below it: counting takes fewer steps than searching.
QUERN_INLINE size_t meet(const uint32_t *candidates, size_t *next, size_t count, const uint32_t *numbers, uint32_t last,
                         uint32_t *at, uint32_t *places) {
  size_t i = *next, found = 0;
  for (; i < count && candidates[i] <= last; i++) {
    uint32_t candidate = candidates[i], below = 0;
    for (size_t place = 0; place < 128; place++) below += numbers[place] < candidate;
    at[found] = (uint32_t)i;
    places[found] = below;
    found += numbers[below & 127] == candidate;
  }
  *next = i;
  return found;
}

#if QUERN_X86
#include <immintrin.h>

// The same in two steps: first among the highest of each sixteen, then among sixteen.
QUERN_WIDEST static size_t meet_widest(const uint32_t *candidates, size_t *next, size_t count, const uint32_t *numbers,
                                       uint32_t last, uint32_t *at, uint32_t *places) {
  __m256i highest = _mm256_i32gather_epi32((const int *)numbers + 15,
                                           _mm256_setr_epi32(0, 16, 32, 48, 64, 80, 96, 112), 4);
  size_t i = *next, found = 0;
  for (; i < count && candidates[i] <= last; i++) {
    __mmask8 before = _mm256_cmplt_epu32_mask(highest, _mm256_set1_epi32((int)candidates[i]));
    unsigned start = 16 * (unsigned)__builtin_popcount(before);
    __m512i some = _mm512_loadu_si512(numbers + start), candidate = _mm512_set1_epi32((int)candidates[i]);
    at[found] = (uint32_t)i;
    places[found] = start + (unsigned)__builtin_popcount(_mm512_cmplt_epu32_mask(some, candidate));
    found += _mm512_cmpeq_epi32_mask(some, candidate) != 0;
  }
  *next = i;
  return found;
}
QUERN_WIDE static size_t meet_wide(const uint32_t *candidates, size_t *next, size_t count, const uint32_t *numbers,
                                   uint32_t last, uint32_t *at, uint32_t *places) {
  return meet(candidates, next, count, numbers, last, at, places);
}
#endif

size_t quern_meet(const uint32_t *candidates, size_t *next, size_t count, const uint32_t *numbers, uint32_t last,
                  uint32_t *at, uint32_t *places) {
#if QUERN_X86
  switch (quern_level()) {
  case quern_avx512: return meet_widest(candidates, next, count, numbers, last, at, places);
  case quern_avx2: return meet_wide(candidates, next, count, numbers, last, at, places);
  }
#endif
  return meet(candidates, next, count, numbers, last, at, places);
}
