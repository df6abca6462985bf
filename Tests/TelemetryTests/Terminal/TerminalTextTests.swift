import Telemetry
import Testing

@Suite struct TerminalTextTests {
  @Test(arguments: [
    ("plain text, with\ttabs\nand lines", "plain text, with\ttabs\nand lines"),
    ("naïve 日本語 👩‍👩‍👧", "naïve 日本語 👩‍👩‍👧"),
    ("\u{1B}[31mred\u{1B}[0m", "red"),
    ("\u{1B}[38;2;1;2;3mcolour\u{1B}[?25l", "colour"),
    ("\u{1B}]0;title\u{07}after", "after"),
    ("\u{1B}]52;c;cGF5bG9hZA==\u{1B}\\after", "after"),
    ("\u{1B}]8;;http://evil\u{1B}\\link\u{1B}]8;;\u{1B}\\", "link"),
    ("\u{1B}Pq#0;2\u{1B}\\sixel", "sixel"),
    ("\u{1B}(Bcharset\u{1B}c\u{1B}7", "charset"),
    ("\u{9B}2Jcleared\u{9D}0;title\u{9C}", "cleared"),
    ("bell\u{07} backspace\u{08}\u{08} delete\u{7F} nul\u{0}", "bell backspace delete nul"),
    ("user\u{202E}gpj.exe\u{2066}x\u{2069}\u{200F}", "usergpj.exex"),
    ("one\r\ntwo\rthree\u{0B}four\u{85}five\u{2028}six", "one\ntwo\nthree\nfour\nfive\nsix"),
    ("cut short \u{1B}", "cut short "),
    ("cut short \u{1B}[", "cut short "),
    ("cut short \u{1B}[1;", "cut short "),
    ("\u{1B}[1\u{1B}[2Jnested", "nested"),
    ("\u{1B}[1;日本", "日本"),
    ("\u{1B}]never ends, and must not swallow", "never ends, and must not swallow"),
    ("\u{1B}]never ends\nnext line\u{07}", "never ends\nnext line"),
  ])
  func `text for a terminal is what a person would read`(input: String, expected: String) {
    #expect(TerminalText.stripped(input) == expected)
  }

  @Test(arguments: [
    ("a\nb\r\nc\td", "a b c d"),
    ("12:00:00 info ok\n12:00:01 error forged", "12:00:00 info ok 12:00:01 error forged"),
    ("x\u{2029}\u{85}y", "x y"),
    ("\u{1B}[2Kgone", "gone"),
  ])
  func `a line stays one line`(input: String, expected: String) {
    #expect(TerminalText.line(input) == expected)
  }

  @Test func `no mixture of sequences leaves anything that steers a terminal`() {
    let pieces = [
      "\u{1B}", "[", "]", "P", "\\", "\u{9B}", "\u{9D}", "\u{9C}", "\u{07}", ";", "1", "m", "\u{202E}", "\n", "é", " ",
    ]
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<2_000 {
      let text = (0..<12).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      let output = TerminalText.stripped(text)
      #expect(
        output.unicodeScalars.allSatisfy {
          $0 == "\n" || $0.properties.generalCategory != .control && !$0.properties.isBidiControl
        },
        "from \(text.debugDescription)")
      #expect(TerminalText.stripped(output) == output, "from \(text.debugDescription)")
    }
  }

  @Test func `a megabyte of openings that never close is read once`() {
    let text = String(repeating: "\u{1B}]x", count: 350_000)
    #expect(TerminalText.stripped(text) == String(repeating: "x", count: 350_000))
  }
}
