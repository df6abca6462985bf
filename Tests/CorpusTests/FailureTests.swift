import Corpus
import Testing

@Suite struct FailureTests {
  @Test func `it reads subject, problem and what to do`() {
    let failure = Failure("pdf.encrypted", "a.pdf", "cannot extract page 14: encrypted", remedy: "exclude it")
    #expect("\(failure)" == "a.pdf: cannot extract page 14: encrypted (exclude it)")
  }
}
