#include "segments_dispatch.h"
#include "segments_kernels.h"

#include <string.h>

// One bit at a time, for processors without the instruction; the checksum of a segment is then slow but right.
static uint32_t crc_plain(uint32_t crc, const uint8_t *bytes, size_t count) {
  for (size_t i = 0; i < count; i++) {
    crc ^= bytes[i];
    for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (0x82f63b78u & -(crc & 1));
  }
  return crc;
}

#if QUERN_X86
__attribute__((target("sse4.2"))) static uint32_t crc_fast(uint32_t crc, const uint8_t *bytes, size_t count) {
  uint64_t sum = crc;
  for (; count >= 8; bytes += 8, count -= 8) {
    uint64_t word;
    memcpy(&word, bytes, 8);
    sum = __builtin_ia32_crc32di(sum, word);
  }
  crc = (uint32_t)sum;
  for (; count; bytes++, count--) crc = __builtin_ia32_crc32qi(crc, *bytes);
  return crc;
}
#elif defined(__aarch64__) && defined(__ARM_FEATURE_CRC32)
static uint32_t crc_fast(uint32_t crc, const uint8_t *bytes, size_t count) {
  for (; count >= 8; bytes += 8, count -= 8) {
    uint64_t word;
    memcpy(&word, bytes, 8);
    crc = __builtin_arm_crc32cd(crc, word);
  }
  for (; count; bytes++, count--) crc = __builtin_arm_crc32cb(crc, *bytes);
  return crc;
}
#endif

uint32_t quern_crc32c(uint32_t seed, const void *bytes, size_t count) {
#if QUERN_X86
  if (__builtin_cpu_supports("sse4.2")) return ~crc_fast(~seed, bytes, count);
#elif defined(__aarch64__) && defined(__ARM_FEATURE_CRC32)
  return ~crc_fast(~seed, bytes, count);
#endif
  return ~crc_plain(~seed, bytes, count);
}
