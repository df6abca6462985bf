{{- /* What a schema cannot say. Included once, by templates/serviceaccount.yaml. */ -}}
{{- define "quern.checks" -}}
{{- if not .Values.postgresql.existingSecret -}}
{{- fail "postgresql.existingSecret: name the Secret with the database's addresses (kubectl create secret generic quern-database --from-literal=owner-url=… --from-literal=writer-url=… --from-literal=reader-url=…)" -}}
{{- end -}}
{{- if and .Values.redis.enabled (not .Values.redis.existingSecret) -}}
{{- fail "redis.existingSecret: name the Secret that holds Redis' password" -}}
{{- end -}}
{{- $roles := .Values.postgresql.roles -}}
{{- if ne (empty $roles.reader) (empty $roles.writer) -}}
{{- fail "postgresql.roles: reader and writer go together" -}}
{{- end -}}
{{- if .Values.server.enabled -}}
{{- with .Values.auth -}}
{{- if not (or .allowAnonymous .apiKeys.existingSecret .jwt.existingSecret) -}}
{{- fail "auth: nobody is asked who they are (set auth.apiKeys.existingSecret or auth.jwt.existingSecret, or say auth.allowAnonymous: true)" -}}
{{- end -}}
{{- if and (eq .jwt.kind "publicKey") (not .jwt.algorithm) -}}
{{- fail "auth.jwt.algorithm: a public key needs RS256 or ES256" -}}
{{- end -}}
{{- end -}}
{{- if and .Values.autoscaling.enabled (gt (int .Values.autoscaling.minReplicas) (int .Values.autoscaling.maxReplicas)) -}}
{{- fail "autoscaling: minReplicas is more than maxReplicas" -}}
{{- end -}}
{{- if not (include "quern.servedPipelines" .) -}}
{{- fail "pipelines: there is none to serve (add one, or set server.enabled: false)" -}}
{{- end -}}
{{- end -}}
{{- range $name, $pipeline := .Values.pipelines -}}
{{- include "quern.pipelineFile" (dict "name" $name "pipeline" $pipeline) | trunc 0 -}}
{{- range $variable := $pipeline.env -}}
{{- if has $variable.name (list "DATABASE_URL" "PGPASSWORD" "REDIS_URL" "REDIS_PASSWORD" "RUN_ID" "JOB_NAME" "PIPELINE" "TMPDIR" "QUERN_HOME" "QUERN_MODELS" "HOME") -}}
{{- fail (printf "pipelines.%s.env: %s is set by the chart (see postgresql, redis and models)" $name $variable.name) -}}
{{- end -}}
{{- if and (hasKey $variable "value") (regexMatch "(?i)(password|passwd|secret|token|api_?key|credential|_url$|^database_url$)" $variable.name) -}}
{{- fail (printf "pipelines.%s.env: %s looks like a secret (use valueFrom.secretKeyRef)" $name $variable.name) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
