import Corpus
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Retrieval

extension APIRoutes {
  /// `/?q=…&strategy=…&pipeline=…&generation=…`. What is wrong with a question is said on the page, beside its form.
  func page(_ request: Request, _ context: ServingContext) async throws -> Response {
    let principal = try context.admitted
    let fields = FormFields(request.uri)
    let visible = shelf.visible(to: principal)
    guard let first = visible.first else {
      throw APIError(.forbidden, "this token allows none of the pipelines here")
    }
    let name = fields["pipeline"] ?? first.name
    var page = SearchPage(
      query: fields["q"] ?? "", strategy: settings.strategy,
      pipeline: visible.first { $0.name == name } ?? first, pipelines: visible)
    var status = HTTPResponse.Status.ok
    do {
      page.pipeline = try shelf.pipeline(name, for: principal)
      page.generation = try fields.integer("generation", in: Self.generations)
      page.strategy = try fields["strategy"].map { try Strategy(asked: $0) } ?? settings.strategy
      guard page.query.unicodeScalars.count <= Self.longestFormQuery else {
        throw APIError.invalid("q", "has more than \(Self.longestFormQuery) characters")
      }
      if !page.query.isEmpty {
        var body = SearchBody(query: page.query)
        body.strategy = page.strategy
        body.pipeline = page.pipeline.name
        body.generation = page.generation
        body.explain = true
        let start = ContinuousClock.now
        let question = try question(body, context)
        page.finding = try await queries.find(question, in: queries.index(of: question))
        page.milliseconds = (ContinuousClock.now - start) / .milliseconds(1)
      }
    } catch {
      let answer = APIError(error)
      if answer.code == .internalError {
        context.logger.error("a search from the page failed", metadata: ["error": "\(error)"])
      }
      page.problem = answer.message
      status = answer.code.status
    }
    return .html(page.html, status: status)
  }
}

extension SearchBody {
  init(query: String) { self.query = query }
}

extension Response {
  static func html(_ html: HTML, status: HTTPResponse.Status) -> Response {
    Response(
      status: status,
      headers: [.contentType: "text/html; charset=utf-8", .contentSecurityPolicy: PageStyle.policy],
      body: ResponseBody(byteBuffer: ByteBuffer(string: html.source)))
  }
}
