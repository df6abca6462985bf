extension GenerationsPlan {
  package static let standard = GenerationsPlan(keep: 2, soak: .seconds(86400), promote: .auto)

  static let form = Form<GenerationsPlan>.mapping(
    standard,
    [
      Field("keep", \.keep, .integer(1...100), "How many generations are kept, the live one included."),
      Field(
        "soak", \.soak, .duration(.zero ... .seconds(31_536_000)), "How long a replaced generation is kept at least."),
      Field("promote", \.promote, .choice, "Whether a new generation goes live by itself when its gates are passed."),
    ])
}
