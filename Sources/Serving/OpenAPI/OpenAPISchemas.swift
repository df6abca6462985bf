import Retrieval

/// The shapes of what is sent and answered, as JSON Schema.
enum OpenAPISchemas {
  static let strategy =
    #"{"type":"string","enum":[\#(Strategy.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ","))]}"#

  static let all: [(name: String, schema: String)] = [
    ("SearchRequest", searchRequest), ("Filters", filters), ("Condition", condition),
    ("SearchAnswer", searchAnswer), ("Hit", hit),
    ("Location", location), ("Document", document), ("Chunk", chunk), ("Pipelines", pipelines),
    ("Health", health), ("Ready", ready), ("Error", error),
  ]

  /// Null stands for absent in every field that may be left out.
  private static let searchRequest = ##"""
    {"type":"object","additionalProperties":false,"required":["query"],"properties":{\##
    "query":{"type":"string","minLength":1,"maxLength":\##(APIRoutes.longestQuery),"pattern":"\\S",\##
    "description":"Words, \"phrases\", +required and -excluded; not white space alone."},\##
    "strategy":{"anyOf":[\##(strategy),{"type":"null"}]},\##
    "max_results":{"type":["integer","null"],"minimum":1,"maximum":\##(APIRoutes.mostResults),"default":10},\##
    "filters":{"anyOf":[{"$ref":"#/components/schemas/Filters"},{"type":"null"}]},\##
    "similarity_threshold":{"type":["number","null"],"minimum":-1,"maximum":1,\##
    "description":"Cosine similarity below which the semantic list ends."},\##
    "pipeline":{"type":["string","null"],"description":"May be left out where one alone can be searched."},\##
    "generation":{"type":["integer","null"],"minimum":1,"maximum":\##(APIRoutes.generations.upperBound),\##
    "description":"Search this generation instead of the live one."},\##
    "chunks":{"type":["boolean","null"],"default":false,\##
    "description":"List every chunk, instead of the best of each document."},\##
    "explain":{"type":["boolean","null"],"default":false,"description":"Say where each hit stood in each list."},\##
    "stream":{"type":["boolean","null"],"default":false,"description":"Answer with server-sent events."}}}
    """##

  private static let filters = ##"""
    {"type":"object","description":"Conditions on metadata, source and uri; all have to be met. Dates are ISO 8601 \##
    strings. At most \##(SearchBody.mostConditions) conditions.",\##
    "properties":{"$any":{"type":"array","items":{"$ref":"#/components/schemas/Filters"}},\##
    "$all":{"type":"array","items":{"$ref":"#/components/schemas/Filters"}},\##
    "$not":{"$ref":"#/components/schemas/Filters"}},\##
    "additionalProperties":{"$ref":"#/components/schemas/Condition"},\##
    "examples":[{"category":"flow","year":{"gte":1960,"lt":1970}},\##
    {"source":"manual","uri":{"like":"sql-*"}},{"$any":[{"tag":"a"},{"$not":{"tag":{"in":["b","c"]}}}]}]}
    """##

  private static let condition = ##"""
    {"description":"A bare value stands for eq, a list for in.","anyOf":[\##(value),\##(values),{"type":"object",\##
    "minProperties":1,"additionalProperties":false,"properties":{"eq":{"anyOf":[\##(value),\##(values)]},\##
    "in":\##(values),"gt":\##(ordered),"gte":\##(ordered),"lt":\##(ordered),"lte":\##(ordered),\##
    "exists":{"type":"boolean"},"like":{"type":"string","description":"With * and ?."},\##
    "not":{"$ref":"#/components/schemas/Condition"}}}]}
    """##
  private static let value = #"{"type":["string","number","boolean"]}"#
  private static let values = #"{"type":"array","items":\#(value),"maxItems":\#(SearchBody.mostValues)}"#
  private static let ordered = #"{"type":["string","number"]}"#

  private static let searchAnswer = ##"""
    {"type":"object","required":["took_ms","strategy","pipeline","generation","revision","degraded","hits"],\##
    "properties":{"took_ms":{"type":"number"},"strategy":\##(strategy),"pipeline":{"type":"string"},\##
    "generation":{"type":"integer"},"revision":{"type":"integer"},\##
    "degraded":{"type":"array","items":{"type":"string"},\##
    "description":"What was done without: semantic, where the model is not at hand."},\##
    "hits":{"type":"array","items":{"$ref":"#/components/schemas/Hit"}}}}
    """##

  private static let hit = ##"""
    {"type":"object","required":["rank","score","uri","source","title","text","location","metadata","document",\##
    "chunk"],"properties":{"rank":{"type":"integer","minimum":1},\##
    "score":{"type":"number","description":"Comparable within one answer only."},"uri":{"type":"string"},\##
    "source":{"type":"string"},"title":{"type":["string","null"]},"text":{"type":"string"},\##
    "location":{"$ref":"#/components/schemas/Location"},"metadata":{"type":"object"},\##
    "document":{"type":"string"},"chunk":{"type":"string"},"explanation":{"type":"array","items":{"type":"object",\##
    "properties":{"list":{"type":"string"},"rank":{"type":"integer"},"score":{"type":"number"}}}}}}
    """##

  private static let location = ##"""
    {"type":"object","required":["start","end","headings"],"properties":{\##
    "start":{"type":"integer","description":"In characters (Unicode scalars) of the document's text."},\##
    "end":{"type":"integer"},"headings":{"type":"array","items":{"type":"string"}},\##
    "first_page":{"type":"integer"},"last_page":{"type":"integer"}}}
    """##

  private static let placed = ##"""
    "pipeline":{"type":"string"},"generation":{"type":"integer"},"revision":{"type":"integer"},\##
    "uri":{"type":"string"},"source":{"type":"string"},"title":{"type":["string","null"]},\##
    "metadata":{"type":"object"}
    """##

  private static let passage = ##"""
    "id":{"type":"string"},"ordinal":{"type":"integer"},"tokens":{"type":"integer"},\##
    "location":{"$ref":"#/components/schemas/Location"},"text":{"type":"string"}
    """##

  private static let document = ##"""
    {"type":"object","required":["id","pipeline","generation","revision","uri","source","title","metadata",\##
    "chunk_count","chunks"],"properties":{"id":{"type":"string"},\##(placed),"chunk_count":{"type":"integer"},\##
    "chunks":{"type":"array","items":{"type":"object","properties":{\##(passage)}}}}}
    """##

  private static let chunk = ##"""
    {"type":"object","required":["id","ordinal","tokens","location","text","document","pipeline","generation",\##
    "revision","uri","source","title","metadata"],"properties":{\##(passage),"document":{"type":"string"},\##(placed)}}
    """##

  private static let pipelines = ##"""
    {"type":"object","required":["pipelines"],"properties":{"pipelines":{"type":"array","items":{"type":"object",\##
    "required":["name","ready","generations"],"properties":{"name":{"type":"string"},"ready":{"type":"boolean"},\##
    "generation":{"type":"integer"},"revision":{"type":"integer"},\##
    "revision_created_at":{"type":"string","format":"date-time"},"documents":{"type":"integer"},\##
    "chunks":{"type":"integer"},"segments":{"type":"integer"},"strategies":{"type":"array","items":\##(strategy)},\##
    "degraded":{"type":"array","items":{"type":"string"}},"generations":{"type":"array","items":{"type":"object",\##
    "required":["id","state","revision","created_at","promoted_at"],"properties":{"id":{"type":"integer"},\##
    "state":{"type":"string","enum":["building","sealed","live","retired","failed"]},\##
    "revision":{"type":"integer"},"created_at":{"type":"string","format":"date-time"},\##
    "promoted_at":{"type":["string","null"],"format":"date-time"}}}}}}}}}
    """##

  private static let health = ##"""
    {"type":"object","required":["status","version"],"properties":{"status":{"const":"ok"},\##
    "version":{"type":"string"}}}
    """##

  private static let ready = ##"""
    {"type":"object","required":["status","pipelines"],"properties":{"status":{"const":"ready"},\##
    "pipelines":{"type":"integer"}}}
    """##

  private static let error = ##"""
    {"type":"object","required":["error"],"properties":{"error":{"type":"object","required":["code","message",\##
    "details"],"properties":{"code":{"type":"string","enum":[\##
    \##(APIError.Code.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ","))]},\##
    "message":{"type":"string","description":"For people."},"details":{"type":"object","properties":{\##
    "field":{"type":"string"},"retry_after":{"type":"integer"}}}}}},\##
    "examples":[{"error":{"code":"RATE_LIMIT_EXCEEDED","message":"too many requests","details":{"retry_after":60}}}]}
    """##
}
