import Corpus
import Indexing
import Foundation

extension Row {
  /// The text of a column that was written ``Swift/String/storable``.
  func text(_ column: String) throws -> String { String(stored: try self[column]) }

  func optionalText(_ column: String) throws -> String? { (try self[column] as String?).map { String(stored: $0) } }

  /// Seconds since 1970.
  func time(_ column: String) throws -> Double { (try self[column] as Date).timeIntervalSince1970 }

  func optionalTime(_ column: String) throws -> Double? { (try self[column] as Date?)?.timeIntervalSince1970 }

  /// A document, of the columns of its table.
  func document() throws -> Document {
    let structure = try JSONColumn.value(try self["structure"], as: DocumentStructure.self)
    return Document(
      uri: try text("uri"), title: try optionalText("title"), mediaType: try text("media_type"),
      text: String(decoding: try self["text"] as [UInt8], as: UTF8.self), headings: structure.headings,
      pages: structure.pages, links: structure.links, metadata: structure.metadata)
  }
}
