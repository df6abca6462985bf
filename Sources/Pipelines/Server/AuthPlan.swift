/// Who may ask, and how they show who they are.
package struct AuthPlan: Sendable, Equatable {
  package var jwt: JWTPlan?
  /// A file of hashed keys, as an absolute path; it is read again when it changes.
  package var apiKeys: String?
  /// Whether requests that present nothing are let in.
  package var allowAnonymous: Bool

  /// Whether there is any way to show who one is.
  package var hasDoors: Bool { jwt != nil || apiKeys != nil }

  static let standard = AuthPlan(jwt: nil, apiKeys: nil, allowAnonymous: false)

  static let form = Form<AuthPlan>.mapping(
    standard,
    [
      Field("jwt", \.jwt, JWTPlan.form, "Bearer tokens that are believed."),
      Field("apiKeys", \.apiKeys, secretFile, "A file of hashed API keys; it is read again when it changes."),
      Field("allowAnonymous", \.allowAnonymous, .bool, "Whether requests without a token or key are let in."),
    ])

  /// Only a file can change while the server runs.
  private static let secretFile = Form<String>(
    read: { node, reading in
      switch Form<Secret>.secret.read(node, &reading) {
      case .file(let path): return path
      case .environment:
        reading.note(
          .wrongType, at: node.place, "\(reading.subject) must be a file of keys", hint: "write { fromFile: path }")
        return nil
      case nil: return nil
      }
    },
    write: { Form<Secret>.secret.write(.file($0)) },
    shape: Form<Secret>.reference("fromFile", "The file; a relative path starts at the folder of this file."))
}
