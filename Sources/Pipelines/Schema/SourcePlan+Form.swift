extension SourcePlan {
  static let form = Form<SourcePlan>.mapping(
    SourcePlan(
      name: "", path: "", include: [], exclude: [], followLinks: false, deletions: .propagate, maxShrink: 0.2,
      metadata: [:]),
    [
      Field("name", \.name, .name, required: true, "The source's name, unlike that of any other source here."),
      .constant("type", "files", "What kind of source it is: a folder, a file or an archive."),
      Field(
        "path", \.path, .path, required: true,
        "The folder or file; a relative path starts at the pipeline file."),
      Field(
        "include", \.include, .list(of: .word), "Globs below the folder, such as `**/*.html`; everything if empty."),
      Field("exclude", \.exclude, .list(of: .word), "Globs of what is left out."),
      Field("followLinks", \.followLinks, .bool, "Whether links that lead out of the folder are followed."),
      Field(
        "deletions", \.deletions, .choice,
        "Whether a document that left the source leaves the index (propagate) or stays (keep)."),
      Field(
        "maxShrink", \.maxShrink, .share,
        "The largest share of the last listing that may be missing; more stops the run, for a folder may be unmounted."),
      Field("metadata", \.metadata, .metadata, "Given to every document of this source, to filter on."),
    ])
}
