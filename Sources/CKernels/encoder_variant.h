// The kernels of one instruction set; included by one file for each, which defines LANES, VARIANT and the target.

#include "encoder_lanes.h"

/// The smallest strip of columns: two vectors. Six rows of it (or of four vectors, where there are 32 registers) keep
/// enough independent sums in registers to hide the latency of multiply-add.
enum { ROWS = 6, STRIP = 2 * LANES };

typedef struct {
  const float *x;  // in pairs of bfloat16, each as wide as a float, this and w: strides and depth count pairs then
  ptrdiff_t x_stride;
  ptrdiff_t depth;
  const float *w;
  ptrdiff_t w_stride;
  const float *bias;  // null for none
  float *y;
  ptrdiff_t y_stride;
  encoder_epilogue epilogue;
} product;

/// Adds the products of two bfloat16 in x with those in every lane of w.
INLINE floats add_pairs(floats sums, float x, floats w) {
#if defined(NATIVE_BF16)
  return (floats)_mm512_dpbf16_ps((__m512)sums, (__m512bh)all(x), (__m512bh)w);
#else
  ints two = (ints)all(x), four = (ints)w;
  const ints upper = (ints)-0x10000;
  sums += (floats)(two << 16) * (floats)(four << 16);
  return sums + (floats)(two & upper) * (floats)(four & upper);
#endif
}

/// Floats, or pairs of bfloat16.
typedef enum { SINGLES, PAIRS } operands;

/// y[rows × vectors·LANES] from x·w; `rows`, `vectors` and `kind` are constants wherever this is inlined.
INLINE void multiply(int rows, int vectors, operands kind, product p) {
  // Every loop but the one over the depth is unrolled away, or the sums would live in memory.
  floats sums[ROWS][4];
  UNROLL for (int r = 0; r < rows; r++) {
    UNROLL for (int v = 0; v < vectors; v++) {
      sums[r][v] = p.bias ? load(p.bias + v * LANES) : all(0);
      if (p.epilogue == ENCODER_ADD) sums[r][v] += load(p.y + r * p.y_stride + v * LANES);
    }
  }
  for (ptrdiff_t k = 0; k < p.depth; k++) {
    floats w[4];
    UNROLL for (int v = 0; v < vectors; v++) w[v] = load(p.w + k * p.w_stride + v * LANES);
    UNROLL for (int r = 0; r < rows; r++) {
      float x;
      __builtin_memcpy(&x, p.x + r * p.x_stride + k, sizeof x);
      UNROLL for (int v = 0; v < vectors; v++) {
        if (kind == PAIRS) sums[r][v] = add_pairs(sums[r][v], x, w[v]);
        else sums[r][v] += x * w[v];
      }
    }
  }
  UNROLL for (int r = 0; r < rows; r++) {
    UNROLL for (int v = 0; v < vectors; v++) {
      floats sum = p.epilogue == ENCODER_GELU ? gelu(sums[r][v]) : sums[r][v];
      store(p.y + r * p.y_stride + v * LANES, sum);
    }
  }
}

/// Up to six rows of a strip.
INLINE void strip(ptrdiff_t rows, int vectors, operands kind, product p) {
  switch (rows) {
    case 1: return multiply(1, vectors, kind, p);
    case 2: return multiply(2, vectors, kind, p);
    case 3: return multiply(3, vectors, kind, p);
    case 4: return multiply(4, vectors, kind, p);
    case 5: return multiply(5, vectors, kind, p);
    default: return multiply(6, vectors, kind, p);
  }
}

static void narrow_strip(ptrdiff_t rows, product p) { strip(rows, 2, SINGLES, p); }
static void narrow_bf16_strip(ptrdiff_t rows, product p) { strip(rows, 2, PAIRS, p); }

#if LANES == 16
static void wide_strip(ptrdiff_t rows, product p) { strip(rows, 4, SINGLES, p); }
static void wide_bf16_strip(ptrdiff_t rows, product p) { strip(rows, 4, PAIRS, p); }
#endif

/// Up to six rows by `columns`, a multiple of STRIP.
INLINE void block_of(operands kind, ptrdiff_t rows, ptrdiff_t columns, product p) {
  for (ptrdiff_t step; columns > 0; columns -= step, p.w += step, p.y += step) {
#if LANES == 16
    if (columns >= 2 * STRIP) {
      step = 2 * STRIP;
      kind == PAIRS ? wide_bf16_strip(rows, p) : wide_strip(rows, p);
    } else
#endif
    {
      step = STRIP;
      kind == PAIRS ? narrow_bf16_strip(rows, p) : narrow_strip(rows, p);
    }
    if (p.bias) p.bias += step;
  }
}

static void block(ptrdiff_t rows, ptrdiff_t columns, product p) { block_of(SINGLES, rows, columns, p); }

static ptrdiff_t smaller(ptrdiff_t a, ptrdiff_t b) { return a < b ? a : b; }
static ptrdiff_t round_up(ptrdiff_t n, ptrdiff_t unit) { return (n + unit - 1) / unit * unit; }

static void linear(
    const encoder_weights *weights, const float *x, ptrdiff_t x_stride, ptrdiff_t rows, float *y, ptrdiff_t y_stride,
    encoder_epilogue epilogue) {
  // A panel stays in cache while all rows pass by it.
  for (ptrdiff_t column = 0; column < weights->columns; column += ENCODER_PANEL)
    for (ptrdiff_t row = 0; row < rows; row += ROWS)
      block(
          smaller(rows - row, ROWS), ENCODER_PANEL,
          (product){
              .x = x + row * x_stride,
              .x_stride = x_stride,
              .depth = weights->depth,
              .w = weights->panels + column * weights->depth,
              .w_stride = ENCODER_PANEL,
              .bias = weights->bias + column,
              .y = y + row * y_stride + column,
              .y_stride = y_stride,
              .epilogue = epilogue,
          });
}

static void linear_bf16(
    const encoder_bf16_weights *weights, const uint16_t *x, ptrdiff_t x_stride, ptrdiff_t rows, float *y,
    ptrdiff_t y_stride, encoder_epilogue epilogue) {
  for (ptrdiff_t column = 0; column < weights->columns; column += ENCODER_PANEL)
    for (ptrdiff_t row = 0; row < rows; row += ROWS)
      block_of(
          PAIRS, smaller(rows - row, ROWS), ENCODER_PANEL,
          (product){
              .x = (const float *)(x + row * x_stride),
              .x_stride = x_stride / 2,
              .depth = weights->depth / 2,
              .w = (const float *)(weights->panels + column * weights->depth),
              .w_stride = ENCODER_PANEL,
              .bias = weights->bias + column,
              .y = y + row * y_stride + column,
              .y_stride = y_stride,
              .epilogue = epilogue,
          });
}

static void round_bf16(
    const float *x, ptrdiff_t x_stride, ptrdiff_t rows, ptrdiff_t width, ptrdiff_t padded, uint16_t *y,
    ptrdiff_t y_stride) {
  for (ptrdiff_t row = 0; row < rows; row++, x += x_stride, y += y_stride) {
    for (ptrdiff_t i = 0; i < width; i++) y[i] = encoder_bf16(x[i]);
    for (ptrdiff_t i = width; i < padded; i++) y[i] = 0;
  }
}

/// Turns scores into exponentials relative to the row's largest, and returns their sum. `scores` is writable up to a
/// multiple of LANES; what lies beyond `length` is ignored and overwritten.
static float exponentials(float *scores, ptrdiff_t length) {
  ptrdiff_t end = round_up(length, LANES);
  for (ptrdiff_t i = length; i < end; i++) scores[i] = -__builtin_inff();
  floats m = load(scores);
  for (ptrdiff_t i = LANES; i < end; i += LANES) m = larger(m, load(scores + i));
  floats peak = all(largest(m)), total = all(0);
  for (ptrdiff_t i = 0; i < end; i += LANES) {
    floats e = exp2_(load(scores + i) - peak);
    store(scores + i, e);
    total += e;
  }
  return sum(total);
}

/// Floats of the parts of attention's scratch.
static ptrdiff_t attention_scratch(ptrdiff_t length, ptrdiff_t width) {
  ptrdiff_t padded = round_up(length, ENCODER_PANEL), value_width = round_up(width, STRIP);
  return padded * width + length * value_width + ROWS * (padded + value_width);
}

static void attention(
    const float *qkv, ptrdiff_t stride, ptrdiff_t length, ptrdiff_t heads, ptrdiff_t width, float *y,
    ptrdiff_t y_stride, float *scratch) {
  ptrdiff_t padded = round_up(length, ENCODER_PANEL), value_width = round_up(width, STRIP);
  float *keys = scratch;                             // panels of 64 keys, width × 64 each
  float *values = keys + padded * width;             // length × value_width
  float *scores = values + length * value_width;     // 6 × padded
  float *context = scores + ROWS * padded;           // 6 × value_width

  for (ptrdiff_t head = 0; head < heads; head++) {
    const float *q = qkv + head * width, *k = q + heads * width, *v = k + heads * width;
    for (ptrdiff_t i = 0; i < padded; i++) {
      float *column = keys + i / ENCODER_PANEL * ENCODER_PANEL * width + i % ENCODER_PANEL;
      for (ptrdiff_t j = 0; j < width; j++) column[j * ENCODER_PANEL] = i < length ? k[i * stride + j] : 0;
    }
    for (ptrdiff_t i = 0; i < length; i++)
      for (ptrdiff_t j = 0; j < value_width; j++) values[i * value_width + j] = j < width ? v[i * stride + j] : 0;

    for (ptrdiff_t row = 0; row < length; row += ROWS) {
      ptrdiff_t rows = smaller(length - row, ROWS);
      for (ptrdiff_t key = 0; key < length; key += ENCODER_PANEL)
        block(
            rows, round_up(smaller(length - key, ENCODER_PANEL), STRIP),
            (product){
                .x = q + row * stride,
                .x_stride = stride,
                .depth = width,
                .w = keys + key * width,
                .w_stride = ENCODER_PANEL,
                .y = scores + key,
                .y_stride = padded,
            });
      float totals[ROWS];
      for (ptrdiff_t r = 0; r < rows; r++) totals[r] = exponentials(scores + r * padded, length);
      block(
          rows, value_width,
          (product){
              .x = scores,
              .x_stride = padded,
              .depth = length,
              .w = values,
              .w_stride = value_width,
              .y = context,
              .y_stride = value_width,
          });
      for (ptrdiff_t r = 0; r < rows; r++) {
        float scale = 1 / totals[r];
        for (ptrdiff_t j = 0; j < width; j++)
          y[(row + r) * y_stride + head * width + j] = context[r * value_width + j] * scale;
      }
    }
  }
}

static void layer_norm(
    float *x, ptrdiff_t stride, ptrdiff_t rows, ptrdiff_t width, const float *gain, const float *bias, float epsilon) {
  ptrdiff_t whole = width / LANES * LANES;
  for (float *end = x + rows * stride; x < end; x += stride) {
    floats sums = all(0), squares = all(0);
    for (ptrdiff_t i = 0; i < whole; i += LANES) sums += load(x + i);
    float total = sum(sums);
    for (ptrdiff_t i = whole; i < width; i++) total += x[i];
    float mean = total / (float)width;

    // A second pass over a row in cache is cheap, and exact where E[x²] − E[x]² cancels.
    for (ptrdiff_t i = 0; i < whole; i += LANES) {
      floats d = load(x + i) - mean;
      squares += d * d;
    }
    float variance = sum(squares);
    for (ptrdiff_t i = whole; i < width; i++) variance += (x[i] - mean) * (x[i] - mean);
    float scale = 1 / __builtin_sqrtf(variance / (float)width + epsilon);

    for (ptrdiff_t i = 0; i < whole; i += LANES)
      store(x + i, (load(x + i) - mean) * scale * load(gain + i) + load(bias + i));
    for (ptrdiff_t i = whole; i < width; i++) x[i] = (x[i] - mean) * scale * gain[i] + bias[i];
  }
}

const encoder_kernels VARIANT = {
    .linear = linear,
    .linear_bf16 = linear_bf16,
    .round_bf16 = round_bf16,
    .attention = attention,
    .attention_scratch = attention_scratch,
    .layer_norm = layer_norm,
};
