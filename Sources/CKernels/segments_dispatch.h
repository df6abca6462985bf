#pragma once

// One body, compiled once for each width of vector: the wider versions differ in their target attribute alone.
#if defined(__x86_64__)
#define QUERN_X86 1
#define QUERN_WIDEST __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,fma,bmi,bmi2")))
#define QUERN_WIDE __attribute__((target("avx2,fma,bmi,bmi2,popcnt")))

enum { quern_plain, quern_avx2, quern_avx512 };

extern _Thread_local int quern_narrowed;

static inline int quern_level(void) {
  __builtin_cpu_init();
  int level = quern_plain;
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("bmi2"))
    level = quern_avx512;
  else if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi2"))
    level = quern_avx2;
  return level > quern_narrowed ? quern_narrowed : level;
}
#endif

#define QUERN_INLINE static inline __attribute__((always_inline))
