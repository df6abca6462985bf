#pragma once

#include "encoder_kernels.h"
#if __has_include("segments_kernels.h")
#include "segments_kernels.h"
#endif
