import CPoppler

/// An entry of a PDF's outline, and where it leads.
struct PDFOutlineEntry {
  var title: String
  /// 1 for the outermost.
  var level: Int
  /// From 1.
  var page: Int
  /// Points from the top of the page, where the entry says so.
  var top: Double?

  /// - Returns: nil for an entry that leads to no page.
  init?(_ found: pdf_heading) {
    guard found.page >= 0 else { return nil }
    title = Manuscript.cleaned(String(cString: found.title))
    level = Int(found.level)
    page = Int(found.page) + 1
    top = found.top >= 0 ? found.top : nil
    if title.isEmpty { return nil }
  }
}
