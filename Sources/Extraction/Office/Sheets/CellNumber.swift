import Foundation

/// A number of a sheet, written as a person would.
enum CellNumber {
  /// - Parameter value: as it stands in the file.
  /// - Parameter epoch: what dates count from.
  static func text(_ value: String, as kind: CellFormats.Kind, epoch: SheetEpoch) -> String {
    guard let number = Double(value), number.isFinite else { return value }
    return switch kind {
    case .number: decimal(number, of: value)
    case .percentage: decimal(number * 100, of: nil) + "%"
    case .date: epoch.date(number) ?? value
    }
  }

  /// To 15 significant digits, which is what spreadsheets show at most: 0.3, not 0.30000000000000004.
  private static func decimal(_ number: Double, of value: String?) -> String {
    if let value, value.utf8.count <= 15, !value.utf8.contains(UInt8(ascii: "E")) { return value }
    if let whole = Int(exactly: number), abs(whole) < 1_000_000_000_000_000 { return String(whole) }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
      guard let start = buffer.baseAddress else { return String(number) }
      return withVaList([number]) { vsnprintf(start, 64, "%.15g", $0) } > 0 ? String(cString: start) : String(number)
    }
  }
}
