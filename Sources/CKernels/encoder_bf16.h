#pragma once

#include <stdint.h>

/// A float's nearest bfloat16, ties to even.
static inline __attribute__((always_inline)) uint16_t encoder_bf16(float x) {
  uint32_t bits;
  __builtin_memcpy(&bits, &x, sizeof bits);
  // Rounding must not turn what is not a number into one.
  uint32_t rounded = (bits & 0x7fffffff) > 0x7f800000 ? bits | 0x400000 : bits + 0x7fff + (bits >> 16 & 1);
  return (uint16_t)(rounded >> 16);
}
