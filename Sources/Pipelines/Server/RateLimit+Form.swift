extension ServerPlan.RateLimit {
  static let form = Form<Typed>.mapping(
    Typed(),
    [
      Field("perMinute", \.perMinute, .integer(1...1_000_000), required: true, "Requests in a minute."),
      Field("burst", \.burst, .integer(1...1_000_000), "Requests at once; a tenth of perMinute if left out."),
    ]
  ).converted(
    { typed, _, _ in Self(perMinute: typed.perMinute, burst: typed.burst ?? max(1, typed.perMinute / 10)) },
    back: { Typed(perMinute: $0.perMinute, burst: $0.burst) })

  struct Typed {
    var perMinute = 0
    var burst: Int?
  }
}
