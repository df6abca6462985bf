/// The arithmetic of a BERT-family encoder in floats.
///
/// Matrices are row-major, strides are in floats, and nothing has to be aligned. Every element is summed in one fixed
/// order that depends neither on the number of rows nor on where a row stands: a sequence encodes to the same bits
/// alone, in any batch and on any thread. Instruction sets differ among each other by rounding only.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// Output columns in one panel of packed weights. Widths of activations are rounded up to it.
enum { ENCODER_PANEL = 64 };

/// How a safetensors file stores a number.
typedef enum __attribute__((enum_extensibility(closed))) encoder_element {
  ENCODER_F32,
  ENCODER_F16,
  ENCODER_BF16,
} encoder_element;

/// What `linear` does with x·W + bias.
typedef enum __attribute__((enum_extensibility(closed))) encoder_epilogue {
  ENCODER_STORE,  ///< y = x·W + bias
  ENCODER_ADD,    ///< y = y + bias + x·W
  ENCODER_GELU,   ///< y = gelu(x·W + bias), the erf form, error below 1e-6
} encoder_epilogue;

/// A packed layer: ⌈columns / 64⌉ panels of depth × 64 floats, zero beyond `columns`, and as many biases.
typedef struct encoder_weights {
  const float *panels;
  const float *bias;
  ptrdiff_t depth;
  ptrdiff_t columns;
} encoder_weights;

/// The same with weights rounded to bfloat16, two consecutive inputs of an output side by side.
typedef struct encoder_bf16_weights {
  const uint16_t *panels;
  const float *bias;
  ptrdiff_t depth;  ///< even
  ptrdiff_t columns;
} encoder_bf16_weights;

/// The kernels of one instruction set.
typedef struct encoder_kernels {
  /// Applies a layer to `rows` × depth inputs. Writes whole panels: y needs columns rounded up to 64 in every row.
  void (*linear)(
      const encoder_weights *weights, const float *x, ptrdiff_t x_stride, ptrdiff_t rows, float *y, ptrdiff_t y_stride,
      encoder_epilogue epilogue);

  /// Does the same with inputs and weights in bfloat16, and sums in single precision.
  void (*linear_bf16)(
      const encoder_bf16_weights *weights, const uint16_t *x, ptrdiff_t x_stride, ptrdiff_t rows, float *y,
      ptrdiff_t y_stride, encoder_epilogue epilogue);

  /// Rounds rows to the nearest bfloat16, ties to even; numbers from `width` to `padded` become 0.
  void (*round_bf16)(
      const float *x, ptrdiff_t x_stride, ptrdiff_t rows, ptrdiff_t width, ptrdiff_t padded, uint16_t *y,
      ptrdiff_t y_stride);

  /// Attends within one sequence, over its true length.
  ///
  /// A row of qkv holds the queries of all heads, then their keys, then their values, `heads` × `width` floats each.
  /// Queries come scaled by log2(e) / √width (folded into their weights), since softmax is taken in base 2.
  /// `scratch` holds attention_scratch(length, width) floats; y gets heads × width floats a row.
  void (*attention)(
      const float *qkv, ptrdiff_t stride, ptrdiff_t length, ptrdiff_t heads, ptrdiff_t width, float *y,
      ptrdiff_t y_stride, float *scratch);

  /// Floats of scratch that `attention` needs; grows with both arguments.
  ptrdiff_t (*attention_scratch)(ptrdiff_t length, ptrdiff_t width);

  /// Normalises rows in place: (x − mean) / √(variance + epsilon) · gain + bias.
  void (*layer_norm)(
      float *x, ptrdiff_t stride, ptrdiff_t rows, ptrdiff_t width, const float *gain, const float *bias, float epsilon);
} encoder_kernels;

/// The instruction sets kernels are compiled for, slowest first.
typedef enum __attribute__((enum_extensibility(closed))) encoder_instructions {
  ENCODER_PLAIN,
  ENCODER_AVX2,
  ENCODER_AVX512,
  ENCODER_VNNI,       ///< AVX-512 with products of bytes
  ENCODER_VNNI_BF16,  ///< and of bfloat16
} encoder_instructions;

/// Whether this processor, its operating system and this build have an instruction set. PLAIN is always there.
bool encoder_has(encoder_instructions instructions);

/// The kernels of an instruction set, or of the best below it that is there.
const encoder_kernels *encoder_kernels_for(encoder_instructions instructions);

/// What a processor multiplies and adds.
typedef enum __attribute__((enum_extensibility(closed))) encoder_arithmetic {
  ENCODER_FLOATS,
  ENCODER_BFLOATS,  ///< products of bfloat16, sums in floats; floats where the processor has none
  ENCODER_SHORTS,   ///< products of 16-bit integers, sums in 32 bits
  ENCODER_BYTES,    ///< products of 8-bit integers, sums in 32 bits
} encoder_arithmetic;

/// Multiplies and adds in registers and does nothing else, with the fastest instructions there are here: what the time it
/// takes is worth is a ceiling for every matrix product. Returns how many products were added, a little over 1,000 a round at
/// most.
uint64_t encoder_multiply_idly(encoder_arithmetic arithmetic, uint64_t rounds);

/// Widens `count` numbers to floats.
void encoder_widen(encoder_element element, const void *source, ptrdiff_t count, float *target);

/// Transposes `outputs` × `depth` weights, times `scale`, into panels from output column `first` on.
void encoder_pack(
    encoder_element element, const void *source, ptrdiff_t outputs, ptrdiff_t depth, float scale, ptrdiff_t first,
    float *panels);

/// Does the same into panels of bfloat16; `depth` is rounded up to an even number, and panels begin as zeros.
void encoder_pack_bf16(
    encoder_element element, const void *source, ptrdiff_t outputs, ptrdiff_t depth, float scale, ptrdiff_t first,
    uint16_t *panels);

/// Writes embeddings of one sequence: row i is table[tokens[i]] + positions[i], both `width` wide.
/// Tokens must lie within the table, and count within the positions.
void encoder_embed(
    const int32_t *tokens, ptrdiff_t count, encoder_element element, const void *table, const float *positions,
    ptrdiff_t width, float *y, ptrdiff_t y_stride);

/// Averages rows into y.
void encoder_mean(const float *x, ptrdiff_t stride, ptrdiff_t rows, ptrdiff_t width, float *y);

/// Scales a vector to length 1 and returns the length it had; leaves it alone when that is zero or not finite.
float encoder_normalise(float *x, ptrdiff_t width);

#pragma clang assume_nonnull end

#include "encoder_quantised_kernels.h"
