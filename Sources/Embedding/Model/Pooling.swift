import Corpus

/// How the states of a sequence's tokens become one vector.
package enum Pooling: String, Hashable, Sendable {
  /// The mean over all tokens, special ones included.
  case mean
  /// The state of the first token.
  case cls
}

extension Pooling {
  /// Reads `1_Pooling/config.json`.
  ///
  /// - Throws: ``Failure`` `model.unsupported` for anything but exactly one of mean and CLS.
  init(configuration file: MappedFile) throws(Failure) {
    let fields = try file.json([String: Flag].self)
    let modes = fields.filter { $0.key.hasPrefix("pooling_mode_") && $0.value == .on }.keys.sorted()
    switch modes {
    case ["pooling_mode_mean_tokens"]: self = .mean
    case ["pooling_mode_cls_token"]: self = .cls
    default:
      throw Failure(
        "model.unsupported", file.path, "pools by \(modes.joined(separator: " and "))",
        remedy: "take a model that pools by mean or by CLS token", verdict: .stop(.configuration))
    }
  }

  /// A value of the pooling configuration, of which only booleans matter.
  private enum Flag: Decodable {
    case on, off, other

    init(from decoder: any Decoder) throws {
      let value = try? decoder.singleValueContainer().decode(Bool.self)
      self = value.map { $0 ? .on : .off } ?? .other
    }
  }
}
