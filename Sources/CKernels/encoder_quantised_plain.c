// Whatever the compiler makes of vectors of sixteen: SSE2 on x86-64, NEON on AArch64.
#if defined(__x86_64__)
#include <emmintrin.h>
#endif
#define VARIANT encoder_quantised_kernels_plain
#define ROWS 3
#define VECTORS 1
#include "encoder_quantised_variant.h"
