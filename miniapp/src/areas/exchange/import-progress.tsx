import type { ImportView } from '@gonghai/shared/client/exchange-api'
import { useState } from 'react'
import { Box, Words } from '../../kit/box'
import { api } from '../../lib/api'
import { useT } from '../../lib/i18n'
import { useNavigation } from '../../lib/navigate'
import { everythingChanged } from '../../lib/query'
import { openFile } from '../../platform/open-file'
import { Button } from '../../ui/button'
import { Chip } from '../../ui/chip'
import { useFailureText } from '../../ui/empty'
import { toast } from '../../ui/toast'
import { ImportRows } from './import-rows'
import '../../records/bulk.scss'

interface ImportProgressProps {
  view: ImportView
  changed: () => void
  again: () => void
}

/** An import from its check to its result; each stage with what one can do. */
export function ImportProgress({ view, changed, again }: ImportProgressProps) {
  const { stage } = view
  return (
    <>
      {(stage === 'checking' || stage === 'running') && <Working view={view} changed={changed} />}
      {stage === 'ready' && <Ready view={view} changed={changed} />}
      {(stage === 'done' || stage === 'cancelled' || stage === 'failed') && (
        <Ended view={view} again={again} />
      )}
      {view.columns.length > 0 && <Columns view={view} />}
      {stage !== 'checking' && view.rows > 0 && <ImportRows view={view} />}
    </>
  )
}

/** Runs one call at a time and says what was refused. */
function useCalls(changed: () => void) {
  const say = useFailureText()
  const [busy, setBusy] = useState(false)
  const run = async (work: () => Promise<unknown>) => {
    setBusy(true)
    try {
      await work()
    } catch (error) {
      toast(say(error), { tone: 'danger' })
    } finally {
      setBusy(false)
      changed()
    }
  }
  return { busy, run }
}

function Working({ view, changed }: { view: ImportView; changed: () => void }) {
  const t = useT()
  const { id, done, total } = view.operation
  const { run } = useCalls(changed)
  const share = total === 0 ? 0 : Math.round((done / total) * 100)
  return (
    <Box className="card exchange-card">
      <Words>{total === 0 ? t('imports.reading') : t(`imports.${view.stage}`, { done, total })}</Words>
      <Box className="progress" role="progressbar" label={`${share}%`}>
        <Box className="progress-done" style={{ width: `${share}%` }} />
      </Box>
      <Button onPress={() => void run(() => api.cancelOperation(id))}>{t('operation.cancel')}</Button>
    </Box>
  )
}

function Ready({ view, changed }: { view: ImportView; changed: () => void }) {
  const t = useT()
  const { id } = view.operation
  const { busy, run } = useCalls(changed)
  const good = view.rows - view.wrong
  return (
    <Box className="card exchange-card">
      <Box className="exchange-file">{view.fileName}</Box>
      <Box className="exchange-figures">
        <Chip tone="success">{t('imports.creates', { number: view.creates })}</Chip>
        {view.updates > 0 && <Chip tone="accent">{t('imports.updates', { number: view.updates })}</Chip>}
        {view.wrong > 0 && <Chip tone="danger">{t('imports.wrong', { number: view.wrong })}</Chip>}
      </Box>
      {good > 0 && (
        <Button
          look="primary"
          wide
          busy={busy}
          onPress={() => void run(() => api.confirmImport(id, { skipWrong: view.wrong > 0 }))}
        >
          {t(view.wrong > 0 ? 'imports.confirmSkip' : 'imports.confirm', { number: good })}
        </Button>
      )}
      <Box className="exchange-buttons">
        {view.wrong > 0 && <SaveWrong id={id} />}
        <Button onPress={() => void run(() => api.cancelOperation(id))}>{t('imports.cancel')}</Button>
      </Box>
    </Box>
  )
}

function SaveWrong({ id }: { id: string }) {
  const t = useT()
  const { run } = useCalls(() => undefined)
  return (
    <Button icon="file" onPress={() => void run(async () => openFile((await api.wrongRows(id)).url))}>
      {t('imports.saveWrong')}
    </Button>
  )
}

function Ended({ view, again }: { view: ImportView; again: () => void }) {
  const t = useT()
  const { open } = useNavigation()
  const { busy, run } = useCalls(() => undefined)
  const { operation, stage } = view
  const written = operation.done - operation.failed
  const undo = async () => {
    const { operation: started } = await api.undoImport(operation.id)
    void everythingChanged()
    open({ page: 'operation', id: started.id })
  }
  return (
    <Box className="card exchange-card">
      <Box className="exchange-head">
        {stage === 'failed' && t('imports.failed')}
        {stage === 'cancelled' && written <= 0 && t('imports.cancelled')}
        {stage !== 'failed' && written > 0 && t('imports.done', { number: written })}
        {stage === 'done' && written === 0 && t('imports.done', { number: 0 })}
      </Box>
      {view.failure && <Words className="exchange-text">{view.failure}</Words>}
      <Box className="exchange-buttons">
        {stage === 'done' && (
          <Button look="primary" onPress={() => open(view.object)}>
            {t('imports.look')}
          </Button>
        )}
        {stage === 'done' && view.wrong > 0 && <SaveWrong id={operation.id} />}
        <Button onPress={again}>{t('imports.again')}</Button>
      </Box>
      {view.undoable && written > 0 && (
        <>
          <Button look="danger" busy={busy} onPress={() => void run(undo)}>
            {t('imports.undo')}
          </Button>
          <Words className="exchange-hint">{t('imports.undoText')}</Words>
        </>
      )}
    </Box>
  )
}

function Columns({ view }: { view: ImportView }) {
  const t = useT()
  return (
    <Box className="card exchange-card">
      <Box className="exchange-head">{t('imports.columns')}</Box>
      <Box className="exchange-figures">
        {view.columns.map(column => (
          <Chip key={column.heading} tone={column.field ? 'accent' : 'warning'}>
            {column.label ?? t('imports.unknown', { heading: column.heading })}
          </Chip>
        ))}
      </Box>
    </Box>
  )
}
