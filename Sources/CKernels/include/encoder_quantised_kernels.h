/// The arithmetic of the same encoder in integers: eight bits for its matrices, twelve for attention.
///
/// An activation is x ≈ scale · (q − zero) with q in 0...255 and a scale and zero for every row; a weight is
/// w ≈ scale · q with q in -127...127 and a scale for every output and group of inputs. Integers are summed exactly and
/// floats computed in one order, in sixteen lanes whatever the processor has: every instruction set gives the same bits,
/// so that vectors made on different machines can be compared.
#pragma once

#include "encoder_kernels.h"

#pragma clang assume_nonnull begin

/// What a row of eight-bit activations stands for: scale · (q − zero).
typedef struct encoder_row {
  float scale;
  float zero;
} encoder_row;

/// A linear layer in integers. Panels of 64 outputs hold four consecutive inputs of every output side by side.
typedef struct encoder_quantised_weights {
  const int8_t *panels;   ///< padded columns × depth
  const float *scales;    ///< groups × padded columns
  const float *offsets;   ///< by column: the sum of its weights, scales applied
  const float *bias;
  ptrdiff_t depth;        ///< inputs, a multiple of 4; a row of activations has as many bytes
  ptrdiff_t group;        ///< inputs that share a scale, a multiple of 4 that divides depth
  ptrdiff_t columns;
} encoder_quantised_weights;

/// A matrix of a model file: rows of outputs, and where the next row begins.
typedef struct encoder_matrix {
  const void *start;
  encoder_element element;
  ptrdiff_t stride;  ///< numbers from one row to the next
} encoder_matrix;

/// The kernels of one instruction set.
typedef struct encoder_quantised_kernels {
  /// Applies a layer to `rows` × depth activations. Writes whole panels: y needs columns rounded up to 64 in a row.
  /// GELU is off by less than 2e-4 here, a fiftieth of what rounding its result to eight bits costs.
  void (*linear)(
      const encoder_quantised_weights *weights, const uint8_t *x, ptrdiff_t x_stride, const encoder_row *x_rows,
      ptrdiff_t rows, float *y, ptrdiff_t y_stride, encoder_epilogue epilogue);

  /// Quantises rows, each column times `smoothing` first; bytes from `width` to `padded` become 0.
  void (*quantise)(
      const float *x, ptrdiff_t x_stride, ptrdiff_t rows, ptrdiff_t width, const float *_Nullable smoothing,
      ptrdiff_t padded, uint8_t *q, ptrdiff_t q_stride, encoder_row *q_rows);

  /// Normalises rows in place as `encoder_kernels.layer_norm` does, and quantises them as `quantise` does.
  void (*norm_quantise)(
      float *x, ptrdiff_t x_stride, ptrdiff_t rows, ptrdiff_t width, const float *gain, const float *bias,
      float epsilon, const float *_Nullable smoothing, ptrdiff_t padded, uint8_t *q, ptrdiff_t q_stride,
      encoder_row *q_rows);

  /// Attends within one sequence, as `encoder_kernels.attention` does, with queries, keys and values that begin at q,
  /// k and v and share a stride. Of each head in the sequence queries and keys are rounded to 12 bits and a sign, or
  /// fewer where a head is wider than 32, values by column to 10, and the weights of the softmax to 12. `scratch` holds
  /// attention_bytes(length, width), and may hold anything.
  void (*attention)(
      const float *q, const float *k, const float *v, ptrdiff_t stride, ptrdiff_t length, ptrdiff_t heads,
      ptrdiff_t width, float *y, ptrdiff_t y_stride, void *scratch);

  /// Bytes of scratch that `attention` needs; grows with both arguments.
  ptrdiff_t (*attention_bytes)(ptrdiff_t length, ptrdiff_t width);
} encoder_quantised_kernels;

/// The kernels of an instruction set, or of the best below it that is there.
const encoder_quantised_kernels *encoder_quantised_kernels_for(encoder_instructions instructions);

/// Writes the largest magnitude of every input's weights, over `outputs` rows and what `largest` holds already.
void encoder_input_magnitudes(encoder_matrix matrix, ptrdiff_t outputs, ptrdiff_t depth, float *largest);

/// Rounds `outputs` × `depth` weights, times `scale` and each input's `smoothing`, into panels from output column
/// `first` on, with their scales and offsets. `padded` inputs, of `group` each to a scale, and `columns` outputs are
/// what panels, scales and offsets have room for; what lies beyond the matrix must be zero there.
void encoder_quantise_weights(
    encoder_matrix matrix, ptrdiff_t outputs, ptrdiff_t depth, float scale, const float *_Nullable smoothing,
    ptrdiff_t first, ptrdiff_t padded, ptrdiff_t group, ptrdiff_t columns, int8_t *panels, float *scales,
    float *offsets);

#pragma clang assume_nonnull end
