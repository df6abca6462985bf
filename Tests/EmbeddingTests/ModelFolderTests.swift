import Corpus
import Embedding
import Foundation
import Testing

@Suite struct ModelFolderTests {
  @Test func `a folder says its shape, pooling and window`() throws {
    let folder = try ModelFolder(path: Golden.path("tiny-f32"))
    #expect(folder.shape.hidden == 24)
    #expect(folder.shape.heads == 3)
    #expect(folder.pooling == .mean)
    #expect(folder.window == 70)
    #expect(try ModelFolder(path: Golden.path("tiny-bf16")).pooling == .cls)
  }

  @Test(
    arguments: [
      ("sentence_bert_config.json", nil, 72), ("sentence_bert_config.json", #"{"max_seq_length": null}"#, 72),
      ("sentence_bert_config.json", #"{"max_seq_length": 5000}"#, 72),
      ("sentence_bert_config.json", #"{"max_seq_length": 12}"#, 12),
      ("tokenizer.json", #"{"truncation": {"max_length": 30}}"#, 70),
    ] as [(String, String?, Int)])
  func `the window is what sentence-transformers would cut at`(file: String, contents: String?, window: Int) throws {
    try withCopy { folder in
      try replace(file, in: folder, with: contents)
      #expect(try ModelFolder(path: folder).window == window)
    }
  }

  @Test func `the tokenizer's truncation is the window where nothing else says`() throws {
    try withCopy { folder in
      try replace("sentence_bert_config.json", in: folder, with: nil)
      try replace("tokenizer.json", in: folder, with: #"{"truncation": {"max_length": 30}, "model": {}}"#)
      #expect(try ModelFolder(path: folder).window == 30)
    }
  }

  @Test(arguments: ["config.json", "modules.json", "1_Pooling/config.json", "model.safetensors"])
  func `a missing file is named`(name: String) throws {
    try withCopy { folder in
      try replace(name, in: folder, with: nil)
      let failure = #expect(throws: Failure.self) { try ModelFolder(path: folder) }
      #expect(failure?.code == "model.fileMissing")
      #expect(failure?.subject == "\(folder)/\(name)")
    }
  }

  @Test(arguments: [
    ("config.json", #""bert""#, #""mpnet""#, "model.unsupported"),
    ("config.json", #""gelu""#, #""relu""#, "model.unsupported"),
    ("config.json", #""hidden_act""#, #""position_embedding_type": "relative_key", "x""#, "model.unsupported"),
    ("config.json", #""hidden_act""#, #""is_decoder": true, "x""#, "model.unsupported"),
    ("config.json", #""hidden_size": 24"#, #""hidden_size": 25"#, "model.badConfiguration"),
    ("config.json", #""hidden_size": 24"#, #""hidden_size": -24"#, "model.badConfiguration"),
    ("config.json", #""num_attention_heads": 3"#, #""num_attention_heads": 0"#, "model.badConfiguration"),
    ("config.json", #""vocab_size": 64"#, #""vocab_size": 4000000000000000000"#, "model.badConfiguration"),
    ("config.json", #""vocab_size": 64"#, #""vocab_size": "many""#, "model.badJSON"),
    ("config.json", #""vocab_size""#, #""x""#, "model.badJSON"), ("config.json", "{", "", "model.badJSON"),
    ("modules.json", "Pooling\"", "Dense\"", "model.unsupported"),
    ("modules.json", "1_Pooling", "../1_Pooling", "model.unsupported"),
    ("1_Pooling/config.json", "true", "false", "model.unsupported"),
    ("1_Pooling/config.json", "false", "true", "model.unsupported"),
    ("sentence_bert_config.json", "70", "1", "model.badConfiguration"),
  ])
  func `what the encoder cannot do is refused`(file: String, old: String, new: String, code: String) throws {
    try withCopy { folder in
      let contents = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
      try #require(contents.contains(old))
      try replace(file, in: folder, with: contents.replacingOccurrences(of: old, with: new))
      let failure = #expect(throws: Failure.self) { try ModelFolder(path: folder) }
      #expect(failure?.code == code)
      #expect(failure?.verdict == .stop(.configuration))
    }
  }

  @Test(arguments: [
    (#""num_hidden_layers": 2"#, #""num_hidden_layers": 3"#), (#""vocab_size": 64"#, #""vocab_size": 65"#),
    (#""hidden_size": 24"#, #""hidden_size": 12288"#), (#""intermediate_size": 70"#, #""intermediate_size": 71"#),
    (#""type_vocab_size": 2"#, #""type_vocab_size": 3"#),
  ])
  func `weights that do not fit the configuration are refused`(old: String, new: String) throws {
    try withCopy { folder in
      let contents = try String(contentsOfFile: "\(folder)/config.json", encoding: .utf8)
      try replace("config.json", in: folder, with: contents.replacingOccurrences(of: old, with: new))
      let failure = #expect(throws: Failure.self) { try Encoder(ModelFolder(path: folder)) }
      #expect(failure?.code == "model.badWeights")
    }
  }

  private func withCopy(_ body: (String) throws -> Void) throws {
    let place = try TemporaryFolder()
    defer { place.remove() }
    try FileManager.default.copyItem(atPath: Golden.path("tiny-f32"), toPath: place.file("model"))
    try body(place.file("model"))
  }

  private func replace(_ name: String, in folder: String, with contents: String?) throws {
    let path = "\(folder)/\(name)"
    try? FileManager.default.removeItem(atPath: path)
    if let contents { try Data(contents.utf8).write(to: URL(fileURLWithPath: path)) }
  }
}
