import Corpus

/// What reading all pages of a PDF gave.
struct PDFReading {
  /// Pages with text.
  private(set) var pages: [PDFPage] = []
  /// Numbers of pages that could not be read, or whose text is lost.
  private(set) var unreadable: [Int] = []
  /// Numbers of pages that are nothing but pictures.
  private(set) var pictures: [Int] = []

  var isDamaged: Bool { !unreadable.isEmpty }

  /// - Throws: ``Failure`` `document.tooLarge`, before the pages take more memory than the text may.
  init(of file: PDFFile, uri: String, limit: Int) throws {
    var bytes = 0
    for number in stride(from: 1, through: file.pageCount, by: 1) {
      guard let page = file.page(number) else {
        unreadable.append(number)
        continue
      }
      bytes += page.text.count
      guard bytes <= limit else { throw Manuscript.tooLarge(uri, limit: limit) }
      if !page.lines.isEmpty {
        pages.append(page)
      } else if page.isDamaged {
        unreadable.append(number)
      } else if page.isPicture {
        pictures.append(number)
      }
    }
  }

  /// Numbers in a row as people write them: `14` and `17-20`.
  static func runs(_ numbers: [Int]) -> [String] {
    numbers.reduce(into: [ClosedRange<Int>]()) { runs, number in
      if let last = runs.last, last.upperBound + 1 == number {
        runs[runs.count - 1] = last.lowerBound...number
      } else {
        runs.append(number...number)
      }
    }.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
  }
}
