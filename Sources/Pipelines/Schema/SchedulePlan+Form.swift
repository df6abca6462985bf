extension SchedulePlan {
  static let form = Form<SchedulePlan>.mapping(
    SchedulePlan(cron: "", timeZone: "Etc/UTC", concurrencyPolicy: .forbid),
    [
      Field("cron", \.cron, .cron, required: true, "Minute, hour, day, month and weekday, as CronJob takes them."),
      Field("timeZone", \.timeZone, .timeZone, "Whose clock counts."),
      Field("concurrencyPolicy", \.concurrencyPolicy, .choice, "What happens when the last run has not ended."),
    ])
}
