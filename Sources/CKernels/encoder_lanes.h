// Vectors of LANES floats, for the file that defines LANES and its target before including this.
#pragma once

#include "encoder_bf16.h"
#include "encoder_kernels.h"

#define INLINE static inline __attribute__((always_inline))
#define UNROLL _Pragma("clang loop unroll(full)")

typedef float floats __attribute__((ext_vector_type(LANES)));
typedef int32_t ints __attribute__((ext_vector_type(LANES)));

INLINE floats load(const float *p) {
  floats v;
  __builtin_memcpy(&v, p, sizeof v);
  return v;
}

INLINE void store(float *p, floats v) { __builtin_memcpy(p, &v, sizeof v); }

INLINE floats all(float x) { return (floats)x; }

INLINE floats larger(floats a, floats b) { return a > b ? a : b; }

INLINE float sum(floats v) {
  float s = 0;
  for (int i = 0; i < LANES; i++) s += v[i];
  return s;
}

INLINE float largest(floats v) {
  float m = v[0];
  for (int i = 1; i < LANES; i++) m = v[i] > m ? v[i] : m;
  return m;
}

/// 2^x for x ≤ 0, relative error below 2e-7; anything under -126 counts as -126.
INLINE floats exp2_(floats x) {
  // Adding 1.5·2^23 leaves the nearest integer in the low bits of the sum.
  const floats magic = all(12582912.0f);
  x = larger(x, all(-126.0f));
  floats shifted = x + magic;
  floats f = x - (shifted - magic);
  // The Taylor series of 2^f = e^(f ln 2) on [-½, ½], whose first missing term is (ln 2 / 2)^7 / 7! = 1.2e-7.
  floats p = all(1.540353e-4f);
  p = p * f + 1.3333558e-3f;
  p = p * f + 9.618129e-3f;
  p = p * f + 5.5504109e-2f;
  p = p * f + 2.4022651e-1f;
  p = p * f + 6.9314718e-1f;
  p = p * f + 1.0f;
  return (floats)((ints)p + (((ints)shifted - (ints)magic) << 23));
}

/// x·Φ(x), by erfc of Abramowitz and Stegun 7.1.26 (error of Φ below 7.5e-8): max(x, 0) − |x|·Φ(−|x|).
INLINE floats gelu(floats x) {
  floats size = larger(x, -x);
  floats t = 1.0f / (1.0f + size * (0.3275911f * 0.70710678f));
  floats p = all(1.061405429f);
  p = p * t - 1.453152027f;
  p = p * t + 1.421413741f;
  p = p * t - 0.284496736f;
  p = p * t + 0.254829592f;
  floats tail = 0.5f * p * t * exp2_(x * x * (-0.5f * 1.44269504f));
  return larger(x, all(0)) - size * tail;
}
