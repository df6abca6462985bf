#if defined(__x86_64__)
#define LANES 8
#define VARIANT encoder_kernels_avx2
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "encoder_variant.h"
#pragma clang attribute pop
#endif
