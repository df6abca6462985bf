import Logging

extension LogEvent {
  /// The event's metadata over the provider's over the handler's own, with the error it carries.
  func fields(over metadata: Logger.Metadata, _ provider: Logger.MetadataProvider?) -> Logger.Metadata {
    var fields = metadata
    if let provider { fields.merge(provider.get()) { $1 } }
    if let own = self.metadata { fields.merge(own) { $1 } }
    if let error { fields["error"] = "\(error)" }
    return fields
  }
}
