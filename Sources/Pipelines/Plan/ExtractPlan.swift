/// How bytes become text.
package struct ExtractPlan: Sendable, Equatable {
  /// CPU and wall-clock limit for one source object.
  package var timeout: Duration
  /// Bytes one child may allocate.
  package var memoryLimit: Int
  /// Larger source objects are refused, in bytes.
  package var maxFileSize: Int
  /// A document with fewer characters violates the contract.
  package var minCharacters: Int
  package var onViolation: OnViolation
  /// Which columns of JSON, JSONL, CSV and TSV rows are what.
  package var fields: Fields
  /// A file of passwords for encrypted documents, one a line.
  package var passwords: Secret?

  package enum OnViolation: String, Sendable, Equatable, CaseIterable { case fail, quarantine, warn }

  package struct Fields: Sendable, Equatable {
    package var id: String
    package var title: String
    package var text: String
  }
}
