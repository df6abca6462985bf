#include "segments_graph.h"
#include "segments_dispatch.h"

#include <string.h>

// The scale is part of the result: no step may be fused on one processor only.
#pragma STDC FP_CONTRACT OFF

float quern_encode(const float *vector, size_t count, size_t stride, uint8_t *code) {
  float most = 0;
  for (size_t i = 0; i < count; i++) {
    float size = __builtin_fabsf(vector[i]);
    most = size > most ? size : most;
  }
  // Below this the factor would overflow; such a vector is as good as zero.
  float factor = most > 1e-30f ? 127 / most : 0;
  int32_t square = 0;
  for (size_t i = 0; i < count; i++) {
    code[i] = (uint8_t)(int)(vector[i] * factor + 128.5f);
    square += (code[i] - 128) * (code[i] - 128);
  }
  memset(code + count, 128, stride - count);
  return square ? 1 / __builtin_sqrtf((float)square) : 0;
}

int32_t quern_query_of(const uint8_t *code, size_t stride, int8_t *query) {
  int32_t sum = 0;
  for (size_t i = 0; i < stride; i++) {
    query[i] = (int8_t)(code[i] ^ 128);
    sum += query[i];
  }
  return 128 * sum;
}

// Rows lie scattered: this many are asked for before their turn, which hides most of the way to memory.
enum { ahead = 10 };

QUERN_INLINE void fetch(const quern_codes *codes, uint32_t row) {
  const uint8_t *code = codes->codes + (size_t)row * codes->stride;
  for (size_t i = 0; i < codes->stride; i += 64) __builtin_prefetch(code + i);
  __builtin_prefetch(codes->scales + row);
}

#define QUERN_CODE_SCORES(name, target, product)                                                                       \
  target static void name(const quern_codes *codes, const int8_t *query, int32_t excess, const uint32_t *rows,         \
                          size_t count, float *scores) {                                                               \
    for (size_t i = 0; i < count && i < ahead; i++) fetch(codes, rows[i]);                                             \
    for (size_t i = 0; i < count; i++) {                                                                               \
      if (i + ahead < count) fetch(codes, rows[i + ahead]);                                                            \
      const uint8_t *code = codes->codes + (size_t)rows[i] * codes->stride;                                            \
      scores[i] = (float)(product(query, code, codes->stride) - excess) * codes->scales[rows[i]];                      \
    }                                                                                                                  \
  }

QUERN_INLINE int32_t product_plain(const int8_t *query, const uint8_t *code, size_t stride) {
  int32_t sum = 0;
  for (size_t i = 0; i < stride; i++) sum += query[i] * code[i];
  return sum;
}
QUERN_CODE_SCORES(scores_plain, , product_plain)

#if QUERN_X86
#include <immintrin.h>

#define QUERN_AVX2 __attribute__((target("avx2")))
#define QUERN_VNNI __attribute__((target("avx512f,avx512bw,avx512vnni")))

// Sums of two products fit 32 bits, not 16: the eight-bit multiply of AVX2 would saturate.
QUERN_AVX2 QUERN_INLINE int32_t product_avx2(const int8_t *query, const uint8_t *code, size_t stride) {
  __m256i sums[2] = {_mm256_setzero_si256(), _mm256_setzero_si256()};
  for (size_t i = 0; i < stride; i += 32) {
    for (int half = 0; half < 2; half++) {
      __m256i q = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(query + i + 16 * half)));
      __m256i c = _mm256_cvtepu8_epi16(_mm_loadu_si128((const __m128i *)(code + i + 16 * half)));
      sums[half] = _mm256_add_epi32(sums[half], _mm256_madd_epi16(q, c));
    }
  }
  __m256i sum = _mm256_add_epi32(sums[0], sums[1]);
  __m128i four = _mm_add_epi32(_mm256_castsi256_si128(sum), _mm256_extracti128_si256(sum, 1));
  four = _mm_add_epi32(four, _mm_shuffle_epi32(four, 0x4e));
  four = _mm_add_epi32(four, _mm_shuffle_epi32(four, 0xb1));
  return _mm_cvtsi128_si32(four);
}
QUERN_CODE_SCORES(scores_avx2, QUERN_AVX2, product_avx2)

QUERN_VNNI QUERN_INLINE int32_t product_vnni(const int8_t *query, const uint8_t *code, size_t stride) {
  __m512i sums[2] = {_mm512_setzero_si512(), _mm512_setzero_si512()};
  size_t i = 0;
  for (; i + 128 <= stride; i += 128) {
    for (int half = 0; half < 2; half++)
      sums[half] = _mm512_dpbusd_epi32(sums[half], _mm512_loadu_si512(code + i + 64 * half),
                                       _mm512_loadu_si512(query + i + 64 * half));
  }
  if (i < stride) sums[0] = _mm512_dpbusd_epi32(sums[0], _mm512_loadu_si512(code + i), _mm512_loadu_si512(query + i));
  return _mm512_reduce_add_epi32(_mm512_add_epi32(sums[0], sums[1]));
}
QUERN_CODE_SCORES(scores_vnni, QUERN_VNNI, product_vnni)
#endif

quern_code_scores *quern_code_scores_with(quern_code_instructions instructions) {
#if QUERN_X86
  __builtin_cpu_init();
  if (instructions == QUERN_CODES_VNNI)
    return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vnni") ? scores_vnni : NULL;
  if (instructions == QUERN_CODES_AVX2) return __builtin_cpu_supports("avx2") ? scores_avx2 : NULL;
#endif
  return instructions == QUERN_CODES_PLAIN ? scores_plain : NULL;
}

quern_code_scores *quern_code_scores_here(void) {
  quern_code_scores *kernel = quern_code_scores_with(QUERN_CODES_VNNI);
  if (!kernel) kernel = quern_code_scores_with(QUERN_CODES_AVX2);
  return kernel ? kernel : scores_plain;
}

void quern_fetch_links(const uint32_t *links, size_t width) {
  for (size_t i = 0; i < width; i += 16) __builtin_prefetch(links + i);
}

size_t quern_unvisited(const uint32_t *links, size_t width, uint32_t nodes, uint64_t *visited, uint32_t *fresh) {
  size_t count = 0;
  for (size_t i = 0; i < width && links[i] != UINT32_MAX; i++) {
    uint32_t node = links[i];
    if (node >= nodes) return QUERN_BAD_LINK;
    uint64_t bit = 1ull << (node & 63), word = visited[node >> 6];
    visited[node >> 6] = word | bit;
    fresh[count] = node;
    count += !(word & bit);
  }
  return count;
}

// Floats in the order of their bits: a set sign turns all others over.
QUERN_INLINE uint64_t ordered(float score) {
  uint32_t bits;
  memcpy(&bits, &score, 4);
  return bits ^ (bits >> 31 ? UINT32_MAX : 1u << 31);
}

size_t quern_insert_nearest(uint64_t *list, size_t *filled, size_t breadth, const uint32_t *nodes, const float *scores,
                            size_t count) {
  size_t used = *filled, first = breadth;
  for (size_t i = 0; i < count; i++) {
    uint64_t entry = ordered(scores[i]) << 32 | (uint64_t)nodes[i] << 1;
    if (used == breadth && entry < list[used - 1]) continue;
    size_t low = 0, high = used;
    while (low < high) {
      size_t middle = (low + high) / 2;
      if (list[middle] > entry) low = middle + 1;
      else high = middle;
    }
    if (used < breadth) used++;
    memmove(list + low + 1, list + low, (used - 1 - low) * sizeof *list);
    list[low] = entry;
    if (low < first) first = low;
  }
  *filled = used;
  return first;
}
