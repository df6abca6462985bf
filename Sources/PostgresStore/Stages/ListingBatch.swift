import Corpus
import Indexing

/// Some objects of a listing, compared with what was known and written back.
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
    for row in try db.rows("SELECT key, stamp, gone FROM object WHERE key = ANY ($1)", [keys]) {
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
    if !touched.keys.isEmpty {
      try db.pipeline(
        "UPDATE object SET size = $2, modified = $3, changed = $4, inode = $5, stamp = $6 WHERE key = $1",
        touched.rows)
      // They are other files now: whatever was wrong with them is no longer held against them.
      try db.execute(
        """
        UPDATE quarantine SET attempts = 0
        WHERE stage = 'extract' AND object = ANY (ARRAY(SELECT id FROM object WHERE key = ANY ($1)))
        """, [touched.keys])
    }
    try db.pipeline(
      """
      INSERT INTO object (key, size, modified, changed, inode, stamp, uri, source, pipeline)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING
      """, zip(new.rows, new.keys).map { $0 + [new.objects[$1]?.uri.storable, source.storable, pipeline] })
  }
}

/// Objects to write, in the order of the listing: files are read in the order in which they came.
private struct Changes {
  private(set) var keys: [DocumentID] = []
  private(set) var objects: [DocumentID: SourceObject] = [:]

  mutating func set(_ key: DocumentID, _ object: SourceObject) {
    if objects.updateValue(object, forKey: key) == nil { keys.append(key) }
  }

  /// The columns up to the stamp.
  var rows: [[(any PostgresValue)?]] {
    keys.compactMap { key in
      guard let object = objects[key] else { return nil }
      return [
        key, object.size, object.modifiedNanoseconds, object.changedNanoseconds, Int64(bitPattern: object.inode),
        object.stamp,
      ]
    }
  }
}
