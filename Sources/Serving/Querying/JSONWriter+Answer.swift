import Corpus
import Retrieval
import Segments

/// Hits and passages as the API has them.
extension JSONWriter {
  mutating func hit(_ hit: Hit) {
    object { object in
      object.member("rank", hit.rank)
      object.member("score", hit.score)
      object.member("uri", hit.uri)
      object.member("source", hit.source)
      object.title(hit.title)
      object.member("text", hit.text)
      object.location(hit.location)
      object.member("metadata", hit.metadata)
      object.member("document", hit.document.description)
      object.member("chunk", hit.chunk)
      if let explanation = hit.explanation {
        object.key("explanation")
        object.array(explanation) { array, appearance in
          array.object { object in
            object.member("list", appearance.list)
            object.member("rank", appearance.rank)
            object.member("score", appearance.score)
          }
        }
      }
    }
  }

  /// Where an answer comes from, for those who quote it.
  mutating func citation(_ hit: Hit) {
    object { object in
      object.member("rank", hit.rank)
      object.member("uri", hit.uri)
      object.title(hit.title)
      object.location(hit.location)
      object.member("document", hit.document.description)
      object.member("chunk", hit.chunk)
    }
  }

  mutating func title(_ title: String?) {
    key("title")
    if let title { string(title) } else { null() }
  }

  mutating func location(_ location: Location) {
    key("location")
    object { object in
      object.member("start", location.start)
      object.member("end", location.end)
      object.member("headings", location.headings)
      if let page = location.firstPage { object.member("first_page", page) }
      if let page = location.lastPage { object.member("last_page", page) }
    }
  }
}
