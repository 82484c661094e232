import type { Value } from '@gonghai/shared/client/api'
import type { DuplicateCheckAnswer, DuplicateHit } from '@gonghai/shared/client/duplicates-api'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Words } from '../../kit/box'
import { Icon } from '../../kit/icon'
import { Press } from '../../kit/press'
import { useT } from '../../lib/i18n'
import { useLater } from '../../lib/later'
import type { ObjectMeta } from '../../lib/meta'
import { Button } from '../../ui/button'
import { Sheet } from '../../ui/sheet'
import { useSettingWords } from '../settings/setting-words'
import { duplicateCalls } from './calls'
import { Hits } from './hits'
import './duplicates.scss'

/** Typing pauses so long before the company is asked. */
const pause = 400

/** The values of a form that duplicate rules may compare. */
function comparable(meta: ObjectMeta, values: Record<string, Value>): Record<string, Value> {
  const entries = Object.entries(meta.fields).flatMap(([name, field]): [string, Value][] => {
    const value = values[name]
    return field.match && typeof value === 'string' && value.trim() !== '' ? [[name, value.trim()]] : []
  })
  return Object.fromEntries(entries)
}

/** What a form's values resemble in the whole company, asked while one types; by the field that resembles. */
export function useCollisions(
  meta: ObjectMeta,
  values: Record<string, Value>,
  id: string | undefined,
): DuplicateCheckAnswer | undefined {
  const given = useLater(JSON.stringify(comparable(meta, values)), pause)
  const { data } = useQuery({
    queryKey: ['duplicates', meta.name, id, given],
    queryFn: () => duplicateCalls.check(meta.name, JSON.parse(given), id && `${meta.name}:${id}`),
    enabled: given !== '{}',
    retry: false,
    placeholderData: before => before,
  })
  return given === '{}' ? undefined : data
}

/** Under the field that resembles: how many, whether saving will be refused, and whose they are. */
export function CollisionStrip({
  answer,
  field,
}: {
  answer: DuplicateCheckAnswer | undefined
  field: string
}) {
  const hits = (answer?.hits ?? []).filter(hit => hit.by[0] === field)
  return hits.length > 0 ? <Strip hits={hits} /> : null
}

function Strip({ hits }: { hits: readonly DuplicateHit[] }) {
  const t = useT()
  const words = useSettingWords()
  const [shown, setShown] = useState(false)
  if (!words) return null
  const forbidden = hits.filter(hit => hit.effect === 'forbid')
  const tone = forbidden.length > 0 ? 'forbid' : 'warn'
  const number = forbidden.length || hits.length
  return (
    <>
      <Press className={`strip strip-${tone}`} onPress={() => setShown(true)}>
        <Icon name="warning" size={18} />
        <Words className="strip-words">{t(`duplicate.strip.${tone}`, { number })}</Words>
        <Words className="strip-show">{t('duplicate.strip.show')}</Words>
      </Press>
      {shown && (
        <Sheet title={t('duplicate.page.analysis')} onClose={() => setShown(false)}>
          <Hits hits={hits} />
        </Sheet>
      )}
    </>
  )
}

/** After a doubt stopped the saving: the same once more, saying that it is another one. */
export function SaveAnyway({ busy, onPress }: { busy: boolean; onPress: () => void }) {
  const t = useT()
  if (!useSettingWords()) return null
  return (
    <Button look="tint" wide busy={busy} onPress={onPress}>
      {t('duplicate.strip.saveAnyway')}
    </Button>
  )
}
