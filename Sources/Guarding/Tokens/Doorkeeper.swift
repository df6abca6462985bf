package import Corpus
import Foundation
package import Logging

/// Says who asks, or why they are not let in.
///
/// Bearer tokens and API keys are read from files that may be replaced while it works.
package final class Doorkeeper: Sendable {
  private let settings: DoorSettings
  private let tokens: TokenDoor?
  private let keys: WatchedFile<APIKeys>?

  /// - Parameter now: seconds since 1970.
  /// - Parameter recheck: how long a change of a file may go unnoticed.
  /// - Throws: ``Failure`` when a secret is too short, or a file cannot be read or used.
  package init(
    settings: DoorSettings, log: Logger = Logger(label: "quern.door"),
    now: @escaping @Sendable () -> Double = { Date().timeIntervalSince1970 }, recheck: Duration = .seconds(1)
  ) async throws(Failure) {
    self.settings = settings
    tokens = if let jwt = settings.jwt { try await TokenDoor(jwt, log: log, now: now, recheck: recheck) } else { nil }
    keys =
      if let path = settings.apiKeys {
        try await WatchedFile(path, pause: recheck, log: log) { bytes throws(Failure) in
          try APIKeys(file: bytes, path: path)
        }
      } else {
        nil
      }
  }

  /// - Parameter authorization: the header of that name.
  /// - Parameter apiKey: the header `X-API-Key`.
  /// - Parameter remote: the address of the other side, without a port.
  package func admit(authorization: String?, apiKey: String?, remote: String) async throws(Refusal) -> Principal {
    let remote = RemoteAddress(remote)
    if let tokens, let token = Self.bearer(authorization) { return try await tokens.principal(token, remote) }
    if let keys, let apiKey {
      guard let line = await keys.current.line(of: apiKey) else {
        throw Refusal(.unauthorised, "apiKey.unknown", "the API key is not known here", challenge: challenge)
      }
      return Principal(name: line.name, client: "key:\(line.name)", pipelines: line.pipelines)
    }
    if settings.allowAnonymous || !settings.hasDoors && remote.isLoopback {
      // What was presented is not looked at where there is no door for it; a door's own credentials never get here.
      let filters = settings.jwt?.claimFilters.compactMap { $0.filter(for: .none) }
      return Principal(name: "anonymous", client: remote.client, filters: filters ?? [])
    }
    throw Refusal(.unauthorised, "auth.required", advice, challenge: challenge)
  }

  /// The credentials of a header `Authorization: Bearer …`; nil for any other scheme.
  private static func bearer(_ authorization: String?) -> Substring? {
    guard let authorization else { return nil }
    let scheme = authorization.prefix { $0 != " " }
    guard scheme.utf8.count == 6, scheme.lowercased() == "bearer" else { return nil }
    return authorization[scheme.endIndex...].drop { $0 == " " }
  }

  private var challenge: String { settings.jwt != nil ? #"Bearer realm="quern""# : #"ApiKey realm="quern""# }

  private var advice: String {
    switch (settings.jwt != nil, settings.apiKeys != nil) {
    case (true, true): "a bearer token or an API key is needed (Authorization: Bearer …, or X-API-Key: …)"
    case (true, false): "a bearer token is needed (Authorization: Bearer …)"
    case (false, true): "an API key is needed (X-API-Key: …)"
    case (false, false): "this server answers only its own machine (configure auth, or allowAnonymous)"
    }
  }
}
