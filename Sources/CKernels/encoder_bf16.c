#if defined(__x86_64__)
#include <immintrin.h>
#define LANES 16
#define VARIANT encoder_kernels_bf16
#define NATIVE_BF16
#pragma clang attribute push(__attribute__((target("avx512f,avx512bf16,avx2,fma"))), apply_to = function)
#include "encoder_variant.h"
#pragma clang attribute pop
#endif
