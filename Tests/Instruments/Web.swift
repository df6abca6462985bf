import Foundation
import FoundationNetworking

/// A page of a program under test; nil while it does not answer.
package func page(_ url: String) async -> String? {
  guard let url = URL(string: url), let (data, response) = try? await URLSession.shared.data(from: url),
    (response as? HTTPURLResponse)?.statusCode == 200
  else { return nil }
  return String(decoding: data, as: UTF8.self)
}
