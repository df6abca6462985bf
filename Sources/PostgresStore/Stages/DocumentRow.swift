import Corpus
import Indexing

/// A document as its table has it.
struct DocumentRow: Sendable {
  let document: Document
  let key: DocumentID
  let structure: String
  /// Tells one version of the document from another.
  let digest: Digest
  private let source: String

  init(_ document: Document, source: String, pipeline: String) throws {
    self.document = document
    self.source = source
    key = DocumentID(pipeline: pipeline, source: source, uri: document.uri)
    structure = try JSONColumn.text(DocumentStructure(of: document))
    digest = Self.digest(
      title: document.title, mediaType: document.mediaType, structure: structure, text: document.text)
  }

  static func digest(title: String?, mediaType: String, structure: String, text: String) -> Digest {
    Digest(of: "\(title ?? "")\u{0}\(mediaType)\u{0}\(structure)\u{0}\(text)")
  }

  /// The statement that adds a row unless somebody else has added one with its key, and its arguments.
  static let insert = """
    INSERT INTO document
      (layer, object, seen, seen_run, key, source, uri, digest, title, media_type, text, structure)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (key, layer) DO NOTHING
    """

  func arguments(object: Int64, layer: Int, claim: Int64, run: Int) -> [(any PostgresValue)?] {
    [
      layer, object, claim, run, key, source.storable, document.uri.storable, digest, document.title?.storable,
      document.mediaType.storable, Array(document.text.utf8), structure,
    ]
  }
}
