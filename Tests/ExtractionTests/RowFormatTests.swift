import Corpus
import Extraction
import Testing

@Suite struct `Rows` {
  // MARK: JSON Lines

  @Test func `BEIR's rows need no configuration`() throws {
    let rows = """
      {"_id": "d1", "title": "One", "text": "First text", "metadata": {"url": "http://x", "year": 2020}}

      {"_id": "d2", "title": "Two", "text": ""}
      {"_id": 3, "title": "", "text": "Third", "tags": ["a", "b"], "ok": true}
      """
    let documents = try Extracted(rows, named: "corpus.jsonl").documents
    #expect(documents.map(\.uri) == ["corpus.jsonl#d1", "corpus.jsonl#d2", "corpus.jsonl#3"])
    #expect(documents.map(\.title) == ["One", "Two", nil])
    #expect(documents.map(\.text) == ["First text", "Two", "Third"])
    #expect(documents[0].metadata == ["metadata.url": "http://x", "metadata.year": .number(2020)])
    #expect(documents[2].metadata == ["tags": .list(["a", "b"]), "ok": .bool(true)])
    #expect(documents.allSatisfy { $0.mediaType == "application/jsonl" })
  }

  @Test func `fields are mapped as asked for`() throws {
    var options = ExtractionOptions()
    options.idField = "key"
    options.titleField = "name"
    options.textField = "body"
    let rows =
      "{\"id\": 1, \"key\": \"k\", \"name\": \"N\", \"body\": [\"a\", \"b\"], \"text\": \"t\"}\n{\"id\": 7, \"body\": \"c\"}\n"
    let documents = try Extracted(rows, named: "a.jsonl", options: options).documents
    #expect(documents.map(\.uri) == ["a.jsonl#k", "a.jsonl#7"])
    #expect(documents[0].title == "N")
    #expect(documents[0].text == "a\n\nb")
    #expect(documents[0].metadata["text"] == "t")
  }

  @Test func `without a text field all strings are text`() throws {
    let row =
      #"{"name": "Ann", "address": {"city": "Graz", "zip": 8010}, "likes": ["tea", "rain"], "vector": [\#((0..<384).map(String.init).joined(separator: ","))]}"#
    let document = try Extracted(row + "\n", named: "a.jsonl").document
    #expect(document.text == "name: Ann\naddress.city: Graz\nlikes: tea\nlikes: rain")
    #expect(
      document.metadata == [
        "name": "Ann", "address.city": "Graz", "address.zip": .number(8010), "likes": .list(["tea", "rain"]),
      ])
    #expect(document.uri == "a.jsonl#1")
  }

  @Test func `a bad row costs itself alone`() throws {
    var options = ExtractionOptions()
    options.maxRowBytes = 1000
    let rows = [
      #"{"_id": "1", "text": "good"}"#, #"{"_id": "2", "text": broken}"#, #"{"_id": "3", "text": "cut"#,
      #"{"_id": "1", "text": "again"}"#, #"["an", "array"]"#,
      #"{"_id": "4", "text": "\#(String(repeating: "x", count: 2000))"}"#,
      #"{"_id": "5", "text": "   "}"#, String(repeating: "[", count: 500),
      #"{"a": \#(String(repeating: "[", count: 500))"#,
      #"{"_id": "6", "text": "trailing"} x"#, #"{"_id": "7", "text": "good too"}"#,
    ].joined(separator: "\r\n")
    let extracted = try Extracted(rows, named: "a.jsonl", options: options)
    #expect(extracted.documents.map(\.uri) == ["a.jsonl#1", "a.jsonl#7"])
    #expect(
      extracted.refused.mapValues(\.code) == [
        "a.jsonl#row 2": "json.malformed", "a.jsonl#row 3": "json.malformed", "a.jsonl#row 4": "row.duplicate",
        "a.jsonl#row 5": "row.notObject", "a.jsonl#row 6": "row.tooLong", "a.jsonl#5": "document.empty",
        "a.jsonl#row 8": "row.notObject", "a.jsonl#row 9": "json.malformed", "a.jsonl#row 10": "json.malformed",
      ])
  }

  @Test(arguments: [
    (#""a\"b\\c\/d\n\t""#, "a\"b\\c/d\n\t"), (#""\u00e9\ud83d\ude00""#, "é😀"),
    (#""lone \ud83d half \ude00""#, "lone \u{FFFD} half \u{FFFD}"),
    (#""nul\u0000 esc\u001b[0m bell\b""#, "nul esc[0m bell"), (#""a\r\nb""#, "a\nb"), ("\"raw\ttab\"", "raw\ttab"),
  ])
  func `strings are unescaped and cleaned`(written: String, text: String) throws {
    #expect(try Extracted("{\"text\": \(written)}\n", named: "a.jsonl").text == text)
  }

  @Test func `rows longer than any sample are still rows`() throws {
    let long = String(repeating: "x", count: 100_000)
    let documents = try Extracted("{\"_id\": \"a\", \"text\": \"\(long)\"}\n{\"_id\": \"b\", \"text\": \"y\"}\n")
      .documents
    #expect(documents.map(\.uri) == ["file#a", "file#b"])
  }

  @Test func `invalid UTF-8 in a row is replaced`() throws {
    let row = Array("{\"text\": \"a".utf8) + [0xFF] + Array("b\"}\n".utf8)
    #expect(try Extracted(row, named: "a.jsonl").text == "a\u{FFFD}b")
  }

  @Test(arguments: [
    "01", "1.", ".5", "-", "1e", "+1", "tru", "nul", "'a'", "{a:1}", "[1,]", "{\"a\":1,}", "\"\\x\"", "\"\\u12g4\"",
  ])
  func `what JSON does not allow is refused`(value: String) throws {
    let extracted = try Extracted("{\"text\": \"ok\"}\n{\"text\": \"x\", \"v\": \(value)}\n", named: "a.jsonl")
    #expect(extracted.codes == ["json.malformed"])
    #expect(extracted.documents.count == 1)
  }

  // MARK: JSON

  @Test func `an array of objects is rows`() throws {
    let extracted = try Extracted(
      #"[{"id": "a", "text": "one"}, {"text": "two"}, 5, {"id": "a", "text": "x"}]"#, named: "a.json")
    #expect(extracted.documents.map(\.uri) == ["a.json#a", "a.json#2"])
    #expect(extracted.refused.mapValues(\.code) == ["a.json#3": "document.empty", "a.json#row 4": "row.duplicate"])
  }

  @Test func `rows before the fault in an array are kept`() throws {
    let extracted = try Extracted(#"[{"id": "a", "text": "one"}, {"id": "b", "text" "two"}]"#, named: "a.json")
    #expect(extracted.documents.map(\.uri) == ["a.json#a"])
    #expect(extracted.refused["a.json"]?.problem == "is not valid JSON from row 2 on")
  }

  @Test func `a row of an array that is too long is stepped over`() throws {
    var options = ExtractionOptions()
    options.maxRowBytes = 100
    let long = #"{"id": "b", "text": "\#(String(repeating: #"\"]}"#, count: 100))"}"#
    let extracted = try Extracted(
      #"[{"id": "a", "text": "one"}, \#(long), {"id": "c", "text": "three"}]"#, named: "a.json", options: options)
    #expect(extracted.documents.map(\.uri) == ["a.json#a", "a.json#c"])
    #expect(extracted.codes == ["row.tooLong"])
  }

  @Test func `a single object is one document`() throws {
    let document = try Extracted(#"{"title": "T", "sections": [{"h": "one"}, {"h": "two"}], "n": 3}"#, named: "a.json")
      .document
    #expect(document.uri == "a.json")
    #expect(document.title == "T")
    #expect(document.text == "sections.h: one\nsections.h: two")
    #expect(document.metadata["n"] == .number(3))
  }

  @Test func `deep nesting is refused, not a crash`() throws {
    #expect(try Extracted(String(repeating: "[", count: 1_000_000), named: "a.json").codes == ["json.tooDeep"])
    #expect(try Extracted(String(repeating: "{\"a\":", count: 1_000_000), named: "a.json").codes == ["json.tooDeep"])
  }

  // MARK: CSV

  @Test func `quoted fields hold anything`() throws {
    let csv = "id,title,text,year\r\n1,\"One, two\",\"a \"\"b\"\"\r\nc\",2020\r\n2,5\" pipe,d,\r\n"
    let documents = try Extracted(csv, named: "a.csv").documents
    #expect(documents.map(\.uri) == ["a.csv#1", "a.csv#2"])
    #expect(documents.map(\.title) == ["One, two", "5\" pipe"])
    #expect(documents.map(\.text) == ["a \"b\"\nc", "d"])
    #expect(documents[0].metadata == ["year": .number(2020)])
  }

  @Test(arguments: [",", ";", "\t", "|"])
  func `the delimiter is found out`(delimiter: String) throws {
    let csv = ["name,town", "Ann,Graz", "Bob,Wien"].map { $0.replacing(",", with: delimiter) }.joined(separator: "\n")
    let documents = try Extracted(csv, named: "a.csv").documents
    #expect(documents.map(\.text) == ["name: Ann\ntown: Graz", "name: Bob\ntown: Wien"])
    #expect(documents.map(\.uri) == ["a.csv#1", "a.csv#2"])
  }

  @Test func `values are typed, and labels stay labels`() throws {
    let csv = "Name,Price,Zip,Sold\nTea,2.50,08010,true\n"
    let document = try Extracted(csv, named: "a.csv").document
    #expect(document.text == "Name: Tea\nPrice: 2.50\nZip: 08010\nSold: true")
    #expect(document.metadata == ["Name": "Tea", "Price": .number(2.5), "Zip": "08010", "Sold": .bool(true)])
  }

  @Test func `a table without a header has numbered columns`() throws {
    #expect(try Extracted("Ann,3\nBob,4\n", named: "a.csv").documents.first?.text == "column 1: Ann\ncolumn 2: 3")
  }

  @Test func `names of columns are matched whatever their case`() throws {
    let documents = try Extracted("ID,Title,Text\n7,1984,Big Brother\n", named: "a.csv").documents
    #expect(documents.map(\.uri) == ["a.csv#7"])
    #expect(documents.map(\.title) == ["1984"])
    #expect(documents.map(\.text) == ["Big Brother"])
  }

  @Test func `a quote that never closes costs its own line`() throws {
    let extracted = try Extracted("id,text\n1,good\n2,\"open\n3,fine\n", named: "a.csv")
    #expect(extracted.documents.map(\.uri) == ["a.csv#1", "a.csv#3"])
    #expect(extracted.refused.mapValues(\.code) == ["a.csv#row 2": "row.unclosedQuote"])
  }

  @Test func `a line that is too long costs itself alone`() throws {
    var options = ExtractionOptions()
    options.maxRowBytes = 100
    let csv =
      "id,text\n1,good\n2,\(String(repeating: "x", count: 500))\n3,\"\(String(repeating: "y\n", count: 200))\"\n4,fine\n"
    let extracted = try Extracted(csv, named: "a.csv", options: options)
    #expect(
      extracted.documents.contains { $0.uri == "a.csv#1" } && extracted.documents.contains { $0.uri == "a.csv#4" })
    #expect(extracted.refused["a.csv#row 2"]?.code == "row.tooLong")
  }

  @Test(arguments: ["id,text\n", "a\n\n\n"])
  func `a table without rows is refused`(csv: String) throws {
    #expect(try Extracted(csv, named: "a.csv").codes == ["document.empty"])
  }

  @Test func `a file of nothing but bad rows is given up`() throws {
    let extracted = try Extracted(String(repeating: "{bad\n", count: 5000), named: "a.jsonl")
    #expect(extracted.refused.count == 1001)
    #expect(extracted.refused["a.jsonl"]?.code == "rows.unreadable")
  }

  @Test func `a table in an old encoding is read`() throws {
    let csv = encode("name;town\nJosé;Málaga\nAndré;Orléans\n", "CP1252")
    #expect(
      try Extracted(csv, named: "a.csv").documents.map(\.text) == [
        "name: José\ntown: Málaga", "name: André\ntown: Orléans",
      ])
    let wide: [UInt8] = [0xFF, 0xFE] + encode("name\ttown\nAnn\tGraz\nBob\tWien\n", "UTF-16LE")
    #expect(try Extracted(wide, named: "a.txt").documents.map(\.uri) == ["a.txt#1", "a.txt#2"])
  }
}
