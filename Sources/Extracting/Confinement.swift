/// How far a child has given up its rights; what the kernel or the container would not do is told, not hidden.
package struct Confinement: Hashable, Sendable {
  package struct Measure: Hashable, Sendable {
    /// What it does: `no system calls but for reading and computing (seccomp)`.
    package var name: String
    /// Why it is not in force; nil when it is.
    package var problem: String?
  }

  /// In the order they were taken.
  package var measures: [Measure]

  /// Those that are not in force.
  package var missing: [Measure] { measures.filter { $0.problem != nil } }
}

extension Confinement {
  func write(to writer: inout ByteWriter) {
    writer.append(measures) { writer, measure in
      writer.append(measure.name)
      writer.append(measure.problem)
    }
  }

  init(from reader: inout ByteReader) throws(ProtocolViolation) {
    measures = try reader.list(ofAtLeast: 5) { reader throws(ProtocolViolation) in
      Measure(name: try reader.string().withoutControls, problem: try reader.optionalString()?.withoutControls)
    }
  }
}
