import Corpus

extension EmbeddingAnswer {
  /// The unit vectors of a request's texts, in their order.
  ///
  /// - Parameter dimension: what every vector must have; nil while nobody knows.
  /// - Throws: ``Failure``: to `retry` when vectors are missing or strangely numbered, to `stop` when their length is
  ///   not the expected one.
  func vectors(count: Int, dimension: Int?, from service: String) throws(Failure) -> [Result<[Float], Failure>] {
    func strange(_ problem: String) -> Failure {
      Failure(
        "service.answer", service, problem, remedy: "check that the service is OpenAI-compatible",
        verdict: .retry(afterSeconds: nil))
    }
    guard data.count == count else { throw strange("\(data.count) vectors for \(count) texts") }
    var ordered = [[Float]?](repeating: nil, count: count)
    for (position, item) in data.enumerated() {
      let index = item.index ?? position
      guard ordered.indices.contains(index), ordered[index] == nil else {
        throw strange("its vectors are not numbered from 0 to \(count - 1)")
      }
      ordered[index] = item.embedding.floats
    }
    let vectors = ordered.compactMap { $0 }
    let expected = dimension ?? vectors.first?.count ?? 0
    guard expected > 0 else { throw strange("its vectors are empty") }
    if let other = vectors.first(where: { $0.count != expected }) {
      throw Failure(
        "embedding.dimension", service, "vectors of \(other.count) numbers where \(expected) were expected",
        remedy: "set embed.model.dimension to what the model gives, or leave it out, and reindex",
        verdict: .stop(.configuration))
    }
    return vectors.map { vector in
      guard let unit = vector.normalised else {
        return .failure(
          Failure(
            "embedding.notFinite", service, "it gives this text no direction: a vector of zeros, or not of numbers",
            remedy: "exclude the document, or try another model"))
      }
      return .success(unit)
    }
  }
}

extension [Float] {
  /// The vector of length 1 in the same direction; nil where there is none.
  var normalised: [Float]? {
    let squares = reduce(into: 0.0) { $0 += Double($1) * Double($1) }
    guard squares.isFinite, squares > 0 else { return nil }
    let scale = 1 / squares.squareRoot()
    return map { Float(Double($0) * scale) }
  }
}
