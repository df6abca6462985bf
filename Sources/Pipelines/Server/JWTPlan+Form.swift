extension JWTPlan {
  static let form = Form<Typed>.mapping(
    Typed(),
    [
      Field("jwks", \.jwks, .path, "A file with a JSON Web Key Set; it is read again when it changes."),
      Field("secret", \.secret, .secret, "A shared secret of at least 32 bytes, for HS256."),
      Field("publicKey", \.publicKey, .path, "A file with one public key in PEM; it needs algorithm."),
      Field("algorithm", \.algorithm, .choice, "How tokens are signed, for publicKey: RS256 or ES256."),
      Field("audience", \.audience, .word, "What the claim aud must hold."),
      Field("issuer", \.issuer, .word, "What the claim iss must be."),
      Field("scopesClaim", \.scopesClaim, .word, "The claim with the scopes: search, or search:PIPELINE."),
      Field(
        "claimFilters", \.claimFilters, .dictionary(of: ClaimFilter.form),
        "Metadata fields by claim: only documents that have one of the claim's values there are shown."),
    ]
  ).converted(
    { typed, node, reading in
      typed.keys(at: node, &reading).map { keys in
        JWTPlan(
          keys: keys, audience: typed.audience, issuer: typed.issuer, scopesClaim: typed.scopesClaim,
          claimFilters: typed.claimFilters)
      }
    },
    back: { Typed($0) })

  /// The same, key by key.
  struct Typed {
    var jwks: String?
    var secret: Secret?
    var publicKey: String?
    var algorithm: Algorithm?
    var audience: String?
    var issuer: String?
    var scopesClaim = "scope"
    var claimFilters: [String: ClaimFilter] = [:]
  }
}

extension JWTPlan.Typed {
  init(_ plan: JWTPlan) {
    switch plan.keys {
    case .jwks(let path): jwks = path
    case .secret(let secret): self.secret = secret
    case .publicKey(let path, let algorithm): (publicKey, self.algorithm) = (path, algorithm)
    }
    audience = plan.audience
    issuer = plan.issuer
    scopesClaim = plan.scopesClaim
    claimFilters = plan.claimFilters
  }

  /// Nothing is guessed here: a key used with another algorithm than it is for lets strangers in.
  func keys(at node: Node, _ reading: inout Reading) -> JWTPlan.Keys? {
    switch (jwks, secret, publicKey) {
    case (let path?, nil, nil):
      if algorithm == nil { return .jwks(path: path) }
      note("takes no algorithm: each key of a set says its own", at: node["algorithm"], hint: "remove it")
    case (nil, let secret?, nil):
      if algorithm == nil || algorithm == .HS256 { return .secret(secret) }
      note("must be HS256 with a shared secret", at: node["algorithm"], hint: "give publicKey or jwks instead")
    case (nil, nil, let path?):
      if let algorithm, algorithm != .HS256 { return .publicKey(path: path, algorithm: algorithm) }
      note("needs the algorithm of its public key", at: node["algorithm"], hint: "add algorithm: RS256, or ES256")
    case (nil, nil, nil): note("needs a key", at: nil, hint: "add jwks:, secret: or publicKey:")
    default: note("has more than one kind of key", at: nil, hint: "keep one of jwks, secret and publicKey")
    }
    return nil

    func note(_ phrase: String, at part: Node?, hint: String) {
      reading.note(.inconsistent, at: part?.place ?? node.place, "\(reading.subject) \(phrase)", hint: hint)
    }
  }
}

extension JWTPlan.ClaimFilter {
  /// A field is written by its name, anything else as a mapping.
  static let form = Form<JWTPlan.ClaimFilter>(
    read: { node, reading in
      if case .scalar = node.content {
        Form.word.read(node, &reading).map { Self(field: $0, isOptional: false) }
      } else {
        mapping.read(node, &reading)
      }
    },
    write: { $0.isOptional ? mapping.write($0) : Form.word.write($0.field) },
    shape: .anyOf([Form.word.shape, mapping.shape]))

  private static let mapping = Form<Self>.mapping(
    Self(field: "", isOptional: false),
    [
      Field("field", \.field, .word, required: true, "The metadata field."),
      Field(
        "optional", \.isOptional, .bool,
        "Whether those who do not have the claim see everything; otherwise they see nothing."),
    ])
}
