import Corpus
import Embedding
import Testing

@Suite struct NormalizationTests {
  @Test(
    arguments: [
      (nil, nil, .init()),
      (
        #"{"normalizer": {"lowercase": false, "strip_accents": null}, "model": {"type": "WordPiece", "vocab": {}}}"#,
        nil,
        .init(lowercase: false)
      ),
      (
        #"{"normalizer": {"lowercase": true, "strip_accents": false, "handle_chinese_chars": false}}"#, nil,
        .init(stripAccents: false, separatesIdeographs: false)
      ),
      (
        #"{"normalizer": {"lowercase": true}}"#, #"{"do_lower_case": false, "tokenize_chinese_chars": true}"#,
        .init(lowercase: false)
      ),
      (#"{"normalizer": null}"#, #"{"strip_accents": null}"#, .init()),
    ] as [(String?, String?, WordPieceTokenizer.Normalization)])
  func `settings are read from the model's files`(
    tokenizer: String?, configuration: String?, expected: WordPieceTokenizer.Normalization
  ) throws {
    let read = try WordPieceTokenizer.Normalization(
      tokenizer: tokenizer.map { Array($0.utf8) }, configuration: configuration.map { Array($0.utf8) })
    #expect(read == expected)
  }

  @Test(
    arguments: [
      (#"{"model": {"type": "BPE"}}"#, "tokenizer.kind"), ("{", "tokenizer.settings"), ("[1]", "tokenizer.settings"),
    ])
  func `other tokenizers and broken files are refused`(file: String, code: String) {
    let failure = #expect(throws: Failure.self) {
      try WordPieceTokenizer.Normalization(tokenizer: Array(file.utf8), configuration: nil)
    }
    #expect(failure?.code == code)
  }
}
