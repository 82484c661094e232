import type { RecordView } from '@gonghai/shared/client/api'
import type { Fields } from '@gonghai/shared/objects/declare'
import { useState } from 'react'
import { Box } from '../kit/box'
import { Press } from '../kit/press'
import { useT } from '../lib/i18n'
import type { ObjectMeta } from '../lib/meta'
import { Button } from '../ui/button'
import { Sheet } from '../ui/sheet'
import type { FormState } from './form-draft'
import { changedFields, stateOf } from './form-start'
import type { Stale } from './use-form'
import { valueText } from './value-text'
import { fieldLabel } from './words'

interface StaleSheetProps {
  meta: ObjectMeta
  fields: Fields
  mine: FormState
  stale: Stale
  onSettle: (current: RecordView, chosen: FormState) => void
}

/** Two edits met: what the other one changed; where both changed a field, one chooses. Nothing is lost unseen. */
export function StaleSheet({ meta, fields, mine, stale: { base, current }, onSettle }: StaleSheetProps) {
  const t = useT()
  const theirs = stateOf(fields, current)
  const changedByThem = changedFields(fields, base, theirs)
  const changedByMe = new Set(changedFields(fields, base, mine))
  const both = changedByThem.filter(
    name => changedByMe.has(name) && changedFields(fields, mine, theirs).includes(name),
  )
  const [keepMine, setKeepMine] = useState<Record<string, boolean>>({})
  const text = (state: FormState, name: string) => {
    const references = Object.fromEntries(
      Object.entries(state.references).map(([key, names]) => [key, names]),
    )
    return valueText(meta, name, { ...current, values: state.values, references }) || t('ui.blank')
  }
  const settle = () => {
    const values = { ...theirs.values }
    const references = { ...theirs.references }
    for (const name of changedByMe) {
      if (both.includes(name) && !keepMine[name]) continue
      values[name] = mine.values[name] ?? null
      if (mine.references[name]) references[name] = mine.references[name]
    }
    onSettle(current, { values, references })
  }
  const foot = (
    <Button look="primary" onPress={settle}>
      {t('ui.stale.goOn')}
    </Button>
  )
  return (
    <Sheet title={t('ui.stale.title')} onClose={settle} foot={foot}>
      <Box className="sheet-text">{t(both.length ? 'ui.stale.choose' : 'ui.stale.merged')}</Box>
      {changedByThem.map(name => (
        <Box key={name} className="stale">
          <Box className="field-label">{fieldLabel(meta.name, name)}</Box>
          {both.includes(name) ? (
            <Box className="stale-pair" role="radiogroup" label={fieldLabel(meta.name, name)}>
              {[false, true].map(own => (
                <Press
                  key={String(own)}
                  role="radio"
                  className={`stale-side ${(keepMine[name] ?? false) === own ? 'option-on' : ''}`}
                  pressed={(keepMine[name] ?? false) === own}
                  onPress={() => setKeepMine({ ...keepMine, [name]: own })}
                >
                  <Box className="stale-who">{t(own ? 'ui.stale.mine' : 'ui.stale.theirs')}</Box>
                  <Box>{text(own ? mine : theirs, name)}</Box>
                </Press>
              ))}
            </Box>
          ) : (
            <Box>
              {text(base, name)} → {text(theirs, name)}
            </Box>
          )}
        </Box>
      ))}
    </Sheet>
  )
}
