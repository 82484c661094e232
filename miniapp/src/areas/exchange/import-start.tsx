import type { StartImport } from '@gonghai/shared/client/exchange-api'
import { useState } from 'react'
import { Box, Words } from '../../kit/box'
import { Icon } from '../../kit/icon'
import { Press } from '../../kit/press'
import { api } from '../../lib/api'
import { useT } from '../../lib/i18n'
import { useMeta } from '../../lib/meta'
import { openFile } from '../../platform/open-file'
import { pickFiles } from '../../platform/pick-files'
import { upload } from '../../platform/upload'
import { useRows } from '../../records/use-rows'
import { Button } from '../../ui/button'
import { useFailureText } from '../../ui/empty'
import { toast } from '../../ui/toast'

const ways = ['refuse', 'update', 'allow'] as const

interface ImportStartProps {
  object: string
  onStarted: (id: string) => void
}

/** Template, what to do about duplicates, where to, and the file. */
export function ImportStart({ object, onStarted }: ImportStartProps) {
  const t = useT()
  const say = useFailureText()
  const { data: meta } = useMeta()
  const [way, setWay] = useState<(typeof ways)[number]>('refuse')
  const [pool, setPool] = useState<string>()
  const [busy, setBusy] = useState(false)
  const pooled = Boolean(meta?.objects.find(one => one.name === object)?.can.pooled)
  const tell = (error: unknown) => toast(say(error), { tone: 'danger' })
  const template = async () => openFile((await api.importTemplate(object)).url)
  const choose = async () => {
    const [file] = await pickFiles('any')
    if (!file) return
    setBusy(true)
    try {
      const sent = await upload(file)
      const body: StartImport = { object, file: sent.id, onDuplicate: way, ...(pool ? { pool } : {}) }
      onStarted((await api.startImport(body)).import.operation.id)
    } catch (error) {
      tell(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Box className="card exchange-card">
        <Words className="exchange-text">{t('imports.intro')}</Words>
        <Button icon="file" onPress={() => void template().catch(tell)}>
          {t('imports.template')}
        </Button>
      </Box>
      <Box className="card exchange-card">
        <Box className="exchange-head">{t('imports.duplicates')}</Box>
        {ways.map(one => (
          <Option
            key={one}
            on={one === way}
            text={t(`imports.${one}`)}
            hint={t(`imports.${one}Hint`)}
            onPress={() => setWay(one)}
          />
        ))}
      </Box>
      {pooled && <Target object={object} pool={pool} onChange={setPool} />}
      <Box className="card exchange-card">
        <Button look="primary" wide busy={busy} onPress={() => void choose()}>
          {t('imports.choose')}
        </Button>
        <Words className="exchange-hint">{t('imports.limits')}</Words>
      </Box>
    </>
  )
}

interface OptionProps {
  on: boolean
  text: string
  hint?: string
  onPress: () => void
}

function Option({ on, text, hint, onPress }: OptionProps) {
  return (
    <Press role="radio" className="pick-row" pressed={on} onPress={onPress}>
      <Box className="pick-main">
        {text}
        {hint && <Box className="exchange-hint">{hint}</Box>}
      </Box>
      {on && <Icon name="check" />}
    </Press>
  )
}

interface TargetProps {
  object: string
  pool: string | undefined
  onChange: (pool: string | undefined) => void
}

function Target({ object, pool, onChange }: TargetProps) {
  const t = useT()
  const pools = useRows('pool', { limit: 100, filter: { field: 'kind', op: 'eq', value: object } })
  return (
    <Box className="card exchange-card">
      <Box className="exchange-head">{t('imports.into')}</Box>
      <Option on={pool === undefined} text={t('imports.mine')} onPress={() => onChange(undefined)} />
      {pools.rows.map(one => (
        <Option key={one.id} on={pool === one.id} text={one.title} onPress={() => onChange(one.id)} />
      ))}
    </Box>
  )
}
