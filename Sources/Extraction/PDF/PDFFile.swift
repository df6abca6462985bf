import CPoppler
import Corpus

/// An open PDF document. Owns poppler's handle; belongs to one thread, and lives no longer than its bytes.
final class PDFFile {
  private let handle: OpaquePointer

  /// Opens the bytes, without a password first and then with each of those given.
  /// - Throws: ``Failure`` `pdf.encrypted` or `pdf.damaged`.
  init(_ content: Content, passwords: [String]) throws {
    var status = PDF_DAMAGED
    for password in [nil] + passwords.map(Optional.some) {
      if let handle = pdf_open(content.bytes.baseAddress, content.bytes.count, password, &status) {
        self.handle = handle
        return
      }
      guard status == PDF_ENCRYPTED else { break }
    }
    guard status == PDF_ENCRYPTED else {
      throw Failure(
        "pdf.damaged", content.uri, "cannot be opened as PDF: damaged or cut short",
        remedy: "fetch or export it again, or exclude it")
    }
    throw Failure(
      "pdf.encrypted", content.uri,
      passwords.isEmpty ? "is encrypted" : "is encrypted, and none of the given passwords opens it",
      remedy: "give extract.passwords, or exclude it")
  }

  deinit { pdf_close(handle) }

  var pageCount: Int { Int(pdf_page_count(handle)) }

  var information: PDFInformation {
    guard let found = pdf_read_information(handle) else { return PDFInformation() }
    defer { pdf_free_information(found) }
    return PDFInformation(found.pointee)
  }

  /// The page of that number, from 1; nil when it cannot be read at all.
  func page(_ number: Int) -> PDFPage? {
    guard let found = pdf_read_page(handle, Int32(truncatingIfNeeded: number - 1)) else { return nil }
    defer { pdf_free_page(found) }
    return PDFPage(found.pointee, number: number)
  }

  /// The outline in its own order, entries that lead nowhere left out.
  var outline: [PDFOutlineEntry] {
    guard let found = pdf_read_outline(handle, 50_000) else { return [] }
    defer { pdf_free_outline(found) }
    return UnsafeBufferPointer(start: found.pointee.headings, count: found.pointee.count).compactMap(
      PDFOutlineEntry.init)
  }
}
