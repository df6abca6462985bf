import Extracting
import Extraction

extension ExtractionOptions {
  init(_ settings: ExtractorSettings) {
    self.init()
    idField = settings.idField
    titleField = settings.titleField
    textField = settings.textField
    passwords = settings.passwords
    maxDepth = settings.maxDepth
    maxUnpackedBytes = settings.maxUnpackedBytes
    maxMembers = settings.maxMembers
    maxTextBytes = settings.maxTextBytes
    maxRowBytes = settings.maxRowBytes
  }
}
