/// A part of a report for people: a heading, sentences, a table, plots.
package struct ReportSection: Sendable {
  package var heading: String
  package var sentences: [String]
  package var table: ReportTable?
  package var plots: [any Plot]

  package init(
    _ heading: String, sentences: [String] = [], table: ReportTable? = nil, plots: [any Plot] = []
  ) {
    self.heading = heading
    self.sentences = sentences
    self.table = table
    self.plots = plots
  }
}
