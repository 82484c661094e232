import type { LeadMappingAnswer } from '@gonghai/shared/client/relation-api'
import { settingIds } from '@gonghai/shared/rules/setting-ids'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box, Words } from '../../kit/box'
import { Scroll } from '../../kit/scroll'
import { TextInput } from '../../kit/text-input'
import { useT } from '../../lib/i18n'
import { useLater } from '../../lib/later'
import { relationApi } from '../../lib/relation-api'
import { PickButton, PickSheet } from '../../records/fields/pick-sheet'
import { runOrSay } from '../../records/run-action'
import { Button } from '../../ui/button'
import { Failure, useFailureText } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Skeleton } from '../../ui/skeleton'
import { Tabs } from '../../ui/tabs'
import { SettingHistory } from '../settings/setting-history'
import '../relations/relations.scss'

type Target = LeadMappingAnswer['targets'][number]
type Lines = Target['lines']

const targets = ['customer', 'contact', 'task'] as const

/** Which parts of a lead go where when it becomes a customer, with what that makes of a real lead (CUST-2). */
export function MappingPage() {
  const t = useT()
  const [target, setTarget] = useState<string>('customer')
  const found = useQuery({ queryKey: ['lead-mapping'], queryFn: () => relationApi.mapping() })
  const shown = found.data?.targets.find(one => one.target === target)
  return (
    <Page title={t('relation.mapping.title')}>
      <Tabs
        tabs={targets.map(key => ({ key, text: t(`relation.mapping.${key}`) }))}
        current={target}
        onChange={setTarget}
      />
      <Scroll className="settings" onRefresh={() => found.refetch()}>
        <Box className="settings-group">{t('relation.mapping.intro')}</Box>
        {found.isPending && <Skeleton />}
        {found.isError && !found.data && <Failure error={found.error} retry={() => void found.refetch()} />}
        {found.data && shown && (
          <Mapping
            key={`${target}:${JSON.stringify(shown.lines)}`}
            target={shown}
            sources={found.data.sources}
          />
        )}
      </Scroll>
    </Page>
  )
}

function Mapping({ target, sources }: { target: Target; sources: LeadMappingAnswer['sources'] }) {
  const t = useT()
  const [lines, setLines] = useState<Lines>(target.lines)
  const complete = lines.filter(line => line.source !== null || line.words)
  const set = (field: string, line: { source: string | null; words: string | null } | undefined) => {
    const others = lines.filter(one => one.field !== field)
    setLines(line ? [...others, { field, ...line }] : others)
  }
  const save = (given: Lines) =>
    runOrSay('leadMapping.set', {
      target: target.target,
      lines: given.map(({ field, source, words }) => ({
        field,
        ...(source === null ? { words } : { source }),
      })),
    })
  const changed = JSON.stringify(complete) !== JSON.stringify(target.lines)
  return (
    <>
      <Box className="card settings-list">
        {target.fields.map(field => (
          <FieldLine
            key={field.field}
            field={field}
            sources={sources}
            line={lines.find(one => one.field === field.field)}
            onChange={line => set(field.field, line)}
          />
        ))}
      </Box>
      <Example target={target.target} lines={complete} />
      <Box className="graph-buttons">
        <Button look="primary" disabled={!changed} onPress={() => void save(complete)}>
          {t('relation.mapping.save')}
        </Button>
        <Button onPress={() => void save([])}>{t('relation.mapping.standard')}</Button>
      </Box>
      <SettingHistory subject="leadMapping" id={settingIds.leadMapping[target.target]} />
    </>
  )
}

interface FieldLineProps {
  field: Target['fields'][number]
  sources: LeadMappingAnswer['sources']
  line: Lines[number] | undefined
  onChange: (line: { source: string | null; words: string | null } | undefined) => void
}

/** One field of the target: nothing, a field of the lead, or words. */
function FieldLine({ field, sources, line, onChange }: FieldLineProps) {
  const t = useT()
  const [choosing, setChoosing] = useState(false)
  const labelOf = (source: string) => sources.find(one => one.field === source)?.label ?? source
  const text = !line ? '' : line.source === null ? t('relation.mapping.words') : labelOf(line.source)
  const rows = [
    ...field.sources.map(id => ({ id, name: labelOf(id) })),
    ...(field.words ? [{ id: '', name: t('relation.mapping.words') }] : []),
  ]
  return (
    <Box className="field mapping-line">
      <Box className="field-label">
        {field.label}
        {field.required && <Words className="field-star"> *</Words>}
      </Box>
      <PickButton
        label={field.label}
        text={text}
        onPress={() => setChoosing(true)}
        onClear={field.required ? undefined : () => onChange(undefined)}
      />
      {line && line.source === null && (
        <TextInput
          label={`${field.label} ${t('relation.mapping.words')}`}
          placeholder={t('relation.mapping.wordsHint')}
          max={200}
          value={line.words ?? ''}
          onChange={words => onChange({ source: null, words })}
        />
      )}
      {choosing && (
        <PickSheet
          title={field.label}
          rows={typed => rows.filter(row => row.name.includes(typed))}
          chosen={line ? [line.source ?? ''] : []}
          onToggle={row => {
            onChange(
              row.id === '' ? { source: null, words: line?.words ?? '' } : { source: row.id, words: null },
            )
            setChoosing(false)
          }}
          onClose={() => setChoosing(false)}
        />
      )}
    </Box>
  )
}

/** What the lines would make of the newest lead, before anything is saved. */
function Example({ target, lines }: { target: string; lines: Lines }) {
  const t = useT()
  const say = useFailureText()
  const settled = useLater(JSON.stringify(lines), 300)
  const { data, error } = useQuery({
    queryKey: ['lead-mapping', 'preview', target, settled],
    queryFn: () => relationApi.mappingPreview(target, JSON.parse(settled) as Lines),
  })
  if (error) return <Box className="form-failure">{say(error)}</Box>
  if (!data) return <Skeleton rows={2} />
  return (
    <Box className="convert-facts">
      <Box className="convert-title">
        {data.lead ? t('relation.mapping.example', { lead: data.lead }) : t('relation.mapping.noExample')}
      </Box>
      {data.facts.map(fact => (
        <Box key={fact.field} className="convert-fact">
          <Words className="convert-label">{fact.label}</Words>
          <Words>{fact.text}</Words>
        </Box>
      ))}
    </Box>
  )
}
