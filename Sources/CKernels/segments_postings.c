#include "segments_dispatch.h"
#include "segments_kernels.h"

#include <string.h>

// Sums are compared bit by bit between segments that were cut differently: no step may be fused in one place only.
#pragma STDC FP_CONTRACT OFF

QUERN_INLINE void unpack(const uint8_t *packed, unsigned bits, size_t count, uint32_t *values) {
  uint64_t mask = (1ull << bits) - 1;
  for (size_t i = 0; i < count; i++) {
    size_t bit = i * bits;
    uint64_t word;
    memcpy(&word, packed + (bit >> 3), 8);
    values[i] = (uint32_t)(word >> (bit & 7) & mask);
  }
}

QUERN_INLINE void unpack_frequencies(const uint8_t *packed, unsigned bits, size_t count, uint32_t *frequencies) {
  unpack(packed, bits, count, frequencies);
  for (size_t i = 0; i < count; i++) frequencies[i] += 1;
}

QUERN_INLINE uint64_t unpack_postings(const uint8_t *packed, unsigned gapBits, unsigned frequencyBits, size_t count,
                                      int64_t previous, uint32_t *numbers, uint32_t *frequencies) {
  unpack(packed, gapBits, count, numbers);
  unpack_frequencies(packed + (gapBits * count + 7) / 8, frequencyBits, count, frequencies);
  uint64_t last = (uint64_t)previous;
  for (size_t i = 0; i < count; i++) numbers[i] = (uint32_t)(last += (uint64_t)numbers[i] + 1);
  return last;
}

QUERN_INLINE uint64_t unpack_numbers(const uint8_t *packed, unsigned bits, size_t count, int64_t previous,
                                     uint32_t *numbers) {
  unpack(packed, bits, count, numbers);
  uint64_t last = (uint64_t)previous;
  for (size_t i = 0; i < count; i++) numbers[i] = (uint32_t)(last += (uint64_t)numbers[i] + 1);
  for (size_t i = count; i < 128; i++) numbers[i] = UINT32_MAX;
  return last;
}

// Where a candidate stands is how many numbers are below it: counting all takes fewer steps than searching.
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
QUERN_WIDEST static uint64_t unpack_postings_widest(const uint8_t *p, unsigned g, unsigned f, size_t n, int64_t before,
                                                    uint32_t *numbers, uint32_t *frequencies) {
  return unpack_postings(p, g, f, n, before, numbers, frequencies);
}
QUERN_WIDE static uint64_t unpack_postings_wide(const uint8_t *p, unsigned g, unsigned f, size_t n, int64_t before,
                                                uint32_t *numbers, uint32_t *frequencies) {
  return unpack_postings(p, g, f, n, before, numbers, frequencies);
}
QUERN_WIDEST static uint64_t unpack_numbers_widest(const uint8_t *p, unsigned bits, size_t n, int64_t before,
                                                   uint32_t *numbers) {
  return unpack_numbers(p, bits, n, before, numbers);
}
QUERN_WIDE static uint64_t unpack_numbers_wide(const uint8_t *p, unsigned bits, size_t n, int64_t before,
                                               uint32_t *numbers) {
  return unpack_numbers(p, bits, n, before, numbers);
}
QUERN_WIDEST static void unpack_frequencies_widest(const uint8_t *p, unsigned bits, size_t n, uint32_t *frequencies) {
  unpack_frequencies(p, bits, n, frequencies);
}
QUERN_WIDE static void unpack_frequencies_wide(const uint8_t *p, unsigned bits, size_t n, uint32_t *frequencies) {
  unpack_frequencies(p, bits, n, frequencies);
}
QUERN_WIDEST static size_t meet_widest(const uint32_t *candidates, size_t *next, size_t count, const uint32_t *numbers,
                                       uint32_t last, uint32_t *at, uint32_t *places) {
  return meet(candidates, next, count, numbers, last, at, places);
}
QUERN_WIDE static size_t meet_wide(const uint32_t *candidates, size_t *next, size_t count, const uint32_t *numbers,
                                   uint32_t last, uint32_t *at, uint32_t *places) {
  return meet(candidates, next, count, numbers, last, at, places);
}
QUERN_WIDEST static void add_bm25_widest(const uint32_t *numbers, const uint32_t *frequencies, size_t count,
                                         const uint32_t *lengths, float w, float b, float s, float *scores, uint32_t o) {
  add_bm25(numbers, frequencies, count, lengths, w, b, s, scores, o);
}
QUERN_WIDE static void add_bm25_wide(const uint32_t *numbers, const uint32_t *frequencies, size_t count,
                                     const uint32_t *lengths, float w, float b, float s, float *scores, uint32_t o) {
  add_bm25(numbers, frequencies, count, lengths, w, b, s, scores, o);
}
QUERN_WIDEST static size_t select_widest(const float *scores, size_t count, float threshold, uint32_t *indices) {
  return select_scores(scores, count, threshold, indices);
}
QUERN_WIDE static size_t select_wide(const float *scores, size_t count, float threshold, uint32_t *indices) {
  return select_scores(scores, count, threshold, indices);
}
#endif

uint64_t quern_unpack_postings(const uint8_t *packed, unsigned gapBits, unsigned frequencyBits, size_t count,
                               int64_t previous, uint32_t *numbers, uint32_t *frequencies) {
#if QUERN_X86
  switch (quern_level()) {
  case quern_avx512:
    return unpack_postings_widest(packed, gapBits, frequencyBits, count, previous, numbers, frequencies);
  case quern_avx2: return unpack_postings_wide(packed, gapBits, frequencyBits, count, previous, numbers, frequencies);
  }
#endif
  return unpack_postings(packed, gapBits, frequencyBits, count, previous, numbers, frequencies);
}

uint64_t quern_unpack_numbers(const uint8_t *packed, unsigned bits, size_t count, int64_t previous, uint32_t *numbers) {
#if QUERN_X86
  switch (quern_level()) {
  case quern_avx512: return unpack_numbers_widest(packed, bits, count, previous, numbers);
  case quern_avx2: return unpack_numbers_wide(packed, bits, count, previous, numbers);
  }
#endif
  return unpack_numbers(packed, bits, count, previous, numbers);
}

void quern_unpack_frequencies(const uint8_t *packed, unsigned bits, size_t count, uint32_t *frequencies) {
#if QUERN_X86
  switch (quern_level()) {
  case quern_avx512: return unpack_frequencies_widest(packed, bits, count, frequencies);
  case quern_avx2: return unpack_frequencies_wide(packed, bits, count, frequencies);
  }
#endif
  unpack_frequencies(packed, bits, count, frequencies);
}

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

// Bytes that the first `numbers` numbers of seven bits a byte take; more than `count` if the bytes end before.
static size_t size_of_variables(const uint8_t *bytes, size_t count, size_t numbers) {
  const uint64_t ends = 0x8080808080808080u;
  size_t size = 0;
  // The last word that may hold the end in question is left to the loop below.
  while (numbers >= 8 && size + 8 <= count) {
    uint64_t word;
    memcpy(&word, bytes + size, 8);
    numbers -= (size_t)__builtin_popcountll(~word & ends);
    size += 8;
  }
  while (numbers && size < count) numbers -= bytes[size++] < 128;
  return numbers ? SIZE_MAX : size;
}

size_t quern_read_places(const uint8_t *bytes, size_t count, const uint32_t *frequencies, size_t skipped,
                         uint32_t *places) {
  size_t before = 0, numbers = frequencies[skipped];
  for (size_t i = 0; i < skipped; i++) before += frequencies[i];
  size_t at = size_of_variables(bytes, count, before);
  if (at > count) return SIZE_MAX;
  uint32_t place = 0;
  for (size_t i = 0; i < numbers; i++) {
    uint32_t gap = 0;
    for (unsigned shift = 0;; shift += 7) {
      if (at == count || shift > 28) return SIZE_MAX;
      uint8_t byte = bytes[at++];
      gap |= (uint32_t)(byte & 127) << shift;
      if (byte < 128) break;
    }
    place += gap;
    places[i] = place - 1;
  }
  return at;
}
