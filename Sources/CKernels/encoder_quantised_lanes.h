// Sixteen floats or integers, on every processor: the order of sums must not depend on it. The file that includes this
// may define VNNI or AVX2, and has included what declares their instructions.
#pragma once

#include "encoder_quantised_kernels.h"

// Everything that passes a vector wider than the processor's is inlined, so no call depends on how it is passed.
#pragma clang diagnostic ignored "-Wpsabi"

// A multiplication and an addition are fused where it says so and nowhere else.
#pragma STDC FP_CONTRACT OFF

#define INLINE static inline __attribute__((always_inline))
#define UNROLL _Pragma("clang loop unroll(full)")

enum { LANES = 16 };

typedef float floats __attribute__((ext_vector_type(LANES)));
typedef int32_t ints __attribute__((ext_vector_type(LANES)));
typedef int16_t shorts __attribute__((ext_vector_type(2 * LANES)));
typedef uint8_t bytes __attribute__((ext_vector_type(LANES)));

INLINE floats load(const float *p) {
  floats v;
  __builtin_memcpy(&v, p, sizeof v);
  return v;
}

INLINE void store(float *p, floats v) { __builtin_memcpy(p, &v, sizeof v); }

INLINE ints load_ints(const void *p) {
  ints v;
  __builtin_memcpy(&v, p, sizeof v);
  return v;
}

INLINE void store_ints(void *p, ints v) { __builtin_memcpy(p, &v, sizeof v); }

/// Up to sixteen floats, and zeros after them.
INLINE floats load_some(const float *p, ptrdiff_t count) {
  if (count >= LANES) return load(p);
  floats v = 0;
  for (ptrdiff_t i = 0; i < count; i++) v[i] = p[i];
  return v;
}

INLINE floats all(float x) { return (floats)x; }
INLINE floats fused(floats a, floats b, floats c) { return __builtin_elementwise_fma(a, b, c); }
INLINE floats larger(floats a, floats b) { return a > b ? a : b; }
INLINE floats lesser(floats a, floats b) { return a < b ? a : b; }
INLINE floats magnitude(floats x) { return (floats)((ints)x & 0x7fffffff); }
INLINE floats converted(ints x) { return __builtin_convertvector(x, floats); }

typedef float floats8 __attribute__((ext_vector_type(8)));
typedef float floats4 __attribute__((ext_vector_type(4)));

INLINE float sum(floats v) {
  floats8 a = v.lo + v.hi;
  floats4 b = a.lo + a.hi;
  return (b.x + b.z) + (b.y + b.w);
}

INLINE float largest(floats v) {
  floats8 a = v.lo > v.hi ? v.lo : v.hi;
  floats4 b = a.lo > a.hi ? a.lo : a.hi;
  float c = b.x > b.z ? b.x : b.z, d = b.y > b.w ? b.y : b.w;
  return c > d ? c : d;
}

/// Adding 1.5·2^23 rounds a float to the nearest integer, which is then in the low bits of the sum.
#define ROUNDING 12582912.0f
INLINE ints rounded(floats x) { return (ints)(x + ROUNDING) - (ints)all(ROUNDING); }

/// factor·2^(x·scale) for x·scale from -100 to 0, relative error below 8e-5.
INLINE floats exp2_(floats x, floats scale, float factor) {
  floats shifted = fused(x, scale, all(ROUNDING));
  floats f = fused(x, scale, ROUNDING - shifted);
  // The polynomial of degree 3 with the least relative error on [-½, ½].
  floats p = all(5.5171795e-2f * factor);
  p = fused(p, f, all(2.4261150e-1f * factor));
  p = fused(p, f, all(6.9326103e-1f * factor));
  p = fused(p, f, all(9.9992806e-1f * factor));
  return (floats)((ints)p + ((ints)shifted << 23));
}

/// x·Φ(x), error below 2e-4: Φ is ½ and an odd polynomial of degree 13, best on [-4, 4] and 0 or 1 outside.
INLINE floats gelu(floats x) {
  floats c = lesser(larger(x, all(-4)), all(4));
  floats u = c * c;
  floats p = all(2.2588212e-8f);
  p = fused(p, u, all(-1.5888274e-6f));
  p = fused(p, u, all(4.7763894e-5f));
  p = fused(p, u, all(-8.1218756e-4f));
  p = fused(p, u, all(8.7636914e-3f));
  p = fused(p, u, all(-6.4554416e-2f));
  p = fused(p, u, all(3.9787027e-1f));
  return x * fused(p, c, all(0.5f));
}

/// Sums of two products of neighbouring 16-bit numbers each.
INLINE ints products(shorts a, shorts b) {
#if defined(VNNI)
  return (ints)_mm512_madd_epi16((__m512i)a, (__m512i)b);
#elif defined(AVX2)
  typedef int32_t half __attribute__((ext_vector_type(8)));
  ints result;
  result.lo = (half)_mm256_madd_epi16((__m256i)a.lo, (__m256i)b.lo);
  result.hi = (half)_mm256_madd_epi16((__m256i)a.hi, (__m256i)b.hi);
  return result;
#elif defined(__SSE2__)
  typedef int32_t quarter __attribute__((ext_vector_type(4)));
  ints result;
  result.lo.lo = (quarter)_mm_madd_epi16((__m128i)a.lo.lo, (__m128i)b.lo.lo);
  result.lo.hi = (quarter)_mm_madd_epi16((__m128i)a.lo.hi, (__m128i)b.lo.hi);
  result.hi.lo = (quarter)_mm_madd_epi16((__m128i)a.hi.lo, (__m128i)b.hi.lo);
  result.hi.hi = (quarter)_mm_madd_epi16((__m128i)a.hi.hi, (__m128i)b.hi.hi);
  return result;
#else
  ints x = (ints)a, y = (ints)b;
  return (x << 16 >> 16) * (y << 16 >> 16) + (x >> 16) * (y >> 16);
#endif
}

/// Adds the products of two 16-bit numbers in x with those in every lane of w.
INLINE ints dot2(ints sums, ints x, ints w) {
#if defined(VNNI)
  // Not by its intrinsic: the compiler takes that apart into two instructions, to shorten chains that do not matter.
  __asm__("vpdpwssd %2, %1, %0" : "+v"(sums) : "v"(x), "v"(w));
  return sums;
#else
  return sums + products((shorts)x, (shorts)w);
#endif
}

/// Adds the products of four unsigned bytes in x with four signed ones in every lane of w.
INLINE ints dot4(ints sums, ints x, ints w) {
#if defined(VNNI)
  return (ints)_mm512_dpbusd_epi32((__m512i)sums, (__m512i)x, (__m512i)w);
#else
  // Two products of bytes do not always fit 16 bits: widen first.
  shorts even = (shorts)w << 8 >> 8, odd = (shorts)w >> 8;
  return sums + products((shorts)(x & 0x00ff00ff), even) + products((shorts)(x >> 8 & 0x00ff00ff), odd);
#endif
}
