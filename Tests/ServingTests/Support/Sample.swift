import Corpus
import Segments

/// A document to index.
struct Sample {
  var uri: String
  var title: String?
  var texts: [String]
  var metadata: [String: MetadataValue] = [:]
  var headings: [String] = []
  var page: Int?

  func id(in pipeline: String) -> DocumentID { DocumentID(pipeline: pipeline, source: "files", uri: uri) }

  func indexed(in pipeline: String) -> SegmentDocument {
    let model = Letters()
    return SegmentDocument(
      id: id(in: pipeline), source: "files", uri: uri, title: title, metadata: metadata,
      chunks: texts.enumerated().map { ordinal, text in
        SegmentChunk(
          ordinal: ordinal, text: text,
          location: Location(
            start: ordinal * 100, end: ordinal * 100 + text.count, headings: headings, firstPage: page,
            lastPage: page),
          tokenCount: 5, vector: model.vector(text))
      })
  }

  static let aerodynamics = [
    Sample(
      uri: "wings.pdf", title: "Wings", texts: ["lift of a wing in a slipstream", "drag of the wing"],
      metadata: ["category": .string("flow"), "year": .number(1958), "tags": .list([.string("a"), .string("b")])],
      headings: ["Wings", "Lift"], page: 3),
    Sample(
      uri: "shells.html", title: "Shells", texts: ["buckling of thin shells under axial load"],
      metadata: ["category": .string("solid"), "year": .number(1961)], headings: ["Shells"]),
    Sample(
      uri: "layers.html", title: "Layers",
      texts: [
        "the boundary layer on a flat plate", "transition of a boundary layer", "heat transfer in a boundary layer",
      ],
      metadata: ["category": .string("flow"), "year": .number(1962), "published": .string("1962-04-01")]),
    Sample(uri: "nozzles.txt", title: nil, texts: ["flow in a nozzle"], metadata: ["category": .string("flow")]),
  ]
}
