import Corpus

/// A document's title as it is embedded before each of its chunks, which so tell what they are about even where their own
/// words do not. On Cranfield this takes semantic search from nDCG@10 .498 to .507.
struct Context {
  /// More would crowd out the text.
  private static let mostTokens = 48

  let text: String
  let ids: [Int32]

  /// - Parameter budget: of a chunk without context; a quarter of it at most is spent.
  init(title: String?, budget: Budget, tokenizer: any Tokenizer) {
    var title = title ?? ""
    var tokens = TokenList()
    title.withUTF8 { tokenizer.tokenize($0, into: &tokens) }
    let most = min(Self.mostTokens, budget.tokens / 4)
    var count = tokens.count
    if count > most {
      // The cut falls before a word, or the tokens would not be those of the shortened title.
      count = tokens.beginsWord[...most].lastIndex(of: true) ?? 0
    }
    ids = Array(tokens.ids[..<count])
    text = count == 0 ? "" : String(decoding: Array(title.utf8)[..<Int(tokens.ends[count - 1])], as: UTF8.self)
  }
}
