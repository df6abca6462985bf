import Foundation
import Indexing
import Segments
import Retrieval

/// The page: a form that needs no script, what it found and why, and what there is to search.
struct SearchPage: Sendable {
  var query = ""
  var strategy: Strategy
  var pipeline: ServedPipeline
  /// A generation by number; the live one if nil.
  var generation: Int?
  var pipelines: [ServedPipeline]
  var finding: Finding?
  var milliseconds = 0.0
  /// What went wrong, in words for whoever asked.
  var problem: String?

  var html: HTML {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>\(query.isEmpty ? pipeline.name : "\(query) – \(pipeline.name)")</title>
    <style>\(HTML(stringLiteral: PageStyle.css))</style>
    </head>
    <body>
    <header>
    <h1><a href="/">Quern</a></h1>
    \(form)
    </header>
    <main>
    \(problem.map { "<p class=\"note\" role=\"alert\">\($0)</p>" as HTML })
    \(finding.map(found))
    </main>
    <footer>\(shelf)</footer>
    </body>
    </html>
    """
  }

  private var form: HTML {
    """
    <form action="/" method="get" role="search">
    <div class="ask">
    <label class="hidden" for="q">Search</label>
    <input id="q" type="search" name="q" value="\(query)" placeholder="What are you looking for?" \
    maxlength="\(APIRoutes.longestFormQuery)" \
    autocomplete="off" spellcheck="false" required\(query.isEmpty ? " autofocus" as HTML : "")>
    <button type="submit">Search</button>
    </div>
    <fieldset><legend>How to search</legend>\(offered.map(choice))\(pipelineChoice)\
    \(generation.map { "<input type=\"hidden\" name=\"generation\" value=\"\($0)\">" as HTML })</fieldset>
    </form>
    """
  }

  private var offered: [Strategy] {
    let offered = pipeline.live?.searcher.offered ?? [.hybrid, .semantic, .lexical]
    return [.hybrid, .semantic, .lexical, .graph, .rerank, .selfRAG].filter(offered.contains)
  }

  private func choice(_ strategy: Strategy) -> HTML {
    let checked: HTML = strategy == self.strategy ? " checked" : ""
    return """
      <label><input type="radio" name="strategy" value="\(strategy.rawValue)"\(checked)> \(strategy.words)</label>
      """
  }

  private var pipelineChoice: HTML {
    guard pipelines.count > 1 else { return "<input type=\"hidden\" name=\"pipeline\" value=\"\(pipeline.name)\">" }
    let options = pipelines.map { other in
      let selected: HTML = other.name == pipeline.name ? " selected" : ""
      return "<option\(selected)>\(other.name)</option>" as HTML
    }
    return "<label>in <select name=\"pipeline\" aria-label=\"Pipeline\">\(options)</select></label>"
  }

  private func found(_ finding: Finding) -> HTML {
    let hits = finding.result.hits
    let highlighter = Highlighter(query: query)
    let count = hits.isEmpty ? "Nothing found" : hits.count == 1 ? "One hit" : "\(hits.count) hits"
    let advice: HTML? =
      hits.isEmpty ? "<p class=\"none\">Fewer words may find more, or another way to search.</p>" : nil
    let degraded: HTML? =
      finding.degraded.isEmpty
      ? nil : "<p class=\"note\">The model of this index is not at hand: these hits were found by words alone.</p>"
    return """
      <p class="tally" role="status">\(count) in \(String(format: "%.1f", milliseconds)) ms \
      · \(finding.result.strategy.words) · generation \(finding.index.generation.id), \
      revision \(finding.index.revision.number)</p>
      \(degraded)\(advice)
      <ol>\(hits.map { card($0, highlighter) })</ol>
      """
  }

  private func card(_ hit: Hit, _ highlighter: Highlighter) -> HTML {
    HitCard(hit: hit, highlighter: highlighter, generation: generation, pipeline: pipeline.name).html
  }

  private var shelf: HTML {
    """
    <h2>What is here</h2>
    <div class="scroll"><table>
    <tr><th scope="col">Pipeline</th><th scope="col">Generation</th><th scope="col">State</th>\
    <th scope="col">Revision</th><th scope="col">Documents</th><th scope="col">Passages</th></tr>
    \(pipelines.flatMap(rows))
    </table></div>
    """
  }

  private func rows(_ pipeline: ServedPipeline) -> [HTML] {
    let live = pipeline.live
    let generations = pipeline.generations.filter { $0.revision > 0 }
    if generations.isEmpty { return ["<tr><td>\(pipeline.name)</td><td colspan=\"5\">nothing to search yet</td></tr>"] }
    return generations.reversed().map { generation in
      let isLive = generation.id == live?.generation.id
      let size: HTML =
        isLive
        ? "<td>\(live?.snapshot.documentCount ?? 0)</td><td>\(live?.snapshot.chunkCount ?? 0)</td>"
        : "<td></td><td></td>"
      let link = SearchPage.link(pipeline: pipeline.name, generation: generation.id, query: query, strategy)
      return """
        <tr><td>\(pipeline.name)</td><td><a href="\(link)">\(generation.id)</a></td>\
        <td\(isLive ? " class=\"live\"" as HTML : "")>\(generation.state.rawValue)</td>\
        <td>\(generation.revision)</td>\(size)</tr>
        """
    }
  }

  private static func link(pipeline: String, generation: Int, query: String, _ strategy: Strategy) -> String {
    let plain = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._~"))
    func escaped(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: plain) ?? "" }
    return "/?pipeline=\(escaped(pipeline))&generation=\(generation)&strategy=\(strategy.rawValue)&q=\(escaped(query))"
  }
}

extension Strategy {
  /// What people call it.
  var words: String {
    switch self {
    case .hybrid: "meaning and words"
    case .semantic: "meaning"
    case .lexical: "words"
    case .graph: "links"
    case .rerank: "reranked"
    case .selfRAG: "judged by a model"
    }
  }
}
