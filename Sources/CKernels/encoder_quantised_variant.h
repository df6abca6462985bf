// The integer kernels of one instruction set; included by one file for each, which defines VARIANT, ROWS, VECTORS and
// the target.

#include "encoder_quantised_lanes.h"

typedef struct {
  const uint8_t *x;
  ptrdiff_t x_stride;
  ptrdiff_t steps;   // of four bytes of x each
  ptrdiff_t groups;  // of as many steps
  const int32_t *w;
  ptrdiff_t w_stride;
  const float *scales;  // by column
  ptrdiff_t scales_stride;  // from one group to the next
  const float *offsets;
  const float *bias;
  const encoder_row *x_rows;
  float *y;
  ptrdiff_t y_stride;
  encoder_epilogue epilogue;
  ptrdiff_t next;  // bytes from w to what is fetched meanwhile
} product;

/// Bytes in a line of cache.
enum { LINE = 64 };

/// What a product reads and writes: a linear layer; scores, as the integers they are; sums of values.
typedef enum { LINEAR, SCORES, CONTEXT } purpose;

/// y[rows × vectors·LANES] from x·w; `rows`, `vectors` and `purpose` are constants wherever this is inlined.
INLINE void multiply(int rows, int vectors, purpose purpose, product p) {
  floats totals[ROWS][VECTORS];
  const uint8_t *x = p.x;
  const int32_t *w = p.w;
  const float *scales = p.scales;
  for (ptrdiff_t group = 0; group < p.groups; group++, scales += p.scales_stride) {
    // Every loop but the one over the steps is unrolled away, or the sums would live in memory.
    ints sums[ROWS][VECTORS];
    UNROLL for (int r = 0; r < rows; r++) {
      UNROLL for (int v = 0; v < vectors; v++) sums[r][v] = 0;
    }
    for (const uint8_t *end = x + 4 * p.steps; x < end; x += 4, w += p.w_stride) {
      if (purpose == LINEAR) {
        __builtin_prefetch((const char *)w + p.next, 0, 2);
        __builtin_prefetch((const char *)w + p.next + LINE, 0, 2);
      }
      ints columns[VECTORS];
      UNROLL for (int v = 0; v < vectors; v++) columns[v] = load_ints(w + v * LANES);
      UNROLL for (int r = 0; r < rows; r++) {
        int32_t four;
        __builtin_memcpy(&four, x + r * p.x_stride, sizeof four);
        UNROLL for (int v = 0; v < vectors; v++) {
          sums[r][v] = purpose == LINEAR ? dot4(sums[r][v], four, columns[v]) : dot2(sums[r][v], four, columns[v]);
        }
      }
    }
    UNROLL for (int v = 0; v < vectors; v++) {
      floats scale = purpose == SCORES ? all(0) : load(scales + v * LANES);
      UNROLL for (int r = 0; r < rows; r++) {
        floats sum = converted(sums[r][v]);
        if (purpose == SCORES) store_ints(p.y + r * p.y_stride + v * LANES, sums[r][v]);
        else totals[r][v] = group == 0 ? sum * scale : fused(sum, scale, totals[r][v]);
      }
    }
  }
  if (purpose == SCORES) return;
  UNROLL for (int v = 0; v < vectors; v++) {
    floats offset = purpose == LINEAR ? load(p.offsets + v * LANES) : all(0);
    floats bias = purpose == LINEAR ? load(p.bias + v * LANES) : all(0);
    UNROLL for (int r = 0; r < rows; r++) {
      float *y = p.y + r * p.y_stride + v * LANES;
      floats sum = totals[r][v];
      if (purpose == LINEAR) sum = fused(all(-p.x_rows[r].zero), offset, sum);
      sum = fused(sum, all(p.x_rows[r].scale), bias);
      if (purpose == LINEAR && p.epilogue == ENCODER_ADD) sum += load(y);
      store(y, purpose == LINEAR && p.epilogue == ENCODER_GELU ? gelu(sum) : sum);
    }
  }
}

/// `rows` by `columns`, a multiple of LANES. Strips are as wide as registers allow, or as a head, or one vector.
INLINE void strips(int rows, purpose purpose, ptrdiff_t columns, product p) {
  const int widest = purpose == CONTEXT && VECTORS > 2 ? 2 : VECTORS;
  for (ptrdiff_t width; columns > 0; columns -= width) {
    if (columns >= widest * LANES) {
      width = widest * LANES;
      multiply(rows, widest, purpose, p);
    } else {
      width = LANES;
      multiply(rows, 1, purpose, p);
    }
    p.w += width;
    p.y += width;
    if (purpose != SCORES) p.scales += width;
    if (purpose == LINEAR) {
      p.offsets += width;
      p.bias += width;
    }
  }
}

/// Up to ROWS rows.
INLINE void block(ptrdiff_t rows, purpose purpose, ptrdiff_t columns, product p) {
  switch (rows) {
    case 1: return strips(1, purpose, columns, p);
    case 2: return strips(2, purpose, columns, p);
#if ROWS > 3
    case 3: return strips(3, purpose, columns, p);
    case 4: return strips(4, purpose, columns, p);
    case 5: return strips(5, purpose, columns, p);
#endif
    default: return strips(ROWS, purpose, columns, p);
  }
}

// Only these are calls. A product goes by its address: copied, its parts would be read before they are written whole.
static void linear_block(ptrdiff_t rows, ptrdiff_t columns, const product *p) { block(rows, LINEAR, columns, *p); }
static void score_block(ptrdiff_t rows, ptrdiff_t columns, const product *p) { block(rows, SCORES, columns, *p); }
static void context_block(ptrdiff_t rows, ptrdiff_t columns, const product *p) { block(rows, CONTEXT, columns, *p); }

static ptrdiff_t smaller(ptrdiff_t a, ptrdiff_t b) { return a < b ? a : b; }

static void linear(
    const encoder_quantised_weights *weights, const uint8_t *x, ptrdiff_t x_stride, const encoder_row *x_rows,
    ptrdiff_t rows, float *y, ptrdiff_t y_stride, encoder_epilogue epilogue) {
  ptrdiff_t padded = (weights->columns + ENCODER_PANEL - 1) / ENCODER_PANEL * ENCODER_PANEL;
  // A panel stays in cache while all rows pass by it.
  for (ptrdiff_t column = 0; column < padded; column += ENCODER_PANEL)
    for (ptrdiff_t row = 0; row < rows; row += ROWS)
      linear_block(
          smaller(rows - row, ROWS), ENCODER_PANEL,
          &(product){
              .x = x + row * x_stride,
              .x_stride = x_stride,
              .steps = weights->group / 4,
              .groups = weights->depth / weights->group,
              .w = (const int32_t *)(weights->panels + column * weights->depth),
              .w_stride = ENCODER_PANEL,
              .scales = weights->scales + column,
              .scales_stride = padded,
              .offsets = weights->offsets + column,
              .bias = weights->bias + column,
              .x_rows = x_rows + row,
              .y = y + row * y_stride + column,
              .y_stride = y_stride,
              .epilogue = epilogue,
              // Two blocks of rows fetch all of the next panel, of this layer or of the one packed after it.
              .next = weights->depth * ENCODER_PANEL + row / ROWS % 2 * 2 * LINE,
          });
}

INLINE void store_bytes(uint8_t *p, ints x, ptrdiff_t count) {
  bytes v = __builtin_convertvector(x, bytes);
  if (count >= LANES) __builtin_memcpy(p, &v, sizeof v);
  for (ptrdiff_t i = 0; i < count && count < LANES; i++) p[i] = v[i];
}

/// The numbers from column i on, at most LANES of them, as they are to be rounded.
INLINE floats smoothed(const float *x, const float *smoothing, ptrdiff_t i, ptrdiff_t count) {
  floats v = load_some(x + i, count);
  return smoothing ? v * load_some(smoothing + i, count) : v;
}

/// Numbers as bytes; what has been shifted by a row's zero is within them but for rounding.
INLINE void store_rounded(uint8_t *q, floats v, float inverse, float zero, ptrdiff_t count) {
  v = fused(v, all(inverse), all(zero + ROUNDING));
  v = lesser(larger(v, all(ROUNDING)), all(ROUNDING + 255));
  store_bytes(q, (ints)v - (ints)all(ROUNDING), count);
}

static void quantise_row(const float *x, ptrdiff_t width, const float *smoothing, ptrdiff_t padded, uint8_t *q,
                         encoder_row *row) {
  // Zero is within the range always, so that it is exact and the row's own zero fits eight bits.
  floats low = all(0), high = all(0);
  ptrdiff_t whole = width / LANES * LANES;
  for (ptrdiff_t i = 0; i < whole; i += LANES) {
    floats v = smoothed(x, smoothing, i, LANES);
    low = lesser(low, v);
    high = larger(high, v);
  }
  floats rest = smoothed(x, smoothing, whole, width - whole);
  float least = -largest(-lesser(low, rest)), range = largest(larger(high, rest)) - least;
  float inverse = range > 0 ? 255 / range : 0;
  float zero = rounded(all(-least * inverse)).x;
  *row = (encoder_row){.scale = range / 255, .zero = zero};
  for (ptrdiff_t i = 0; i < whole; i += LANES)
    store_rounded(q + i, smoothed(x, smoothing, i, LANES), inverse, zero, LANES);
  store_rounded(q + whole, rest, inverse, zero, width - whole);
  __builtin_memset(q + width, 0, (size_t)(padded - width));
}

static void quantise(
    const float *x, ptrdiff_t x_stride, ptrdiff_t rows, ptrdiff_t width, const float *smoothing, ptrdiff_t padded,
    uint8_t *q, ptrdiff_t q_stride, encoder_row *q_rows) {
  for (ptrdiff_t row = 0; row < rows; row++)
    quantise_row(x + row * x_stride, width, smoothing, padded, q + row * q_stride, q_rows + row);
}

static void norm_row(float *x, ptrdiff_t width, const float *gain, const float *bias, float epsilon) {
  floats sums = all(0), squares = all(0);
  for (ptrdiff_t i = 0; i < width; i += LANES) sums += load_some(x + i, width - i);
  float mean = sum(sums) / (float)width;
  // A second pass over a row in cache is cheap, and exact where E[x²] − E[x]² cancels.
  ptrdiff_t whole = width / LANES * LANES;
  for (ptrdiff_t i = 0; i < whole; i += LANES) {
    floats d = load(x + i) - mean;
    squares = fused(d, d, squares);
  }
  float square = sum(squares);
  for (ptrdiff_t i = whole; i < width; i++) square += (x[i] - mean) * (x[i] - mean);
  float scale = 1 / __builtin_sqrtf(square / (float)width + epsilon);
  for (ptrdiff_t i = 0; i < whole; i += LANES)
    store(x + i, fused((load(x + i) - mean) * scale, load(gain + i), load(bias + i)));
  for (ptrdiff_t i = whole; i < width; i++) x[i] = (x[i] - mean) * scale * gain[i] + bias[i];
}

static void norm_quantise(
    float *x, ptrdiff_t x_stride, ptrdiff_t rows, ptrdiff_t width, const float *gain, const float *bias, float epsilon,
    const float *smoothing, ptrdiff_t padded, uint8_t *q, ptrdiff_t q_stride, encoder_row *q_rows) {
  for (ptrdiff_t row = 0; row < rows; row++) {
    norm_row(x + row * x_stride, width, gain, bias, epsilon);
    quantise_row(x + row * x_stride, width, smoothing, padded, q + row * q_stride, q_rows + row);
  }
}

#include "encoder_quantised_attention.h"

const encoder_quantised_kernels VARIANT = {
    .linear = linear,
    .quantise = quantise,
    .norm_quantise = norm_quantise,
    .attention = attention,
    .attention_bytes = attention_bytes,
};
