import type { ReactNode } from 'react'
import { Box } from '../kit/box'
import { Picture } from '../kit/picture'
import { Press } from '../kit/press'
import { useT } from '../lib/i18n'
import { openFile } from '../platform/open-file'
import './timeline.scss'

/** One thing that happened. */
export interface TimelineStep {
  id: string
  title: string
  /** Under the title: when, by whom, with what in mind. */
  facts: (string | false | null | undefined)[]
  words?: string | null
  files: { id: string; fileName: string; contentType: string; url: string }[]
  /** What can be done about it now. */
  below?: ReactNode
}

/** What happened, newest first; the first one is where things stand. */
export function Timeline({ steps, label }: { steps: TimelineStep[]; label: string }) {
  const t = useT()
  return (
    <Box className="card timeline" role="list" label={label}>
      {steps.map((step, at) => (
        <Box key={step.id} className={`step ${at === 0 ? 'step-now' : ''}`} role="listitem">
          <Box className="step-dot" />
          <Box className="step-main">
            <Box className="step-title">{step.title}</Box>
            <Box className="step-facts">{step.facts.filter(Boolean).join(t('ui.dot'))}</Box>
            {step.words && <Box className="step-words">{step.words}</Box>}
            {step.files.length > 0 && (
              <Box className="step-files">
                {step.files.map(file => (
                  <Press
                    key={file.id}
                    className="step-file"
                    label={file.fileName}
                    onPress={() => void openFile(file.url)}
                  >
                    {file.contentType.startsWith('image/') ? (
                      <Picture className="step-picture" src={file.url} label={file.fileName} />
                    ) : (
                      file.fileName
                    )}
                  </Press>
                ))}
              </Box>
            )}
            {step.below}
          </Box>
        </Box>
      ))}
    </Box>
  )
}
