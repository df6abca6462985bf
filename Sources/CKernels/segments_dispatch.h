#pragma once

// One body, compiled once for each width of vector: the wider versions differ in their target attribute alone.
#if defined(__x86_64__)
#define QUERN_X86 1
#define QUERN_WIDEST __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,fma,bmi2")))
#define QUERN_WIDE __attribute__((target("avx2,fma,bmi2")))

enum { quern_plain, quern_avx2, quern_avx512 };

static inline int quern_level(void) {
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512vl"))
    return quern_avx512;
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? quern_avx2 : quern_plain;
}
#endif

#define QUERN_INLINE static inline __attribute__((always_inline))
