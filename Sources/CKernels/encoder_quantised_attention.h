// Attention in integers; included by encoder_quantised_variant.h.
//
// Two 16-bit numbers share a lane: of a query or key those 16 apart, of values and weights those of keys 16 apart. Then
// whole vectors are joined without moving anything between lanes.

enum {
  /// The largest weight of a softmax, and the largest value: products of so many keys fit 32 bits.
  FULL_WEIGHT = 4095,
  FULL_VALUE = 1024,
  KEYS_IN_GROUP = 512,
  PAIR = 2 * LANES,
};

static ptrdiff_t round_up(ptrdiff_t n, ptrdiff_t unit) { return (n + unit - 1) / unit * unit; }

/// The parts of attention's scratch, one after the other.
typedef struct {
  int32_t *queries;     // length × pairs
  int32_t *keys;        // panels of 64 keys: pairs × 64
  int32_t *values;      // padded / 2 × value_width
  float *value_scales;  // by column
  int32_t *scores;      // ROWS × padded
  int32_t *weights;     // ROWS × padded / 2
  float *context;       // ROWS × value_width
  ptrdiff_t pairs, padded, value_width, groups, group;
} attention_scratch;

INLINE attention_scratch measured(ptrdiff_t length, ptrdiff_t width) {
  attention_scratch s = {.pairs = round_up(width, PAIR) / 2, .value_width = round_up(width, LANES)};
  s.groups = (length + KEYS_IN_GROUP - 1) / KEYS_IN_GROUP;
  s.padded = round_up(length, s.groups > 1 ? (ptrdiff_t)KEYS_IN_GROUP : (ptrdiff_t)ENCODER_PANEL);
  s.group = s.groups > 1 ? KEYS_IN_GROUP : round_up(length, PAIR);
  return s;
}

static ptrdiff_t attention_bytes(ptrdiff_t length, ptrdiff_t width) {
  attention_scratch s = measured(length, width);
  ptrdiff_t head = length * s.pairs + s.padded * s.pairs + s.padded / 2 * s.value_width + s.value_width;
  return 4 * (head + ROWS * (s.padded + s.padded / 2 + s.value_width));
}

INLINE attention_scratch divided(void *scratch, ptrdiff_t length, ptrdiff_t width) {
  attention_scratch s = measured(length, width);
  s.queries = scratch;
  s.keys = s.queries + length * s.pairs;
  s.values = s.keys + s.padded * s.pairs;
  s.value_scales = (float *)(s.values + s.padded / 2 * s.value_width);
  s.scores = (int32_t *)(s.value_scales + s.value_width);
  s.weights = s.scores + ROWS * s.padded;
  s.context = (float *)(s.weights + ROWS * (s.padded / 2));
  return s;
}

/// What queries and keys are rounded to: 12 bits, or so few that a score is within ±2^29 and two can be subtracted.
INLINE float full_query(ptrdiff_t width) {
  return width <= 32 ? 4095 : __builtin_floorf(__builtin_sqrtf(0x1p29f / (float)width)) - 1;
}

/// The largest magnitude in a part of every row.
static float peak_of(const float *x, ptrdiff_t stride, ptrdiff_t length, ptrdiff_t width) {
  floats peaks = all(0);
  for (ptrdiff_t i = 0; i < length; i++)
    for (ptrdiff_t j = 0; j < width; j += LANES)
      peaks = larger(peaks, magnitude(load_some(x + i * stride + j, width - j)));
  return largest(peaks);
}

/// Rounds what is at p, and its partners 16 on, to pairs in lanes.
INLINE ints rounded_pairs(const float *p, ptrdiff_t count, floats inverse) {
  ints first = rounded(load_some(p, count) * inverse);
  ints second = count > LANES ? rounded(load_some(p + LANES, count - LANES) * inverse) : (ints)0;
  return (first & 0xffff) | second << 16;
}

/// Columns for rows of a square of sixteen lanes: four rounds that each exchange half of what is left.
INLINE void transpose(ints square[LANES]) {
  UNROLL for (int round = 0; round < 4; round++) {
    ints next[LANES];
    UNROLL for (int i = 0; i < LANES / 2; i++) {
      ints a = square[i], b = square[i + LANES / 2];
      next[2 * i] = __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      next[2 * i + 1] = __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    }
    UNROLL for (int i = 0; i < LANES; i++) square[i] = next[i];
  }
}

static void pack_queries(const float *q, ptrdiff_t stride, ptrdiff_t length, ptrdiff_t width, float inverse,
                         attention_scratch s) {
  for (ptrdiff_t i = 0; i < length; i++)
    for (ptrdiff_t j = 0; j < width; j += PAIR)
      store_ints(s.queries + i * s.pairs + j / 2, rounded_pairs(q + i * stride + j, width - j, all(inverse)));
}

static void pack_keys(const float *k, ptrdiff_t stride, ptrdiff_t length, ptrdiff_t width, float inverse,
                      attention_scratch s) {
  for (ptrdiff_t i = 0; i < s.padded; i += LANES)
    for (ptrdiff_t j = 0; j < width; j += PAIR) {
      ints square[LANES];
      UNROLL for (int r = 0; r < LANES; r++) {
        square[r] = i + r < length ? rounded_pairs(k + (i + r) * stride + j, width - j, all(inverse)) : (ints)0;
      }
      transpose(square);
      int32_t *panel = s.keys + i / ENCODER_PANEL * ENCODER_PANEL * s.pairs + i % ENCODER_PANEL;
      UNROLL for (int r = 0; r < LANES; r++) store_ints(panel + (j / 2 + r) * ENCODER_PANEL, square[r]);
    }
}

/// Rounds values by column: what all keys share, a sum over keys can be multiplied by.
static void pack_values(const float *v, ptrdiff_t stride, ptrdiff_t length, ptrdiff_t width, attention_scratch s) {
  for (ptrdiff_t j = 0; j < width; j += LANES) {
    ptrdiff_t count = width - j;
    floats peaks = all(0);
    for (ptrdiff_t i = 0; i < length; i++) peaks = larger(peaks, magnitude(load_some(v + i * stride + j, count)));
    floats inverse = peaks > 0 ? FULL_VALUE / peaks : all(0);
    store(s.value_scales + j, peaks * (1.0f / FULL_VALUE));
    int32_t *pairs = s.values + j;
    for (ptrdiff_t start = 0; start < s.groups * s.group; start += PAIR)
      for (ptrdiff_t i = start; i < start + LANES; i++, pairs += s.value_width) {
        const float *first = v + i * stride + j, *second = first + LANES * stride;
        ints a = i < length ? rounded(load_some(first, count) * inverse) : (ints)0;
        ints b = i + LANES < length ? rounded(load_some(second, count) * inverse) : (ints)0;
        store_ints(pairs, (a & 0xffff) | b << 16);
      }
  }
}

/// Weights of sixteen keys: sums with ROUNDING, whose low bits they are.
INLINE ints weights_of(const int32_t *scores, ints peak, float scale) {
  // Under 2^-100 a weight is 0 in any case, and far lower the exponential would wrap around.
  floats x = larger(converted(load_ints(scores) - peak), all(-100 / scale));
  return (ints)(exp2_(x, all(scale), FULL_WEIGHT) + ROUNDING);
}

/// Turns rows of scores, times `scale`, into integer weights relative to each row's largest, and returns in `sums` what
/// those make together. All ROWS rows are worked on side by side, whether or not they are in use.
static void softmax(attention_scratch s, ptrdiff_t length, float scale, int32_t *sums) {
  const ints lanes = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  ptrdiff_t whole = length / PAIR * PAIR, end = round_up(length, PAIR);
  ints peaks[ROWS], totals[ROWS];
  UNROLL for (int r = 0; r < ROWS; r++) {
    peaks[r] = INT32_MIN;
    totals[r] = 0;
  }
  for (ptrdiff_t i = 0; i < length; i += LANES) {
    ints known = lanes + (int32_t)i < (int32_t)length;
    UNROLL for (int r = 0; r < ROWS; r++) {
      ints score = load_ints(s.scores + r * s.padded + i);
      peaks[r] = (known & (score > peaks[r])) ? score : peaks[r];
    }
  }
  UNROLL for (int r = 0; r < ROWS; r++) peaks[r] = __builtin_reduce_max(peaks[r]);
  for (ptrdiff_t i = 0; i < end; i += PAIR) {
    UNROLL for (int r = 0; r < ROWS; r++) {
      const int32_t *scores = s.scores + r * s.padded + i;
      ints first = weights_of(scores, peaks[r], scale), second = weights_of(scores + LANES, peaks[r], scale);
      if (i == whole) {
        first = lanes + (int32_t)i < (int32_t)length ? first : (ints)all(ROUNDING);
        second = lanes + (int32_t)i + LANES < (int32_t)length ? second : (ints)all(ROUNDING);
      }
      totals[r] += first + second;
      store_ints(s.weights + r * (s.padded / 2) + i / 2, (first & 0xffff) | second << 16);
    }
  }
  UNROLL for (int r = 0; r < ROWS; r++) {
    sums[r] = __builtin_reduce_add(totals[r] - (int32_t)(end / LANES) * (ints)all(ROUNDING));
    for (ptrdiff_t i = end; i < s.groups * s.group; i += PAIR)
      store_ints(s.weights + r * (s.padded / 2) + i / 2, 0);
  }
}

static void attention(
    const float *q, const float *k, const float *v, ptrdiff_t stride, ptrdiff_t length, ptrdiff_t heads,
    ptrdiff_t width, float *y, ptrdiff_t y_stride, void *scratch) {
  attention_scratch s = divided(scratch, length, width);
  float full = full_query(width);
  bool isWhole = width == s.value_width;
  for (ptrdiff_t head = 0; head < heads; head++, q += width, k += width, v += width, y += width) {
    float query_peak = peak_of(q, stride, length, width), key_peak = peak_of(k, stride, length, width);
    pack_queries(q, stride, length, width, query_peak > 0 ? full / query_peak : 0, s);
    pack_keys(k, stride, length, width, key_peak > 0 ? full / key_peak : 0, s);
    pack_values(v, stride, length, width, s);
    float scale = (query_peak / full) * (key_peak / full);
    for (ptrdiff_t row = 0; row < length; row += ROWS) {
      ptrdiff_t rows = smaller(length - row, ROWS);
      for (ptrdiff_t key = 0; key < length; key += ENCODER_PANEL)
        score_block(
            rows, round_up(smaller(length - key, ENCODER_PANEL), LANES),
            &(product){
                .x = (const uint8_t *)(s.queries + row * s.pairs),
                .x_stride = 4 * s.pairs,
                .steps = s.pairs,
                .groups = 1,
                .w = s.keys + key * s.pairs,
                .w_stride = ENCODER_PANEL,
                .y = (float *)(s.scores + key),
                .y_stride = s.padded,
            });
      int32_t sums[ROWS];
      softmax(s, length, scale, sums);
      encoder_row x_rows[ROWS];
      for (ptrdiff_t r = 0; r < rows; r++) x_rows[r].scale = 1 / (float)sums[r];
      context_block(
          rows, s.value_width,
          &(product){
              .x = (const uint8_t *)s.weights,
              .x_stride = 4 * (s.padded / 2),
              .steps = s.group / 2,
              .groups = s.groups,
              .w = s.values,
              .w_stride = s.value_width,
              .scales = s.value_scales,
              .x_rows = x_rows,
              .y = isWhole ? y + row * y_stride : s.context,
              .y_stride = isWhole ? y_stride : s.value_width,
          });
      for (ptrdiff_t r = 0; r < rows && !isWhole; r++)
        for (ptrdiff_t j = 0; j < width; j++) y[(row + r) * y_stride + j] = s.context[r * s.value_width + j];
    }
  }
}
