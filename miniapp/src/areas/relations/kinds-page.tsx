import type { RelationKind } from '@gonghai/shared/client/relation-api'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box, Words } from '../../kit/box'
import { Press } from '../../kit/press'
import { Scroll } from '../../kit/scroll'
import { TextInput } from '../../kit/text-input'
import { useT } from '../../lib/i18n'
import { relationApi } from '../../lib/relation-api'
import { runOrSay } from '../../records/run-action'
import { Button } from '../../ui/button'
import { Failure } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Sheet } from '../../ui/sheet'
import { Skeleton } from '../../ui/skeleton'
import { SettingHistory } from '../settings/setting-history'

const sides = ['contact', 'person', 'customer'] as const
type Side = (typeof sides)[number]

/** The kinds of relations: those that come with Gonghai, and the company's own (CUST-10). */
export function KindsPage() {
  const t = useT()
  const [shown, setShown] = useState<{ side: Side; kind?: RelationKind }>()
  const found = useQuery({ queryKey: ['relation-kinds'], queryFn: () => relationApi.kinds() })
  return (
    <Page title={t('relation.kinds.title')}>
      <Scroll className="settings" onRefresh={() => found.refetch()}>
        <Box className="settings-group">{t('relation.kinds.intro')}</Box>
        {found.isPending && <Skeleton />}
        {found.isError && !found.data && <Failure error={found.error} retry={() => void found.refetch()} />}
        {found.data &&
          sides.map(side => (
            <Box key={side}>
              <Box className="settings-group">{t(`relation.kinds.${side}`)}</Box>
              <Box className="card settings-list">
                {found.data.kinds
                  .filter(kind => kind.object === side)
                  .map(kind => (
                    <KindRow key={kind.id} kind={kind} onChange={() => setShown({ side, kind })} />
                  ))}
              </Box>
              <Button look="text" icon="plus" onPress={() => setShown({ side })}>
                {t('relation.kinds.add')}
              </Button>
            </Box>
          ))}
      </Scroll>
      {shown && <KindSheet {...shown} onClose={() => setShown(undefined)} />}
    </Page>
  )
}

function KindRow({ kind, onChange }: { kind: RelationKind; onChange: () => void }) {
  const t = useT()
  const toggle = () => void runOrSay('relationKind.update', { kind: kind.id, active: !kind.active })
  const words = kind.mutual ? kind.name : `${kind.name} / ${kind.inverse}`
  return (
    <Box className="settings-row">
      <Press className="pick-main" onPress={onChange}>
        <Box>{words}</Box>
        {!kind.own && <Box className="pick-line">{t('relation.kinds.builtIn')}</Box>}
      </Press>
      <Press
        role="switch"
        className={`switch ${kind.active ? 'switch-on' : ''}`}
        label={words}
        pressed={kind.active}
        onPress={toggle}
      >
        <Box className="switch-track">
          <Box className="switch-knob" />
        </Box>
        <Words className="switch-words">{t(kind.active ? 'relation.kinds.on' : 'relation.kinds.off')}</Words>
      </Press>
    </Box>
  )
}

function KindSheet({ side, kind, onClose }: { side: Side; kind?: RelationKind; onClose: () => void }) {
  const t = useT()
  const [name, setName] = useState(kind?.name ?? '')
  const [inverse, setInverse] = useState(kind && !kind.mutual ? kind.inverse : '')
  const save = () => {
    const words = { name: name.trim(), inverse: inverse.trim() || null }
    const done = kind
      ? runOrSay('relationKind.update', { kind: kind.id, ...words })
      : runOrSay('relationKind.create', { object: side, ...words })
    void done.then(answer => answer && onClose())
  }
  if (kind && !kind.own)
    return (
      <Sheet title={kind.name} onClose={onClose}>
        <SettingHistory subject="relationKind" id={kind.id} />
      </Sheet>
    )
  const foot = (
    <>
      <Button onPress={onClose}>{t('ui.cancel')}</Button>
      <Button look="primary" disabled={!name.trim()} onPress={save}>
        {t('ui.save')}
      </Button>
    </>
  )
  return (
    <Sheet title={kind?.name ?? t('relation.kinds.add')} onClose={onClose} foot={foot}>
      <Box className="field">
        <Box className="field-label">{t('relation.kinds.name')}</Box>
        <TextInput label={t('relation.kinds.name')} max={20} value={name} onChange={setName} />
      </Box>
      <Box className="field">
        <Box className="field-label">{t('relation.kinds.inverse')}</Box>
        <TextInput
          label={t('relation.kinds.inverse')}
          max={20}
          placeholder={t('relation.kinds.inverseHint')}
          value={inverse}
          onChange={setInverse}
        />
      </Box>
      {kind && <SettingHistory subject="relationKind" id={kind.id} />}
    </Sheet>
  )
}
