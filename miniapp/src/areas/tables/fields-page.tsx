import { customKinds } from '@gonghai/shared/objects/custom'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box, Words } from '../../kit/box'
import { Icon } from '../../kit/icon'
import { Press } from '../../kit/press'
import { Scroll } from '../../kit/scroll'
import { useT } from '../../lib/i18n'
import { useMeta } from '../../lib/meta'
import { queries } from '../../lib/query'
import { tablesApi } from '../../lib/tables-api'
import { runOrSay } from '../../records/run-action'
import { objectLabel } from '../../records/words'
import { Button, IconButton } from '../../ui/button'
import { Chip } from '../../ui/chip'
import { Empty, Failure } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Sheet } from '../../ui/sheet'
import { Skeleton } from '../../ui/skeleton'
import type { Known } from './field-draft'
import { FieldSheet } from './field-sheet'
import './tables.scss'

/** Everything that shows the company's own fields is asked for anew. */
export async function fieldsChanged(): Promise<void> {
  await Promise.all([
    queries.invalidateQueries({ queryKey: ['custom-fields'] }),
    queries.invalidateQueries({ queryKey: ['meta'] }),
  ])
}

/** The fields that the company added, by object (CUST-15). */
export function FieldsPage() {
  const t = useT()
  const objects = (useMeta().data?.objects ?? []).filter(one => one.can.custom).map(one => one.name)
  const [chosen, setChosen] = useState('customer')
  const object = objects.find(one => one === chosen) ?? objects[0] ?? 'customer'
  const found = useQuery({
    queryKey: ['custom-fields', object],
    queryFn: () => tablesApi.customFields(object),
  })
  const [sheet, setSheet] = useState<'kind' | Known | { kind: Known['kind'] }>()
  const fields = found.data?.fields ?? []
  const active = fields.filter(field => field.active)
  const retired = fields.filter(field => !field.active)
  const move = async (at: number, by: number) => {
    const keys = active.map(field => field.key)
    const [moved] = keys.splice(at, 1)
    keys.splice(at + by, 0, moved!)
    await runOrSay('customField.arrange', { object, order: keys.map(key => ({ key })) })
    await fieldsChanged()
  }
  return (
    <Page title={t('fields.title')}>
      <Box className="objects" role="tablist" label={t('fields.title')}>
        {objects.map(name => (
          <Press
            key={name}
            role="tab"
            className={`object ${name === object ? 'object-on' : ''}`}
            current={name === object}
            onPress={() => setChosen(name)}
          >
            {objectLabel(name)}
          </Press>
        ))}
      </Box>
      <Scroll className="list-scroll">
        <Box className="fields-intro">{t('fields.intro', { object: objectLabel(object) })}</Box>
        {found.isPending && <Skeleton />}
        {found.isError && <Failure error={found.error} retry={() => void found.refetch()} />}
        {found.data && !fields.length && (
          <Empty
            title={t('fields.none', { object: objectLabel(object) })}
            text={t('fields.noneText')}
            step={{ text: t('fields.add'), run: () => setSheet('kind') }}
          />
        )}
        {active.length > 0 && (
          <Box className="card fields-list">
            {active.map((field, at) => (
              <Box key={field.id} className="column-row">
                <FieldLine field={field} onOpen={() => setSheet(field)} />
                {at > 0 && <IconButton icon="up" label={t('fields.up')} onPress={() => void move(at, -1)} />}
                {at < active.length - 1 && (
                  <IconButton icon="down" label={t('fields.down')} onPress={() => void move(at, 1)} />
                )}
              </Box>
            ))}
          </Box>
        )}
        {retired.length > 0 && (
          <Box className="card fields-retired">
            <Box className="form-section">{t('fields.retired')}</Box>
            {retired.map(field => (
              <FieldLine key={field.id} field={field} onOpen={() => setSheet(field)} />
            ))}
          </Box>
        )}
        {fields.length > 0 && (
          <Button wide look="tint" icon="plus" onPress={() => setSheet('kind')}>
            {t('fields.add')}
          </Button>
        )}
      </Scroll>
      {sheet === 'kind' && (
        <Sheet title={t('fields.chooseKind')} onClose={() => setSheet(undefined)}>
          {customKinds.map(kind => (
            <Press key={kind} className="pick-row" onPress={() => setSheet({ kind })}>
              <Box className="pick-main">
                <Box>{t(`fields.kind.${kind}`)}</Box>
                <Box className="pick-line">{t(`fields.example.${kind}`)}</Box>
              </Box>
              <Icon name="forward" size={16} />
            </Press>
          ))}
        </Sheet>
      )}
      {sheet && sheet !== 'kind' && (
        <FieldSheet
          key={'id' in sheet ? `${sheet.id}:${sheet.version}` : sheet.kind}
          object={object}
          field={'id' in sheet ? sheet : undefined}
          kind={sheet.kind}
          all={fields}
          usable={found.data?.usable ?? []}
          onClose={() => setSheet(undefined)}
        />
      )}
    </Page>
  )
}

function FieldLine({ field, onOpen }: { field: Known; onOpen: () => void }) {
  const t = useT()
  const marks = [
    field.required && t('fields.required'),
    field.sortable && t(field.indexed ? 'fields.sortable' : 'fields.indexing'),
    field.pooled && t('fields.pooled'),
    field.section,
  ].filter(Boolean)
  return (
    <Press className="pick-row" onPress={onOpen}>
      <Box className="pick-main">
        <Box>{field.labels['zh-CN']}</Box>
        <Box className="pick-line">
          {field.formulaText ?? (marks.join(t('ui.dot')) || field.hint || field.key)}
        </Box>
      </Box>
      <Words className="fields-kind">
        <Chip tone={field.active ? 'accent' : 'plain'}>{t(`fields.kind.${field.kind}`)}</Chip>
      </Words>
    </Press>
  )
}
