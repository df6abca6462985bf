import Corpus
import Foundation
import Indexing

/// Brings a table of passages to what the generation's revision holds.
struct PassageLoad {
  let table: PassageTable
  let layers: Layers
  let metadata: [String: [String: MetadataValue]]
  let isHalf: Bool

  private static let batch = 200

  func run(_ db: Database) throws {
    let generation = table.generation.id
    try db.execute(
      """
      DELETE FROM \(table.name) p WHERE NOT EXISTS (
        SELECT 1 FROM member m WHERE m.generation = $1 AND m.key = p.document AND m.document = p.version)
      """, [generation])
    let missing = try db.rows(
      """
      SELECT m.document FROM member m WHERE m.generation = $1 AND NOT EXISTS (
        SELECT 1 FROM \(table.name) p WHERE p.document = m.key AND p.version = m.document)
      ORDER BY m.document
      """, [generation]
    ).map { try $0[0] as Int64 }
    for start in stride(from: 0, to: missing.count, by: Self.batch) {
      try load(Array(missing[start..<min(start + Self.batch, missing.count)]), db)
    }
  }

  private func load(_ documents: [Int64], _ db: Database) throws {
    let rows = try db.rows(
      """
      SELECT d.key, d.id, d.source, d.uri, d.title, d.structure, c.ordinal, c.location, e.vector,
        substring(d.text FROM (c.first_byte + 1)::int FOR (c.end_byte - c.first_byte)::int) AS text
      FROM document d
      JOIN chunk c ON c.layer = $2 AND c.document = d.id
      JOIN embedding e ON e.layer = $3 AND e.digest = c.digest
      WHERE d.layer = $1 AND d.id = ANY($4)
      ORDER BY d.id, c.ordinal
      """, [layers.extract, layers.chunk, layers.embed, documents])
    let columns = [
      "document", "version", "ordinal", "source", "uri", "title", "text", "location", "metadata", "embedding",
    ]
    try db.copy(into: table.name, columns) { writer in
      for row in rows {
        let source = try row.text("source")
        let structure = try JSONColumn.value(try row["structure"], as: DocumentStructure.self)
        let merged = (metadata[source] ?? [:]).merging(structure.metadata) { _, own in own }
        try writer.append(
          try row["key"] as [UInt8], try row["id"] as Int64, try row["ordinal"] as Int, source.withoutNUL,
          try row.text("uri").withoutNUL, try row.optionalText("title")?.withoutNUL,
          String(decoding: try row["text"] as [UInt8], as: UTF8.self).withoutNUL,
          try JSONColumn.text(try JSONColumn.value(try row["location"], as: Location.self)).withoutEscapedNUL,
          try JSONColumn.text(merged).withoutEscapedNUL,
          PackedColumn.floats(try row["vector"] as [UInt8]).vectorBytes(isHalf: isHalf))
      }
    }
  }
}

extension String {
  /// SQL's text cannot hold U+0000; the catalogue itself keeps it.
  fileprivate var withoutNUL: String { utf8.contains(0) ? replacing("\0", with: "\u{FFFD}") : self }

  /// The same for JSON, where it is escaped.
  fileprivate var withoutEscapedNUL: String { contains("\\u0000") ? replacing("\\u0000", with: "\\ufffd") : self }
}

extension [Float] {
  /// pgvector's binary form: two bytes of dimension, two of zeros, then the numbers, all big-endian.
  func vectorBytes(isHalf: Bool) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4 + count * 4)
    bytes.append(bigEndian: Int16(truncatingIfNeeded: count))
    bytes.append(bigEndian: Int16(0))
    for number in self {
      if isHalf {
        bytes.append(bigEndian: Float16(number).bitPattern)
      } else {
        bytes.append(bigEndian: number.bitPattern)
      }
    }
    return bytes
  }
}
