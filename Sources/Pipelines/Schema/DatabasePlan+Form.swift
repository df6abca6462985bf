extension DatabasePlan {
  /// `true` stands for the defaults, `false` for none.
  static let form = Form<DatabasePlan?>(
    read: { node, reading in
      if case .scalar = node.content {
        Form.bool.read(node, &reading).map { $0 ? standard : nil }
      } else {
        mapping.read(node, &reading).map { $0 }
      }
    },
    write: { $0.map { $0 == standard ? .bool(true) : mapping.write($0) } ?? .bool(false) },
    shape: .anyOf([Form.bool.shape, mapping.shape]))

  private static let mapping = Form<DatabasePlan>.variants([
    Variant(
      "hnsw", "pgvector's graph: built once the table is filled, and kept up.", HNSW(),
      [
        Field("m", \.m, .integer(2...100), "Neighbours of a vector."),
        Field("efConstruction", \.efConstruction, .integer(4...1000), "Candidates while the graph is built."),
        Field("element", \.element, .choice, "What numbers are kept as; halfvec takes half the space."),
      ],
      wrap: { DatabasePlan(vector: .hnsw(m: $0.m, efConstruction: $0.efConstruction), element: $0.element) },
      unwrap: { plan in
        guard case .hnsw(let m, let ef) = plan.vector else { return nil }
        return HNSW(m: m, efConstruction: ef, element: plan.element)
      }),
    Variant(
      "ivfflat", "pgvector's lists: quicker to build, less sure to find.", IVFFlat(),
      [
        Field("lists", \.lists, .integer(1...32768), "Parts that the vectors are divided into."),
        Field("element", \.element, .choice, "What numbers are kept as; halfvec takes half the space."),
      ],
      wrap: { DatabasePlan(vector: .ivfflat(lists: $0.lists), element: $0.element) },
      unwrap: { plan in
        guard case .ivfflat(let lists) = plan.vector else { return nil }
        return IVFFlat(lists: lists, element: plan.element)
      }),
    Variant(
      "exact", "No vector index: every vector is compared.", Exact(),
      [Field("element", \.element, .choice, "What numbers are kept as; halfvec takes half the space.")],
      wrap: { DatabasePlan(vector: .none, element: $0.element) },
      unwrap: { $0.vector == .none ? Exact(element: $0.element) : nil }),
  ])

  private struct HNSW {
    var m = 16
    var efConstruction = 64
    var element = Element.vector
  }

  private struct IVFFlat {
    var lists = 1000
    var element = Element.vector
  }

  private struct Exact { var element = Element.vector }
}
