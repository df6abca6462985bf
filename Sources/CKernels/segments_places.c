#include "segments_dispatch.h"
#include "segments_kernels.h"

#include <string.h>

// Behind how many bytes the first `numbers` numbers of seven bits a byte end; `count` if the bytes end before.
static size_t skip(const uint8_t *bytes, size_t at, size_t count, size_t numbers) {
  while (numbers && at < count) numbers -= bytes[at++] < 128;
  return at;
}

static bool read_places(quern_places *from, const uint32_t *postings, size_t count, uint32_t base, uint32_t *places,
                        size_t *filled, uint32_t *limits) {
  const uint8_t *bytes = from->bytes;
  size_t at = from->at, read = from->read, written = *filled;
  for (size_t i = 0; i < count; i++) {
    uint32_t posting = postings[i] - base;
    uint32_t first = posting ? from->last[posting - 1] + 1 : 0, end = from->last[posting] + 1;
    at = skip(bytes, at, from->count, first - read);
    read = end;
    uint32_t place = 0;
    for (uint32_t number = first; number < end; number++) {
      uint32_t gap = 0;
      for (unsigned shift = 0;; shift += 7) {
        if (at == from->count || shift > 28) return false;
        uint8_t byte = bytes[at++];
        gap |= (uint32_t)(byte & 127) << shift;
        if (byte < 128) break;
      }
      place += gap;
      places[written++] = place - 1;
    }
    limits[i] = (uint32_t)written;
  }
  from->at = at;
  from->read = read;
  *filled = written;
  return true;
}

#if QUERN_X86
#include <immintrin.h>

// Sixty-four bytes at hand: which of them end a number that is not read yet, and how many are before the next number.
typedef struct {
  uint64_t ends;
  size_t at, used;
} window;

// Up to 64 bytes; behind the end are bytes that end no number.
QUERN_WIDE static inline window window_at(const uint8_t *bytes, size_t at, size_t count) {
  uint8_t rest[64];
  const uint8_t *start = bytes + at;
  if (at + 64 > count) {
    memset(rest, 0xff, 64);
    if (at < count) memcpy(rest, start, count - at);
    start = rest;
  }
  uint32_t low = (uint32_t)_mm256_movemask_epi8(_mm256_loadu_si256((const __m256i *)start));
  uint32_t high = (uint32_t)_mm256_movemask_epi8(_mm256_loadu_si256((const __m256i *)(start + 32)));
  return (window){.ends = ~((uint64_t)high << 32 | low), .at = at};
}

// The same, with the ends of many numbers known from a mask: none is looked at that is passed over.
QUERN_WIDE static bool read_places_wide(quern_places *from, const uint32_t *postings, size_t count, uint32_t base,
                                        uint32_t *places, size_t *filled, uint32_t *limits) {
  const uint8_t *bytes = from->bytes;
  size_t read = from->read, written = *filled;
  window window = window_at(bytes, from->at, from->count);
  for (size_t i = 0; i < count; i++) {
    uint32_t posting = postings[i] - base;
    uint32_t first = posting ? from->last[posting - 1] + 1 : 0, end = from->last[posting] + 1;
    size_t skipped = first - read, here;
    read = end;
    while ((here = (size_t)__builtin_popcountll(window.ends)) < skipped) {
      if (window.at >= from->count) return false;
      skipped -= here;
      window = window_at(bytes, window.at + 64, from->count);
    }
    if (skipped) {
      uint64_t stop = _pdep_u64(1ull << (skipped - 1), window.ends);
      window.used = _tzcnt_u64(stop) + 1;
      window.ends &= ~_blsmsk_u64(stop);
    }
    uint32_t place = 0;
    for (uint32_t number = first; number < end; number++) {
      if (!window.ends) {
        window = window_at(bytes, window.at + window.used, from->count);
        if (!window.ends) return false;
      }
      size_t start = window.at + window.used, stop = _tzcnt_u64(window.ends) + 1, size = stop - window.used;
      if (size > 5) return false;
      uint64_t word = 0;
      if (start + 8 <= from->count)
        memcpy(&word, bytes + start, 8);
      else
        memcpy(&word, bytes + start, size);
      place += (uint32_t)_pext_u64(_bzhi_u64(word, 8 * (unsigned)size), 0x7f7f7f7f7f);
      places[written++] = place - 1;
      window.used = stop;
      window.ends = _blsr_u64(window.ends);
    }
    limits[i] = (uint32_t)written;
  }
  from->at = window.at + window.used;
  from->read = read;
  *filled = written;
  return true;
}
#endif

bool quern_read_places(quern_places *from, const uint32_t *postings, size_t count, uint32_t base, uint32_t *places,
                       size_t *filled, uint32_t *limits) {
#if QUERN_X86
  if (quern_level() != quern_plain) return read_places_wide(from, postings, count, base, places, filled, limits);
#endif
  return read_places(from, postings, count, base, places, filled, limits);
}

void quern_follow(uint32_t *starts, uint32_t *limits, size_t count, const uint32_t *places,
                  const uint32_t *placeLimits, uint32_t offset) {
  size_t start = 0, place = 0, kept = 0;
  for (size_t i = 0; i < count; i++) {
    while (start < limits[i] && place < placeLimits[i]) {
      uint32_t wanted = starts[start] + offset, found = places[place];
      starts[kept] = starts[start];
      kept += found == wanted;
      start += wanted <= found;
      place += found <= wanted;
    }
    start = limits[i];
    place = placeLimits[i];
    limits[i] = (uint32_t)kept;
  }
}
