#include "encoder_quantised_kernels.h"

extern const encoder_kernels encoder_kernels_plain, encoder_kernels_avx2, encoder_kernels_avx512,
    encoder_kernels_bf16;
extern const encoder_quantised_kernels encoder_quantised_kernels_plain, encoder_quantised_kernels_avx2,
    encoder_quantised_kernels_vnni;

bool encoder_has(encoder_instructions instructions) {
#if defined(__x86_64__)
  // These checks include that the operating system saves the wide registers.
  if (instructions == ENCODER_VNNI_BF16) return encoder_has(ENCODER_VNNI) && __builtin_cpu_supports("avx512bf16");
  if (instructions == ENCODER_VNNI)
    return encoder_has(ENCODER_AVX512) && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni");
  if (instructions == ENCODER_AVX512) return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("fma");
  if (instructions == ENCODER_AVX2) return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#endif
  return instructions == ENCODER_PLAIN;
}

const encoder_kernels *encoder_kernels_for(encoder_instructions instructions) {
#if defined(__x86_64__)
  if (instructions >= ENCODER_VNNI_BF16 && encoder_has(ENCODER_VNNI_BF16)) return &encoder_kernels_bf16;
  if (instructions >= ENCODER_AVX512 && encoder_has(ENCODER_AVX512)) return &encoder_kernels_avx512;
  if (instructions >= ENCODER_AVX2 && encoder_has(ENCODER_AVX2)) return &encoder_kernels_avx2;
#endif
  return &encoder_kernels_plain;
}

const encoder_quantised_kernels *encoder_quantised_kernels_for(encoder_instructions instructions) {
#if defined(__x86_64__)
  if (instructions >= ENCODER_VNNI && encoder_has(ENCODER_VNNI)) return &encoder_quantised_kernels_vnni;
  if (instructions >= ENCODER_AVX2 && encoder_has(ENCODER_AVX2)) return &encoder_quantised_kernels_avx2;
#endif
  return &encoder_quantised_kernels_plain;
}
