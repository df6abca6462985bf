import Foundation

extension BenchmarkReport {
  /// One page that needs nothing else: styles and plots are part of it; it follows the reader's light or dark.
  package var html: String {
    let body = sections.map(Self.html).joined(separator: "\n")
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(benchmark.markup) · Quern benchmark</title>
      <style>
      \(Stylesheet.text)
      </style>
      </head>
      <body>
      <header>
      <p class="kicker">Quern benchmark</p>
      <h1>\(benchmark == "all" ? "The whole report" : benchmark.markup)</h1>
      <p class="machine">\(machine.description.markup)</p>
      <pre><code>\(commandLine.markup)</code></pre>
      </header>
      <main>
      \(body)
      <section>
      <h2>All figures</h2>
      <p>\(Self.spread)</p>
      \(Self.html(figures))
      </section>
      </main>
      </body>
      </html>

      """
  }

  private static func html(_ section: ReportSection) -> String {
    var parts = ["<section>", "<h2>\(section.heading.markup)</h2>"]
    parts += section.sentences.map { "<p>\($0.markup)</p>" }
    if let table = section.table { parts.append(html(table)) }
    if !section.plots.isEmpty {
      parts.append("<div class=\"plots\">")
      parts += section.plots.map { plot in
        "<figure><figcaption>\(plot.title.markup)</figcaption>\n\(plot.svg)\n</figure>"
      }
      parts.append("</div>")
    }
    parts.append("</section>")
    return parts.joined(separator: "\n")
  }

  private static func html(_ table: ReportTable) -> String {
    func row(_ cells: [String], _ element: String) -> String {
      "<tr>"
        + zip(cells, table.columns).map { cell, column in
          "<\(element)\(column.isNumber ? " class=\"number\"" : "")>\(cell.markup)</\(element)>"
        }.joined() + "</tr>"
    }
    return """
      <div class="table"><table>
      <thead>\(row(table.columns.map(\.name), "th"))</thead>
      <tbody>
      \(table.rows.map { row($0, "td") }.joined(separator: "\n"))
      </tbody>
      </table></div>
      """
  }
}

extension String {
  /// Safe as text and in attributes.
  var markup: String {
    replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing(
      "\"", with: "&quot;")
  }
}
