#if defined(__x86_64__)
#define LANES 16
#define VARIANT encoder_kernels_avx512
#pragma clang attribute push(__attribute__((target("avx512f,avx2,fma"))), apply_to = function)
#include "encoder_variant.h"
#pragma clang attribute pop
#endif
