import Corpus
import Indexing

/// Some objects of a listing, compared with what was known and written back in three statements.
struct ListingBatch {
  private(set) var difference = ListingDifference()
  let keys: [DocumentID]
  private let listed: [SourceObject]
  private var new = Changes()
  private var touched = Changes()
  private var returned: [DocumentID] = []

  init(_ objects: [SourceObject], of source: String, pipeline: String) {
    listed = objects
    keys = objects.map { DocumentID(pipeline: pipeline, source: source, uri: $0.uri) }
  }

  mutating func compare(_ db: Database) throws {
    var stamps: [DocumentID: String] = [:]
    for row in try db.rows(
      """
      SELECT o.key, o.stamp, o.gone FROM unnest($1::bytea[]) AS shown (key) JOIN object o ON o.key = shown.key
      """, [keys])
    {
      let key: DocumentID = try row["key"]
      stamps[key] = try row["stamp"]
      if try row["gone"] { returned.append(key) }
    }
    for (key, object) in zip(keys, listed) {
      switch stamps.updateValue(object.stamp, forKey: key) {
      case object.stamp:
        difference.unchanged += 1
      case nil:
        difference.new += 1
        new.set(key, object)
      default:
        difference.touched += 1
        if new.objects[key] != nil { new.set(key, object) } else { touched.set(key, object) }
      }
    }
  }

  func write(source: String, pipeline: Int, _ db: Database) throws {
    if !returned.isEmpty { try db.execute("UPDATE object SET gone = false WHERE key = ANY ($1)", [returned]) }
    let columns = "AS listed (key, size, modified, changed, inode, stamp"
    let arrays = "$1::bytea[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[]"
    if !touched.keys.isEmpty {
      try db.execute(
        """
        UPDATE object o SET size = listed.size, modified = listed.modified, changed = listed.changed,
          inode = listed.inode, stamp = listed.stamp
        FROM unnest(\(arrays)) \(columns)) WHERE o.key = listed.key
        """, touched.arguments)
      // It is another file now: whatever was wrong with it is no longer held against it.
      try db.execute(
        """
        UPDATE quarantine SET attempts = 0
        FROM object o WHERE o.key = ANY ($1) AND quarantine.object = o.id AND quarantine.stage = 'extract'
        """, [touched.keys])
    }
    if !new.keys.isEmpty {
      try db.execute(
        """
        INSERT INTO object (key, size, modified, changed, inode, stamp, uri, source, pipeline)
        SELECT listed.*, $8, $9 FROM unnest(\(arrays), $7::text[]) \(columns), uri) ON CONFLICT DO NOTHING
        """, new.arguments + [new.values.map(\.uri.storable), source.storable, pipeline])
    }
  }
}

/// Objects to write, in the order of the listing: files are read in the order in which they came.
private struct Changes {
  private(set) var keys: [DocumentID] = []
  private(set) var objects: [DocumentID: SourceObject] = [:]

  mutating func set(_ key: DocumentID, _ object: SourceObject) {
    if objects.updateValue(object, forKey: key) == nil { keys.append(key) }
  }

  var values: [SourceObject] { keys.compactMap { objects[$0] } }

  var arguments: [(any PostgresValue)?] {
    let values = values
    return [
      keys, values.map(\.size), values.map(\.modifiedNanoseconds), values.map(\.changedNanoseconds),
      values.map { Int64(bitPattern: $0.inode) }, values.map(\.stamp),
    ]
  }
}
