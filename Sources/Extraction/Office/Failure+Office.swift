import Corpus

extension Failure {
  static func damaged(_ uri: String, _ problem: String) -> Failure {
    Failure("office.damaged", uri, problem, remedy: "save or fetch it again, or exclude it")
  }

  static func missing(_ part: String, in uri: String) -> Failure { damaged(uri, "has no \(part)") }
}
