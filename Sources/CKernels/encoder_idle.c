// Loops that multiply and add in registers: what a processor could do if nothing else had to be done.
#include "encoder_kernels.h"

#include <string.h>

/// A loop over 16 independent sums, enough to hide any multiplier's latency. `barrier` keeps the compiler from adding up
/// ahead; operands are small numbers in every arithmetic.
#define IDLE(name, vector, products, barrier, step)                             \
  static uint64_t name(uint64_t rounds) {                                       \
    vector sums[16], a, b;                                                      \
    memset(&a, 0x3c, sizeof a);                                                 \
    memset(&b, 0x3c, sizeof b);                                                 \
    memset(sums, 0, sizeof sums);                                               \
    for (uint64_t round = 0; round < rounds; round++) {                         \
      _Pragma("clang loop unroll(full)") for (int i = 0; i < 16; i++) {         \
        vector sum = sums[i];                                                   \
        step;                                                                   \
        __asm__ volatile("" : barrier(sum));                                    \
        sums[i] = sum;                                                          \
      }                                                                         \
    }                                                                           \
    return rounds * 16 * (products);                                            \
  }

#if defined(__x86_64__)
#include <immintrin.h>
#define IN_WIDE_REGISTER "+v"
#define IN_REGISTER "+x"

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512vnni"))), apply_to = function)
IDLE(floats_avx512, __m512, 16, IN_WIDE_REGISTER, sum = _mm512_fmadd_ps(a, b, sum))
IDLE(shorts_vnni, __m512i, 32, IN_WIDE_REGISTER, sum = _mm512_dpwssd_epi32(sum, a, b))
IDLE(bytes_vnni, __m512i, 64, IN_WIDE_REGISTER, sum = _mm512_dpbusd_epi32(sum, a, b))
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("avx512f,avx512bf16"))), apply_to = function)
IDLE(bfloats_avx512, __m512, 32, IN_WIDE_REGISTER, sum = _mm512_dpbf16_ps(sum, (__m512bh)a, (__m512bh)b))
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
IDLE(floats_avx2, __m256, 8, IN_REGISTER, sum = _mm256_fmadd_ps(a, b, sum))
IDLE(shorts_avx2, __m256i, 16, IN_REGISTER, sum = _mm256_add_epi32(sum, _mm256_madd_epi16(a, b)))
IDLE(
    bytes_avx2, __m256i, 32, IN_REGISTER,
    sum = _mm256_add_epi32(sum, _mm256_madd_epi16(_mm256_maddubs_epi16(a, b), a)))
#pragma clang attribute pop
#endif

typedef float four_floats __attribute__((vector_size(16)));
typedef int32_t four_integers __attribute__((vector_size(16)));
#if defined(__x86_64__)
#define IN_PLAIN_REGISTER "+x"
#elif defined(__aarch64__)
#define IN_PLAIN_REGISTER "+w"
#else
#define IN_PLAIN_REGISTER "+m"
#endif
IDLE(floats_plain, four_floats, 4, IN_PLAIN_REGISTER, sum += a * b)
IDLE(integers_plain, four_integers, 4, IN_PLAIN_REGISTER, sum += a * b)

uint64_t encoder_multiply_idly(encoder_arithmetic arithmetic, uint64_t rounds) {
  bool is_float = arithmetic == ENCODER_FLOATS || arithmetic == ENCODER_BFLOATS;
#if defined(__x86_64__)
  if (arithmetic == ENCODER_BFLOATS && encoder_has(ENCODER_VNNI_BF16)) return bfloats_avx512(rounds);
  if (is_float && encoder_has(ENCODER_VNNI)) return floats_avx512(rounds);
  if (arithmetic == ENCODER_SHORTS && encoder_has(ENCODER_VNNI)) return shorts_vnni(rounds);
  if (arithmetic == ENCODER_BYTES && encoder_has(ENCODER_VNNI)) return bytes_vnni(rounds);
  if (encoder_has(ENCODER_AVX2)) {
    if (is_float) return floats_avx2(rounds);
    return arithmetic == ENCODER_SHORTS ? shorts_avx2(rounds) : bytes_avx2(rounds);
  }
#endif
  return is_float ? floats_plain(rounds) : integers_plain(rounds);
}
