#if defined(__x86_64__)
#include <immintrin.h>
#define VNNI
#define VARIANT encoder_quantised_kernels_vnni
#define ROWS 6
#define VECTORS 4
#define TARGET __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,avx2,fma")))
#pragma clang attribute push(TARGET, apply_to = function)
#include "encoder_quantised_variant.h"
#pragma clang attribute pop
#endif
