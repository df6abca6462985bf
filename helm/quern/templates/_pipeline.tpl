{{- /* The pipeline's file as text: what was typed, or made of a mapping. Takes name and pipeline. */ -}}
{{- define "quern.pipelineFile" -}}
{{- $text := .pipeline.definition -}}
{{- if not (kindIs "string" $text) -}}
{{- $text = toYaml (dict "apiVersion" "quern/v1" "kind" "Pipeline" "metadata" (dict "name" .name) "spec" $text) -}}
{{- end -}}
{{- $file := fromYaml $text -}}
{{- if hasKey $file "Error" -}}
{{- fail (printf "pipelines.%s.definition: not YAML: %s" .name $file.Error) -}}
{{- end -}}
{{- $named := dig "metadata" "name" "" $file -}}
{{- if ne $named .name -}}
{{- fail (printf "pipelines.%s.definition: calls itself %q (use one name)" .name $named) -}}
{{- end -}}
{{- if ne (dig "spec" "store" "type" "sqlite" $file) "postgres" -}}
{{- fail (printf "pipelines.%s.definition: pods share the catalogue, so it has to be in PostgreSQL (add store: { type: postgres, url: { fromEnv: DATABASE_URL } })" .name) -}}
{{- end -}}
{{- $text -}}
{{- end -}}

{{- /* When the pipeline runs: as the values say, else as its file does. YAML; empty for never. */ -}}
{{- define "quern.schedule" -}}
{{- $own := dig "spec" "schedule" dict (fromYaml (include "quern.pipelineFile" .)) -}}
{{- $schedule := mergeOverwrite (dict "timeZone" "Etc/UTC" "concurrencyPolicy" "Forbid") $own (default dict .pipeline.schedule) -}}
{{- if $schedule.cron -}}{{- toYaml $schedule -}}{{- end -}}
{{- end -}}

{{- /* Names of the pipelines that the server answers from, one a line. */ -}}
{{- define "quern.servedPipelines" -}}
{{- range $name, $pipeline := .Values.pipelines -}}
{{- if ne (toString $pipeline.served) "false" }}{{ printf "%s\n" $name }}{{ end -}}
{{- end -}}
{{- end -}}

{{- /* A pipeline's workers: those of its own, or one for everything. YAML by name; the name is empty for that one. */ -}}
{{- define "quern.workers" -}}
{{- if .pipeline.workers -}}{{- toYaml .pipeline.workers -}}{{- else -}}{{- toYaml (dict "" dict) -}}{{- end -}}
{{- end -}}

{{- /*
The Job of some work on a pipeline, as far as it is the same for Jobs and CronJobs.

Takes root, name, pipeline, work (run, reindex, verify, eval, bench), worker (its settings), and shared, whether workers
of several Jobs join the same run.
*/ -}}
{{- define "quern.jobSpec" -}}
{{- $settings := mergeOverwrite (deepCopy .root.Values.jobs) (deepCopy (default dict .pipeline.jobs)) (deepCopy (omit .worker "stages")) -}}
{{- $isRun := has .work (list "run" "reindex") -}}
{{- $labels := dict "root" .root "component" .work "pipeline" .name -}}
{{- $parallelism := ternary (int $settings.parallelism) 1 $isRun -}}
parallelism: {{ $parallelism }}
{{- if not $isRun }}
completions: 1
{{- end }}
backoffLimit: {{ int $settings.backoffLimit }}
activeDeadlineSeconds: {{ int $settings.activeDeadlineSeconds }}
ttlSecondsAfterFinished: {{ int $settings.ttlSecondsAfterFinished }}
podFailurePolicy:
  rules:
    # Nodes that go away are nobody's failure.
    - action: Ignore
      onPodConditions: [{ type: DisruptionTarget, status: "True" }]
    # Trying again would end the same way: over the threshold, a gate, the budget, differences, usage, input,
    # configuration.
    - action: FailJob
      onExitCodes: { containerName: quern, operator: In, values: [3, 4, 5, 6, 64, 65, 78] }
    # Unexpected, a dependency that is down, interrupted.
    - action: Count
      onExitCodes: { containerName: quern, operator: In, values: [1, 69, 75] }
template:
  metadata:
    labels:
      {{- include "quern.labels" $labels | nindent 6 }}
    {{- with $settings.podAnnotations }}
    annotations: {{- toYaml . | nindent 6 }}
    {{- end }}
  spec:
    restartPolicy: Never
    terminationGracePeriodSeconds: {{ int $settings.terminationGracePeriodSeconds }}
    {{- include "quern.identity" (dict "root" .root) | nindent 4 }}
    {{- with include "quern.placement" $settings }}
    {{- . | nindent 4 }}
    {{- end }}
    containers:
      - name: quern
        image: {{ include "quern.image" .root }}
        imagePullPolicy: {{ .root.Values.image.pullPolicy }}
        {{- if and $isRun .shared }}
        # The last part of the Job's name is the same for all Jobs of one run.
        command: [sh, -c, 'exec quern "$@" --run-id "${JOB_NAME##*-}"', quern]
        {{- end }}
        args:
          {{- include "quern.jobArguments" (dict "context" . "settings" $settings "isRun" $isRun) | nindent 10 }}
        env:
          {{- if eq .work "bench" }}
          - { name: PIPELINE, value: /etc/quern/pipelines/{{ .name }}.yaml }
          # It works on copies of the documents, which may be larger than memory.
          - { name: TMPDIR, value: /var/lib/quern }
          - name: JOB_NAME
            valueFrom: { fieldRef: { fieldPath: "metadata.labels['batch.kubernetes.io/job-name']" } }
          {{- else if and $isRun .shared }}
          - name: JOB_NAME
            valueFrom: { fieldRef: { fieldPath: "metadata.labels['batch.kubernetes.io/job-name']" } }
          {{- else if $isRun }}
          # Pods of one Job are workers of one run.
          - name: RUN_ID
            valueFrom: { fieldRef: { fieldPath: "metadata.labels['batch.kubernetes.io/controller-uid']" } }
          {{- end }}
          {{- include "quern.databaseEnv" (dict "root" .root "role" "writer") | nindent 10 }}
          {{- include "quern.filesEnv" . | nindent 10 }}
          {{- with trim (include "quern.watchEnv" .root) }}
          {{- . | nindent 10 }}
          {{- end }}
          {{- with .pipeline.env }}
          {{- toYaml . | nindent 10 }}
          {{- end }}
        {{- if and $isRun .root.Values.monitoring.prometheus.jobs }}
        ports: [{ name: metrics, containerPort: {{ .root.Values.monitoring.metricsPort }} }]
        {{- end }}
        resources: {{- toYaml $settings.resources | nindent 10 }}
        securityContext: {{- include "quern.containerSecurity" . | nindent 10 }}
        volumeMounts:
          - { name: pipeline, mountPath: /etc/quern/pipelines, readOnly: true }
          {{- include "quern.fileMounts" (dict "root" .root) | nindent 10 }}
          {{- with trim (include "quern.pipelineMounts" .pipeline) }}
          {{- . | nindent 10 }}
          {{- end }}
          {{- if eq .work "bench" }}
          - { name: report, mountPath: /report }
          {{- end }}
    volumes:
      - name: pipeline
        configMap: { name: {{ include "quern.nameOf" (dict "root" .root "name" .name) }} }
      {{- include "quern.fileVolumes" (dict "root" .root "scratch" $settings.scratch) | nindent 6 }}
      {{- with trim (include "quern.pipelineVolumes" .pipeline) }}
      {{- . | nindent 6 }}
      {{- end }}
      {{- if eq .work "bench" }}
      - name: report
        persistentVolumeClaim: { claimName: {{ .pipeline.bench.report.existingClaim }} }
      {{- end }}
{{- end -}}

{{- define "quern.jobArguments" -}}
{{- if eq .context.work "bench" -}}
- bench
{{- $evals := dig "spec" "evals" list (fromYaml (include "quern.pipelineFile" .context)) }}
{{- range default (list (ternary "ingest" "all" (empty $evals)) "$(PIPELINE)") .context.pipeline.bench.args }}
- {{ . | quote }}
{{- end }}
# A folder for each Job, so that reports can be compared.
- --report=/report/$(JOB_NAME)
{{- else -}}
- {{ .context.work }}
- /etc/quern/pipelines/{{ .context.name }}.yaml
- --log-format=json
- --log-level={{ .settings.logLevel }}
{{- end }}
{{- if .isRun }}
{{- if not .context.shared }}
- --run-id=$(RUN_ID)
{{- end }}
{{- with .context.worker.stages }}
- --stages={{ join "," . }}
{{- end }}
{{- with int .settings.threads }}
- --threads={{ . }}
{{- end }}
{{- if .context.root.Values.monitoring.prometheus.jobs }}
- --metrics-host=0.0.0.0
- --metrics-port={{ .context.root.Values.monitoring.metricsPort }}
{{- end }}
{{- end }}
{{- end -}}

{{- /* The documents, and whatever else the pipeline's file speaks of. */ -}}
{{- define "quern.pipelineMounts" -}}
{{- with .documents }}
- { name: documents, mountPath: {{ default "/documents" .mountPath }}, readOnly: true }
{{- end }}
{{- with .volumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "quern.pipelineVolumes" -}}
{{- with .documents }}
- name: documents
  persistentVolumeClaim: { claimName: {{ .existingClaim }}, readOnly: true }
{{- end }}
{{- with .volumes }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- /* Where metrics and traces of Jobs go; see docs/metrics.md. */ -}}
{{- define "quern.watchEnv" -}}
{{- with .Values.monitoring.pushgateway }}
- { name: QUERN_PUSHGATEWAY, value: {{ . | quote }} }
{{- end }}
{{- with .Values.monitoring.otlpEndpoint }}
- { name: OTEL_EXPORTER_OTLP_ENDPOINT, value: {{ . | quote }} }
- { name: OTEL_TRACES_SAMPLER, value: parentbased_traceidratio }
- { name: OTEL_TRACES_SAMPLER_ARG, value: {{ $.Values.monitoring.traceSampling | quote }} }
{{- end }}
{{- end -}}
