import Foundation

/// `QUERN_SOAK=1` makes tests of chance and of endurance take their time.
enum Soak {
  static let isOn = ProcessInfo.processInfo.environment["QUERN_SOAK"] == "1"

  static func count(_ short: Int, _ long: Int) -> Int { isOn ? long : short }
}
