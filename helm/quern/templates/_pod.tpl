{{- /* What every pod of Quern's has in common. */ -}}

{{- define "quern.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile: { type: RuntimeDefault }
{{- end -}}

{{- define "quern.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end -}}

{{- /* Who a pod is. Takes root. */ -}}
{{- define "quern.identity" -}}
serviceAccountName: {{ include "quern.serviceAccountName" .root }}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .root.Values.imagePullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
securityContext: {{- include "quern.podSecurity" . | nindent 2 }}
{{- end -}}

{{- /* Where a pod goes. Takes settings: nodeSelector, tolerations, affinity, priorityClassName, spot. */ -}}
{{- define "quern.placement" -}}
{{- with .priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .affinity }}
affinity: {{- toYaml . | nindent 2 }}
{{- end }}
{{- $tolerations := .tolerations -}}
{{- if dig "spot" "enabled" false . }}
{{- $tolerations = append $tolerations (dict "key" .spot.key "operator" "Equal" "value" .spot.value "effect" "NoSchedule") }}
{{- end }}
{{- with $tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- /* The database's address for a role (owner, writer, reader). Takes root and role. */ -}}
{{- define "quern.databaseEnv" -}}
{{- with .root.Values.postgresql -}}
{{- if .enabled -}}
- name: PGPASSWORD
  valueFrom: { secretKeyRef: { name: {{ .existingSecret }}, key: password } }
- name: DATABASE_URL
  value: {{ printf "postgresql://quern@%s/%s" (include "quern.nameOf" (dict "root" $.root "name" "postgresql")) .auth.database }}
{{- else -}}
- name: DATABASE_URL
  valueFrom: { secretKeyRef: { name: {{ .existingSecret }}, key: {{ get .keys $.role }} } }
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* Files that are the same in every pod: scratch space, models. */ -}}
{{- define "quern.filesEnv" -}}
- { name: QUERN_HOME, value: /var/lib/quern }
- { name: QUERN_MODELS, value: /models }
- { name: HOME, value: /tmp }
{{- end -}}

{{- define "quern.fileMounts" -}}
- { name: scratch, mountPath: /var/lib/quern }
- { name: tmp, mountPath: /tmp }
{{- if eq .root.Values.models.source "volume" }}
- { name: models, mountPath: /models, readOnly: true }
{{- end }}
{{- end -}}

{{- define "quern.fileVolumes" -}}
- name: scratch
  emptyDir: { sizeLimit: {{ .scratch }} }
- name: tmp
  emptyDir: { sizeLimit: 1Gi }
{{- if eq .root.Values.models.source "volume" }}
- name: models
  persistentVolumeClaim: { claimName: {{ required "models.existingClaim: name the claim that holds the models (or models.source: image)" .root.Values.models.existingClaim }}, readOnly: true }
{{- end }}
{{- end -}}
