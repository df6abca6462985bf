import Pipelines

extension ClusterJob {
  /// Objects for `kubectl apply -f -`.
  var yaml: String {
    """
    apiVersion: v1
    kind: ConfigMap
    metadata:
      name: \(objectName())
      labels:
    \(labels(of: "pipeline").indented(4))
    data:
      \(pipeline).yaml: \(YAMLText.scalar(file, indent: 4))
    ---
    apiVersion: batch/v1
    \(schedule.map(cronJob) ?? job)

    """
  }

  private var job: String {
    """
    kind: Job
    metadata:
      name: \(objectName(work.rawValue))-r\(revision)
      labels:
    \((labels(of: work.rawValue) + queueLabel).indented(4))
    spec:
    \(spec.indented(2))
    """
  }

  private func cronJob(_ schedule: SchedulePlan) -> String {
    """
    kind: CronJob
    metadata:
      name: \(objectName(work.rawValue))
      labels:
    \(labels(of: work.rawValue).indented(4))
    spec:
      schedule: \(YAMLText.quoted(schedule.cron))
      timeZone: \(schedule.timeZone)
      concurrencyPolicy: \(schedule.concurrencyPolicy.rawValue)
      suspend: false
      startingDeadlineSeconds: 3600
      successfulJobsHistoryLimit: 3
      failedJobsHistoryLimit: 3
      jobTemplate:
        metadata:
          labels:
    \((labels(of: work.rawValue) + queueLabel).indented(8))
        spec:
    \(spec.indented(6))
    """
  }

  private func labels(of component: String) -> String {
    """
    app.kubernetes.io/name: quern
    app.kubernetes.io/instance: \(name)
    app.kubernetes.io/component: \(component)
    app.kubernetes.io/part-of: quern
    app.kubernetes.io/version: "\(Version.current)"
    quern/pipeline: \(pipeline)
    """
  }

  private var queueLabel: String { queue.map { "\nkueue.x-k8s.io/queue-name: \($0)" } ?? "" }

  private var spec: String {
    """
    parallelism: \(isRun ? parallelism : 1)
    \(isRun ? "" : "completions: 1\n")backoffLimit: 6
    activeDeadlineSeconds: 21600
    ttlSecondsAfterFinished: 86400
    podFailurePolicy:
      rules:
        # Nodes that go away are nobody's failure.
        - action: Ignore
          onPodConditions: [{ type: DisruptionTarget, status: "True" }]
        # Trying again would end the same way.
        - action: FailJob
          onExitCodes: { containerName: quern, operator: In, values: \(ExitStatus.codes(isRetriable: false)) }
        - action: Count
          onExitCodes: { containerName: quern, operator: In, values: \(ExitStatus.codes(isRetriable: true)) }
    template:
      metadata:
        labels:
    \(labels(of: work.rawValue).indented(6))
      spec:
        restartPolicy: Never
        terminationGracePeriodSeconds: 60
        serviceAccountName: \(serviceAccount)
        automountServiceAccountToken: false
        enableServiceLinks: false
        securityContext:
          runAsNonRoot: true
          runAsUser: 10001
          runAsGroup: 10001
          fsGroup: 10001
          fsGroupChangePolicy: OnRootMismatch
          seccompProfile: { type: RuntimeDefault }
        containers:
          - name: quern
            image: \(image)
            imagePullPolicy: IfNotPresent
            args:
    \(arguments.map { "- \($0)" }.joined(separator: "\n").indented(10))
            env:
    \(environment.indented(10))
            resources:
              requests: { cpu: \(YAMLText.quoted(requestedCPU)), memory: \(requestedMemory), ephemeral-storage: 1Gi }
              limits: { memory: \(memoryLimit), ephemeral-storage: 24Gi }
            securityContext:
              allowPrivilegeEscalation: false
              readOnlyRootFilesystem: true
              capabilities: { drop: [ALL] }
            volumeMounts:
              - { name: pipeline, mountPath: /etc/quern/pipelines, readOnly: true }
              - { name: scratch, mountPath: /var/lib/quern }
              - { name: tmp, mountPath: /tmp }\(documentsMount)
        volumes:
          - name: pipeline
            configMap: { name: \(objectName()) }
          - name: scratch
            emptyDir: { sizeLimit: 20Gi }
          - name: tmp
            emptyDir: { sizeLimit: 1Gi }\(documentsVolume)
    """
  }

  private var arguments: [String] {
    var arguments = [work.rawValue, "/etc/quern/pipelines/\(pipeline).yaml", "--log-format=json", "--log-level=notice"]
    guard isRun else { return arguments }
    // Pods of one Job are workers of one run.
    arguments.append("--run-id=$(RUN_ID)")
    if !stages.isEmpty { arguments.append("--stages=\(stages.joined(separator: ","))") }
    if let threads { arguments.append("--threads=\(threads)") }
    return arguments
  }

  private var environment: String {
    let run =
      """
      - name: RUN_ID
        valueFrom: { fieldRef: { fieldPath: "metadata.labels['batch.kubernetes.io/controller-uid']" } }
      """
    let files =
      """
      - { name: QUERN_HOME, value: /var/lib/quern }
      - { name: QUERN_MODELS, value: /models }
      - { name: HOME, value: /tmp }
      """
    return ((isRun ? [run] : []) + [database].compactMap { $0?.yaml } + [files] + variables.map(\.yaml))
      .joined(separator: "\n")
  }

  private var documentsMount: String {
    documents.map { "\n          - { name: documents, mountPath: \($0.path), readOnly: true }" } ?? ""
  }

  private var documentsVolume: String {
    documents.map {
      "\n      - name: documents\n        persistentVolumeClaim: { claimName: \($0.name), readOnly: true }"
    }
      ?? ""
  }
}

extension ClusterJob.Variable {
  fileprivate var yaml: String {
    switch value {
    case .text(let text): "- { name: \(name), value: \(YAMLText.quoted(text)) }"
    case .secret(let secret, let key):
      "- name: \(name)\n  valueFrom: { secretKeyRef: { name: \(secret), key: \(key) } }"
    }
  }
}
