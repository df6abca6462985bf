#include "segments_dispatch.h"
#include "segments_kernels.h"

#include <string.h>

QUERN_INLINE void unpack(const uint8_t *packed, unsigned bits, size_t count, uint32_t *values) {
  uint64_t mask = (1ull << bits) - 1;
  for (size_t i = 0; i < count; i++) {
    size_t bit = i * bits;
    uint64_t word;
    memcpy(&word, packed + (bit >> 3), 8);
    values[i] = (uint32_t)(word >> (bit & 7) & mask);
  }
}

QUERN_INLINE uint64_t unpack_numbers(const uint8_t *packed, unsigned bits, size_t count, int64_t previous,
                                     uint32_t *numbers) {
  unpack(packed, bits, count, numbers);
  uint64_t last = (uint64_t)previous;
  for (size_t i = 0; i < count; i++) numbers[i] = (uint32_t)(last += (uint64_t)numbers[i] + 1);
  for (size_t i = count; i < 128; i++) numbers[i] = UINT32_MAX;
  return last;
}

QUERN_INLINE void unpack_frequencies(const uint8_t *packed, unsigned bits, size_t count, uint32_t *frequencies) {
  unpack(packed, bits, count, frequencies);
  for (size_t i = 0; i < count; i++) frequencies[i] += 1;
}

#if QUERN_X86
#include <immintrin.h>

// Sixteen values take a whole number of bytes, so each sixteen are spread out of a vector of 32-bit words alike: a value is
// made of the word that it starts in and of the next.
typedef struct {
  __m512i words, right, left, mask;
} spread;

QUERN_WIDEST static inline spread spread_of(unsigned bits) {
  __m512i lanes = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  __m512i starts = _mm512_mullo_epi32(lanes, _mm512_set1_epi32((int)bits));
  __m512i right = _mm512_and_si512(starts, _mm512_set1_epi32(31));
  return (spread){
      .words = _mm512_srli_epi32(starts, 5),
      .right = right,
      .left = _mm512_sub_epi32(_mm512_set1_epi32(32), right),
      .mask = _mm512_set1_epi32((int)(uint32_t)((1ull << bits) - 1)),
  };
}

// Reads `size` ≤ 64 bytes and none behind them.
QUERN_WIDEST static inline __m512i sixteen(const uint8_t *packed, size_t size, spread spread) {
  __m512i all = _mm512_maskz_loadu_epi8(_bzhi_u64(~0ull, (unsigned)size), packed);
  __m512i next = _mm512_add_epi32(spread.words, _mm512_set1_epi32(1));
  __m512i low = _mm512_srlv_epi32(_mm512_permutexvar_epi32(spread.words, all), spread.right);
  // A value that ends in its first word gets nothing from here: a shift by 32 leaves nothing, the mask takes the rest.
  __m512i high = _mm512_sllv_epi32(_mm512_permutexvar_epi32(next, all), spread.left);
  return _mm512_and_si512(_mm512_or_si512(low, high), spread.mask);
}

QUERN_WIDEST static inline __m512i running_sums(__m512i values) {
  __m512i zero = _mm512_setzero_si512();
  values = _mm512_add_epi32(values, _mm512_alignr_epi32(values, zero, 15));
  values = _mm512_add_epi32(values, _mm512_alignr_epi32(values, zero, 14));
  values = _mm512_add_epi32(values, _mm512_alignr_epi32(values, zero, 12));
  return _mm512_add_epi32(values, _mm512_alignr_epi32(values, zero, 8));
}

QUERN_WIDEST static uint64_t unpack_numbers_widest(const uint8_t *packed, unsigned bits, size_t count, int64_t previous,
                                                   uint32_t *numbers) {
  // The sum of 128 wider ones might not fit 32 bits.
  if (bits > 24) return unpack_numbers(packed, bits, count, previous, numbers);
  spread spread = spread_of(bits);
  size_t rest = (bits * count + 7) / 8, group = 2 * bits, start = 0;
  __m512i before = _mm512_set1_epi32((int)(uint32_t)previous), last = _mm512_set1_epi32(15);
  for (; start < count; start += 16) {
    __m512i gaps = sixteen(packed, rest < group ? rest : group, spread);
    __m512i steps = _mm512_add_epi32(gaps, _mm512_set1_epi32(1));
    __m512i sums = _mm512_add_epi32(running_sums(steps), before);
    _mm512_storeu_si512(numbers + start, sums);
    before = _mm512_permutexvar_epi32(last, sums);
    packed += group;
    rest -= rest < group ? rest : group;
  }
  uint64_t sum = numbers[count - 1] - (uint32_t)previous;
  for (; start < 128; start += 16) _mm512_storeu_si512(numbers + start, _mm512_set1_epi32(-1));
  for (size_t i = count; i < 128 && i % 16; i++) numbers[i] = UINT32_MAX;
  return (uint64_t)previous + sum;
}
QUERN_WIDEST static void unpack_frequencies_widest(const uint8_t *packed, unsigned bits, size_t count,
                                                   uint32_t *frequencies) {
  spread spread = spread_of(bits);
  size_t rest = (bits * count + 7) / 8, group = 2 * bits;
  for (size_t start = 0; start < count; start += 16) {
    __m512i values = sixteen(packed, rest < group ? rest : group, spread);
    _mm512_storeu_si512(frequencies + start, _mm512_add_epi32(values, _mm512_set1_epi32(1)));
    packed += group;
    rest -= rest < group ? rest : group;
  }
}
QUERN_WIDE static uint64_t unpack_numbers_wide(const uint8_t *packed, unsigned bits, size_t count, int64_t previous,
                                               uint32_t *numbers) {
  return unpack_numbers(packed, bits, count, previous, numbers);
}
QUERN_WIDE static void unpack_frequencies_wide(const uint8_t *packed, unsigned bits, size_t count,
                                               uint32_t *frequencies) {
  unpack_frequencies(packed, bits, count, frequencies);
}
#endif

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
