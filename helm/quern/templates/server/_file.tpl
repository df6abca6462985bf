{{- /* The server's own file (docs/schema/server.v1.md), made of the chart's values. */ -}}
{{- define "quern.serverFile" -}}
{{- $spec := dict -}}
{{- $files := list -}}
{{- range compact (splitList "\n" (include "quern.servedPipelines" .)) -}}
{{- $files = append $files (printf "/etc/quern/pipelines/%s.yaml" .) -}}
{{- end -}}
{{- $_ := set $spec "pipelines" $files -}}
{{- $_ := set $spec "listen" (dict "host" "0.0.0.0" "port" 8000 "metricsPort" (int .Values.monitoring.metricsPort)) -}}
{{- with .Values.retrieval -}}
{{- $_ := set $spec "defaults" (dict "strategy" .defaultStrategy "maxResults" (int .maxResults) "similarityThreshold" .similarityThreshold) -}}
{{- end -}}
{{- $auth := dict "allowAnonymous" .Values.auth.allowAnonymous -}}
{{- with .Values.auth.apiKeys -}}
{{- if .existingSecret }}{{ $_ := set $auth "apiKeys" (dict "fromFile" (printf "/etc/quern/keys/%s" .key)) }}{{ end -}}
{{- end -}}
{{- with .Values.auth.jwt -}}
{{- if .existingSecret -}}
{{- $path := printf "/etc/quern/jwt/%s" .key -}}
{{- $jwt := dict .kind (ternary (dict "fromFile" $path) $path (eq .kind "secret")) "scopesClaim" .scopesClaim "claimFilters" .claimFilters -}}
{{- range $key := list "algorithm" "audience" "issuer" -}}
{{- with get $.Values.auth.jwt $key }}{{ $_ := set $jwt $key . }}{{ end -}}
{{- end -}}
{{- $_ := set $auth "jwt" $jwt -}}
{{- end -}}
{{- end -}}
{{- $_ := set $spec "auth" $auth -}}
{{- $_ := set $spec "cors" .Values.cors -}}
{{- with .Values.rateLimit -}}
{{- if .perMinute -}}
{{- $limit := dict "perMinute" (int .perMinute) -}}
{{- with int .burst }}{{ $_ := set $limit "burst" . }}{{ end -}}
{{- $_ := set $spec "rateLimit" $limit -}}
{{- end -}}
{{- end -}}
{{- $cache := pick .Values.cache "maxMemory" "ttl" "redisTTL" -}}
{{- if or .Values.redis.enabled .Values.redis.existingSecret -}}
{{- $_ := set $cache "redis" (dict "url" (dict "fromEnv" "REDIS_URL")) -}}
{{- end -}}
{{- $_ := set $spec "cache" $cache -}}
{{- with .Values.limits -}}
{{- $_ := set $spec "limits" (dict "concurrent" (int .concurrent) "queue" (int .queue) "timeout" .timeout "maxBody" .maxBody) -}}
{{- end -}}
{{- $_ := set $spec "onMismatch" .Values.onMismatch -}}
{{- with .Values.monitoring -}}
{{- if .otlpEndpoint }}{{ $_ := set $spec "tracing" (dict "endpoint" .otlpEndpoint "sampling" .traceSampling) }}{{ end -}}
{{- end -}}
{{- toYaml (dict "apiVersion" "quern/v1" "kind" "Server" "metadata" (dict "name" (include "quern.fullname" .)) "spec" $spec) -}}
{{- end -}}

{{- define "quern.redisEnv" -}}
{{- with .Values.redis -}}
{{- if .enabled -}}
- name: REDIS_PASSWORD
  valueFrom: { secretKeyRef: { name: {{ .existingSecret }}, key: password } }
- name: REDIS_URL
  value: redis://:$(REDIS_PASSWORD)@{{ include "quern.nameOf" (dict "root" $ "name" "redis") }}:6379/0
{{- else if .existingSecret -}}
- name: REDIS_URL
  valueFrom: { secretKeyRef: { name: {{ .existingSecret }}, key: {{ .key }} } }
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* The variables of all pipelines that are served: each once. */ -}}
{{- define "quern.servedEnv" -}}
{{- $variables := dict -}}
{{- range compact (splitList "\n" (include "quern.servedPipelines" .)) -}}
{{- $pipeline := . -}}
{{- range (get $.Values.pipelines .).env -}}
{{- $known := default . (get $variables .name) -}}
{{- if ne (toJson $known) (toJson .) -}}
{{- fail (printf "pipelines.%s.env: %s means something else to another pipeline that is served (rename it)" $pipeline .name) -}}
{{- end -}}
{{- $_ := set $variables .name . -}}
{{- end -}}
{{- end -}}
{{- range keys $variables | sortAlpha -}}
{{- printf "%s\n" (toYaml (list (get $variables .))) -}}
{{- end -}}
{{- end -}}
