#include "segments_dispatch.h"
#include "segments_kernels.h"

#if QUERN_X86
_Thread_local int quern_narrowed = quern_avx512;

void quern_narrow(int level) { quern_narrowed = level; }
#else
void quern_narrow(int level) { (void)level; }
#endif
