// Whatever the compiler makes of vectors of four: SSE2 on x86-64, NEON on AArch64.
#define LANES 4
#define VARIANT encoder_kernels_plain
#include "encoder_variant.h"
