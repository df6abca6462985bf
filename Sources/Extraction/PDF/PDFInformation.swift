import CPoppler
import Corpus

/// What a PDF document says about itself.
struct PDFInformation {
  var title: String?
  var metadata: [String: MetadataValue] = [:]

  init() {}

  init(_ found: pdf_information) {
    func text(_ string: UnsafePointer<CChar>?) -> String? {
      string.map { Manuscript.cleaned(String(cString: $0)) }.flatMap { $0.isEmpty ? nil : $0 }
    }
    title = text(found.title)
    metadata["author"] = text(found.author).map(MetadataValue.string)
    metadata["subject"] = text(found.subject).map(MetadataValue.string)
    metadata["keywords"] = text(found.keywords).map(MetadataValue.string)
    metadata["created"] = text(found.created).map(MetadataValue.string)
    metadata["modified"] = text(found.modified).map(MetadataValue.string)
  }
}
