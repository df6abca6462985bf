#if defined(__x86_64__)
#include <immintrin.h>
#define AVX2
#define VARIANT encoder_quantised_kernels_avx2
#define ROWS 3
#define VECTORS 1
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "encoder_quantised_variant.h"
#pragma clang attribute pop
#endif
