// Attention in integers; included by encoder_quantised_variant.h.

enum {
  /// The largest weight of a softmax, and the largest value: products of so many keys fit 32 bits.
  FULL_WEIGHT = 4095,
  FULL_VALUE = 1024,
  KEYS_IN_GROUP = 512,
};

static ptrdiff_t round_up(ptrdiff_t n, ptrdiff_t unit) { return (n + unit - 1) / unit * unit; }

/// The parts of attention's scratch, one after the other.
typedef struct {
  int32_t *keys;        // panels of 64 keys: pairs of a head's width × 64
  float *key_scales;    // by key
  int32_t *values;      // pairs of keys × value_width
  float *value_scales;  // by column
  int16_t *queries;     // 6 × value_width
  float *scores;        // 6 × padded
  int16_t *weights;     // 6 × padded
  float *context;       // 6 × value_width
  ptrdiff_t pairs, padded, value_width, groups, group;
} attention_scratch;

INLINE attention_scratch measured(ptrdiff_t length, ptrdiff_t width) {
  attention_scratch s = {.pairs = (width + 1) / 2, .value_width = round_up(width, LANES)};
  s.groups = (length + KEYS_IN_GROUP - 1) / KEYS_IN_GROUP;
  s.padded = s.groups > 1 ? s.groups * KEYS_IN_GROUP : round_up(length, ENCODER_PANEL);
  s.group = s.groups > 1 ? KEYS_IN_GROUP : round_up(length, 2);
  return s;
}

INLINE attention_scratch divided(void *scratch, ptrdiff_t length, ptrdiff_t width) {
  attention_scratch s = measured(length, width);
  s.keys = scratch;
  s.key_scales = (float *)(s.keys + s.padded * s.pairs);
  s.values = (int32_t *)(s.key_scales + s.padded);
  s.value_scales = (float *)(s.values + s.padded / 2 * s.value_width);
  s.scores = s.value_scales + s.value_width;
  s.context = s.scores + 6 * s.padded;
  s.queries = (int16_t *)(s.context + 6 * s.value_width);
  s.weights = s.queries + 6 * s.value_width;
  return s;
}

static ptrdiff_t attention_bytes(ptrdiff_t length, ptrdiff_t width) {
  attention_scratch s = measured(length, width);
  return s.padded * (4 * s.pairs + 4 + 2 * s.value_width) + 4 * s.value_width + 6 * (s.padded + s.value_width) * (4 + 2);
}

/// What queries and keys are rounded to: the products of a whole head fit 32 bits.
INLINE float full_query(ptrdiff_t width) {
  return width <= 128 ? 4095 : __builtin_floorf(__builtin_sqrtf(2147483000.0f / (float)width));
}

static void pack_keys(const float *k, ptrdiff_t stride, ptrdiff_t length, ptrdiff_t width, attention_scratch s) {
  for (ptrdiff_t i = 0; i < s.padded; i++) {
    int32_t *column = s.keys + i / ENCODER_PANEL * ENCODER_PANEL * s.pairs + i % ENCODER_PANEL;
    if (i >= length) {
      for (ptrdiff_t j = 0; j < s.pairs; j++) column[j * ENCODER_PANEL] = 0;
      s.key_scales[i] = 0;
      continue;
    }
    int16_t *rounded_key = s.queries;
    s.key_scales[i] = round_row(k + i * stride, width, full_query(width), rounded_key);
    for (ptrdiff_t j = 0; j < s.pairs; j++)
      __builtin_memcpy(column + j * ENCODER_PANEL, rounded_key + 2 * j, sizeof *column);
  }
}

static void pack_values(const float *v, ptrdiff_t stride, ptrdiff_t length, ptrdiff_t width, attention_scratch s) {
  for (ptrdiff_t j = 0; j < width; j += LANES) {
    ptrdiff_t count = width - j;
    floats peaks = all(0);
    for (ptrdiff_t i = 0; i < length; i++) peaks = larger(peaks, magnitude(load_some(v + i * stride + j, count)));
    floats inverse = peaks > 0 ? FULL_VALUE / peaks : all(0);
    store(s.value_scales + j, peaks * (1.0f / FULL_VALUE));
    for (ptrdiff_t i = 0; i < s.groups * s.group; i += 2) {
      ints first = 0, second = 0;
      if (i < length) first = rounded(load_some(v + i * stride + j, count) * inverse);
      if (i + 1 < length) second = rounded(load_some(v + (i + 1) * stride + j, count) * inverse);
      store((float *)(s.values + i / 2 * s.value_width + j), (floats)((first & 0xffff) | second << 16));
    }
  }
}

/// Turns scores into integer weights relative to the row's largest, and returns their sum.
static int32_t softmax_weights(float *scores, ptrdiff_t length, ptrdiff_t padded, int16_t *weights) {
  ptrdiff_t end = round_up(length, LANES);
  for (ptrdiff_t i = length; i < end; i++) scores[i] = -__builtin_inff();
  floats peaks = load(scores);
  for (ptrdiff_t i = LANES; i < end; i += LANES) peaks = larger(peaks, load(scores + i));
  floats peak = all(largest(peaks));
  ints totals = 0;
  for (ptrdiff_t i = 0; i < end; i += LANES) {
    ints w = rounded(exp2_(load(scores + i) - peak) * FULL_WEIGHT);
    totals += w;
    narrow n = __builtin_convertvector(w, narrow);
    __builtin_memcpy(weights + i, &n, sizeof n);
  }
  __builtin_memset(weights + end, 0, (size_t)(padded - end) * sizeof *weights);
  return __builtin_reduce_add(totals);
}

static void attention(
    const float *q, const float *k, const float *v, ptrdiff_t stride, ptrdiff_t length, ptrdiff_t heads,
    ptrdiff_t width, float *y, ptrdiff_t y_stride, void *scratch) {
  attention_scratch s = divided(scratch, length, width);
  for (ptrdiff_t head = 0; head < heads; head++, q += width, k += width, v += width, y += width) {
    pack_keys(k, stride, length, width, s);
    pack_values(v, stride, length, width, s);
    for (ptrdiff_t row = 0; row < length; row += ROWS) {
      ptrdiff_t rows = smaller(length - row, ROWS);
      encoder_row scales[ROWS];
      for (ptrdiff_t r = 0; r < rows; r++)
        scales[r] = (encoder_row){
            .scale = round_row(q + (row + r) * stride, width, full_query(width), s.queries + r * s.value_width)};
      for (ptrdiff_t key = 0; key < length; key += ENCODER_PANEL)
        short_block(
            rows, round_up(smaller(length - key, ENCODER_PANEL), LANES),
            (product){
                .x = (const uint8_t *)s.queries,
                .x_stride = 2 * s.value_width,
                .steps = s.pairs,
                .groups = 1,
                .w = s.keys + key * s.pairs,
                .w_stride = ENCODER_PANEL,
                .scales = s.key_scales + key,
                .x_rows = scales,
                .y = s.scores + key,
                .y_stride = s.padded,
            });
      for (ptrdiff_t r = 0; r < rows; r++)
        scales[r].scale = 1 / (float)softmax_weights(s.scores + r * s.padded, length, s.padded, s.weights + r * s.padded);
      short_block(
          rows, s.value_width,
          (product){
              .x = (const uint8_t *)s.weights,
              .x_stride = 2 * s.padded,
              .steps = s.group / 2,
              .groups = s.groups,
              .w = s.values,
              .w_stride = s.value_width,
              .scales = s.value_scales,
              .x_rows = scales,
              .y = s.context,
              .y_stride = s.value_width,
          });
      for (ptrdiff_t r = 0; r < rows; r++)
        __builtin_memcpy(y + (row + r) * y_stride, s.context + r * s.value_width, (size_t)width * sizeof *y);
    }
  }
}
