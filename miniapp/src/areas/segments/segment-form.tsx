import type { Filter } from '@gonghai/shared/client/api'
import type { SegmentView } from '@gonghai/shared/client/relation-api'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box, Words } from '../../kit/box'
import { Press } from '../../kit/press'
import { TextInput } from '../../kit/text-input'
import { useT } from '../../lib/i18n'
import { useObject } from '../../lib/meta'
import { useNavigation } from '../../lib/navigate'
import { relationApi } from '../../lib/relation-api'
import { SwitchInput } from '../../records/fields/switch-input'
import { filterOf, type Group, groupOf, groupText, noRules } from '../../records/rules/rules'
import { RulesSheet } from '../../records/rules/rules-sheet'
import { runAction, runOrSay } from '../../records/run-action'
import { countText } from '../../records/use-rows'
import { objectsLabel } from '../../records/words'
import { Button } from '../../ui/button'
import { useFailureText } from '../../ui/empty'
import { Sheet } from '../../ui/sheet'
import { Skeleton } from '../../ui/skeleton'
import './segments.scss'

const objects = ['customer', 'contact'] as const

/** Conditions under a name, with how many they find now and some of them, before they are saved. */
export function SegmentForm({ segment, onClose }: { segment?: SegmentView; onClose: () => void }) {
  const t = useT()
  const say = useFailureText()
  const [object, setObject] = useState<string>(segment?.object ?? 'customer')
  const meta = useObject(object)
  const [name, setName] = useState(segment?.name ?? '')
  const [description, setDescription] = useState(segment?.description ?? '')
  const [shared, setShared] = useState(segment?.shared ?? false)
  const [rules, setRules] = useState<Group>(() =>
    segment ? groupOf(segment.filter, segment.names, meta) : noRules,
  )
  const [asking, setAsking] = useState(false)
  const [failure, setFailure] = useState('')
  const [busy, setBusy] = useState(false)
  const filter: Filter = (meta && filterOf(meta, rules)) ?? { and: [] }
  const save = async () => {
    const words = { name: name.trim(), description: description.trim() || null, shared }
    const given = { ...words, filter: JSON.stringify(filter) }
    setBusy(true)
    setFailure('')
    try {
      if (segment)
        await runAction('segment.update', { ...given, segment: segment.id, version: segment.version })
      else await runAction('segment.create', { ...given, object })
      onClose()
    } catch (error) {
      setFailure(say(error))
    } finally {
      setBusy(false)
    }
  }
  const foot = (
    <>
      {segment && <RemoveButton segment={segment} onClose={onClose} />}
      <Button look="primary" busy={busy} disabled={!name.trim()} onPress={() => void save()}>
        {t('relation.segment.save')}
      </Button>
    </>
  )
  if (asking && meta)
    return <RulesSheet meta={meta} rules={rules} onApply={setRules} onClose={() => setAsking(false)} />
  return (
    <Sheet title={segment?.name ?? t('relation.segment.add')} onClose={onClose} foot={foot}>
      <Box className="field">
        <Box className="field-label">{t('relation.segment.name')}</Box>
        <TextInput label={t('relation.segment.name')} max={50} value={name} onChange={setName} />
      </Box>
      {!segment && (
        <Box className="field">
          <Box className="field-label">{t('relation.segment.object')}</Box>
          <Box className="options">
            {objects.map(one => (
              <Press
                key={one}
                role="radio"
                className={`option ${object === one ? 'option-on' : ''}`}
                pressed={object === one}
                onPress={() => {
                  setObject(one)
                  setRules(noRules)
                }}
              >
                {objectsLabel(one)}
              </Press>
            ))}
          </Box>
        </Box>
      )}
      <Press className="pick-row" onPress={() => setAsking(true)}>
        <Box className="pick-main">
          <Box>{t('relation.segment.conditions')}</Box>
          <Box className="pick-line">
            {meta && rules.parts.length ? groupText(meta, rules) : t('relation.segment.noConditions')}
          </Box>
        </Box>
        <Words className="words-accent">{t('relation.segment.addCondition')}</Words>
      </Press>
      {segment?.mended && <Box className="segment-note">{t('relation.segment.mendedSave')}</Box>}
      <Preview object={object} filter={filter} />
      <Box className="field">
        <Box className="field-label">{t('relation.segment.description')}</Box>
        <TextInput
          label={t('relation.segment.description')}
          max={200}
          value={description}
          onChange={setDescription}
        />
      </Box>
      <Box className="field">
        <Box className="field-label">{t('relation.segment.shared')}</Box>
        <SwitchInput
          id="segment-shared"
          object="segment"
          name="shared"
          field={{ kind: 'boolean' }}
          label={t('relation.segment.shared')}
          value={shared}
          onChange={value => setShared(value === true)}
        />
      </Box>
      {failure && (
        <Box className="form-failure" role="alert">
          {failure}
        </Box>
      )}
    </Sheet>
  )
}

function RemoveButton({ segment, onClose }: { segment: SegmentView; onClose: () => void }) {
  const t = useT()
  const { back } = useNavigation()
  const remove = () =>
    void runOrSay('segment.remove', { segment: segment.id }).then(answer => {
      if (!answer) return
      onClose()
      back()
    })
  return <Button onPress={remove}>{t('relation.segment.remove')}</Button>
}

/** How many the conditions find, and the first of them. */
function Preview({ object, filter }: { object: string; filter: Filter }) {
  const t = useT()
  const say = useFailureText()
  const { data, error } = useQuery({
    queryKey: ['segment-preview', object, filter],
    queryFn: () => relationApi.segmentPreview(object, filter),
  })
  if (error) return <Box className="form-failure">{say(error)}</Box>
  if (!data) return <Skeleton rows={1} />
  return (
    <Box className="convert-facts">
      <Box className="convert-title">{t('relation.segment.count', { number: countText(data.count) })}</Box>
      {data.sample.length > 0 && (
        <Box className="pick-line">
          {`${t('relation.segment.sample')} ${data.sample.map(record => record.title).join(t('ui.listComma'))}`}
        </Box>
      )}
    </Box>
  )
}
