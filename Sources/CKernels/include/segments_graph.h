#pragma once
#include <stddef.h>
#include <stdint.h>

/// Kernels for walking a graph of coded vectors. All are thread-safe and allocate nothing; every one of them gives the same
/// result on every processor.

/// Vectors in 8 bits a component: component i of row r is `(codes[r * stride + i] - 128) * scales[r]`.
/// `stride` is a multiple of 64, at most 65,536; what a row has beyond its components is 128.
typedef struct {
  const uint8_t *_Nonnull codes;
  const float *_Nonnull scales;
  size_t stride;
} quern_codes;

/// Codes `count` components, so that the largest becomes ±127; fills up to `stride` with 128. Returns the scale that gives
/// the coded vector unit length, so that products of two are cosines; 0 if all components are.
float quern_encode(const float *_Nonnull vector, size_t count, size_t stride, uint8_t *_Nonnull code);

/// Turns a row's code into the query that finds it: each component less 128. Returns the excess, 128 times the sum of
/// them, by which products with codes are too high.
int32_t quern_query_of(const uint8_t *_Nonnull code, size_t stride, int8_t *_Nonnull query);

/// Inner products of a query and its excess, as `quern_query_of` makes them, with `count` rows, times each row's scale.
typedef void quern_code_scores(const quern_codes *_Nonnull codes, const int8_t *_Nonnull query, int32_t excess,
                               const uint32_t *_Nonnull rows, size_t count, float *_Nonnull scores);

typedef enum { QUERN_CODES_PLAIN, QUERN_CODES_AVX2, QUERN_CODES_VNNI } quern_code_instructions;

/// The kernel for some instructions; null if this processor lacks them.
quern_code_scores *_Nullable quern_code_scores_with(quern_code_instructions instructions);

/// The fastest of them here.
quern_code_scores *_Nonnull quern_code_scores_here(void);

/// Asks for `width` links ahead of their use.
void quern_fetch_links(const uint32_t *_Nonnull links, size_t width);

/// What `quern_unvisited` returns for a link that leads nowhere.
#define QUERN_BAD_LINK SIZE_MAX

/// Lists those of at most `width` links, closed by `UINT32_MAX` if fewer, that are not in the set `visited`, and adds them to
/// it. Returns how many, or `QUERN_BAD_LINK` if one is not below `nodes`.
size_t quern_unvisited(const uint32_t *_Nonnull links, size_t width, uint32_t nodes, uint64_t *_Nonnull visited,
                       uint32_t *_Nonnull fresh);

/// Inserts scored nodes, each below 2³¹, into a list of at most `breadth` in descending order, the worst falling out.
/// An entry is the score in an order-preserving form, 32 bits, then the node, 31, then a bit that the owner may set.
/// There is room for `breadth` entries, `filled` of them in use. Returns the first place that changed, or `breadth`.
size_t quern_insert_nearest(uint64_t *_Nonnull list, size_t *_Nonnull filled, size_t breadth,
                            const uint32_t *_Nonnull nodes, const float *_Nonnull scores, size_t count);
