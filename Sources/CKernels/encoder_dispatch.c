#include "encoder_kernels.h"

extern const encoder_kernels encoder_kernels_plain, encoder_kernels_avx2, encoder_kernels_avx512;

bool encoder_has(encoder_instructions instructions) {
#if defined(__x86_64__)
  // These checks include that the operating system saves the wide registers.
  if (instructions == ENCODER_AVX512) return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("fma");
  if (instructions == ENCODER_AVX2) return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#endif
  return instructions == ENCODER_PLAIN;
}

const encoder_kernels *encoder_kernels_for(encoder_instructions instructions) {
#if defined(__x86_64__)
  if (instructions == ENCODER_AVX512 && encoder_has(instructions)) return &encoder_kernels_avx512;
  if (instructions == ENCODER_AVX2 && encoder_has(instructions)) return &encoder_kernels_avx2;
#endif
  return &encoder_kernels_plain;
}
