#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "segments_graph.h"

/// Kernels that searching a segment spends its time in. All are thread-safe and allocate nothing. Where a processor
/// offers wider vectors they are used, chosen at the first call; on one machine a result depends on the arguments alone.

/// CRC-32C (Castagnoli) of `count` bytes, continuing from `seed`, which is 0 at the start.
uint32_t quern_crc32c(uint32_t seed, const void *_Nonnull bytes, size_t count);

/// Inner products of one vector with `rows` consecutive rows of `stride` floats; `stride` is a multiple of 16.
/// A row's result does not depend on how many rows are asked for at once.
void quern_inner_products(const float *_Nonnull query, const float *_Nonnull matrix, size_t rows, size_t stride,
                          float *_Nonnull results);

/// Unpacks 1 ≤ `count` ≤ 128 ascending numbers, stored as differences less one of `bits` ≤ 32 each. `previous` is the
/// number before the first, or -1. The places behind `count`, up to 128, get UINT32_MAX. Reads up to 8 bytes past the packed
/// data. Returns the last number, unreduced: a result over UINT32_MAX means that the data is damaged.
uint64_t quern_unpack_numbers(const uint8_t *_Nonnull packed, unsigned bits, size_t count, int64_t previous,
                              uint32_t *_Nonnull numbers);

/// Unpacks `count` ≤ 128 frequencies, stored less one of `bits` ≤ 32 each. Reads up to 8 bytes past the packed data, and
/// writes what it likes behind `count`, up to 128.
void quern_unpack_frequencies(const uint8_t *_Nonnull packed, unsigned bits, size_t count,
                              uint32_t *_Nonnull frequencies);

/// Looks ascending candidates, from `*next` on and up to `last`, up among 128 ascending numbers of which `last` is the
/// highest but for UINT32_MAX. Writes the index of each that is there, and its place among the numbers; returns how many,
/// and moves `*next` to the first candidate above `last`. `at` and `places` have room for all candidates.
size_t quern_meet(const uint32_t *_Nonnull candidates, size_t *_Nonnull next, size_t count,
                  const uint32_t *_Nonnull numbers, uint32_t last, uint32_t *_Nonnull at, uint32_t *_Nonnull places);

/// Where reading the places of a block's postings stands.
typedef struct {
  /// Numbers of seven bits a byte, one for each place: its distance from the one before in its item, from 1 on.
  const void *_Nonnull bytes;
  size_t count;
  /// Bytes and numbers read.
  size_t at, read;
  /// Of each posting, the number of its last place among those of the block.
  const uint32_t *_Nonnull last;
} quern_places;

/// Reads the places, from 0 on, of `count` ascending postings of a block, whose first has the number `base`. Appends them
/// to the `*filled` that `places` has, which has room for all of the block that come up to those of the last, and notes
/// for each posting how many there are after it. False if the bytes end before or a number is too large.
bool quern_read_places(quern_places *_Nonnull from, const uint32_t *_Nonnull postings, size_t count, uint32_t base,
                       uint32_t *_Nonnull places, size_t *_Nonnull filled, uint32_t *_Nonnull limits);

/// Keeps of each item's ascending starts those that have a place `offset` behind them. `limits` say where the starts of each
/// item end, before and afterwards; an item may be left with none.
void quern_follow(uint32_t *_Nonnull starts, uint32_t *_Nonnull limits, size_t count, const uint32_t *_Nonnull places,
                  const uint32_t *_Nonnull placeLimits, uint32_t offset);

/// Adds `weight · f / (f + base + slope · length)` to `scores[number - origin]` for each of `count` ≤ 128 postings.
void quern_add_bm25(const uint32_t *_Nonnull numbers, const uint32_t *_Nonnull frequencies, size_t count,
                    const uint32_t *_Nonnull lengths, float weight, float base, float slope, float *_Nonnull scores,
                    uint32_t origin);

/// The one-posting form of the above, with the same rounding.
float quern_bm25(uint32_t frequency, uint32_t length, float weight, float base, float slope);

/// Writes the indices of scores above 0 and at least `threshold`, in ascending order; returns how many.
size_t quern_select(const float *_Nonnull scores, size_t count, float threshold, uint32_t *_Nonnull indices);

/// Inner products of one vector with `count` rows anywhere in a matrix, each the same as `quern_inner_products` gives.
void quern_inner_products_at(const float *_Nonnull query, const float *_Nonnull matrix, size_t stride,
                             const uint32_t *_Nonnull rows, size_t count, float *_Nonnull results);

/// Has the kernels take the processor for a narrower one on this thread: 0 has no vector extensions, 1 AVX2, 2 AVX-512.
/// For tests.
void quern_narrow(int level);
