import type { Reference } from '@gonghai/shared/client/api'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box } from '../../kit/box'
import { Scroll } from '../../kit/scroll'
import { TextInput } from '../../kit/text-input'
import { useT } from '../../lib/i18n'
import { useMe, useMeta } from '../../lib/meta'
import { PeopleSheet } from '../../records/fields/people-input'
import { PickButton } from '../../records/fields/pick-sheet'
import { Button } from '../../ui/button'
import { Failure } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Skeleton } from '../../ui/skeleton'
import { Options } from './addition-sheet'
import { accessCalls } from './calls'
import { Explanation } from './explanation'
import { needs } from './role-draft'
import './access.scss'

/** "Why can't I see it": of whom, which record, what for; the way to the answer is drawn step by step. */
export function ExplainPage({ record: first = '' }: { record?: string }) {
  const t = useT()
  const me = useMe()
  const { data: meta } = useMeta()
  const [person, setPerson] = useState<Reference>()
  const [choosing, setChoosing] = useState(false)
  const [record, setRecord] = useState(first)
  const [need, setNeed] = useState('view')
  const [asked, setAsked] = useState(
    first ? { record: first, person: undefined as string | undefined, need: 'view' } : undefined,
  )
  const full = meta?.may.includes('access.explain')
  const found = useQuery({
    queryKey: ['explain', asked],
    enabled: !!asked,
    queryFn: () => accessCalls.explain(asked!.record, asked!.person, asked!.need),
  })
  return (
    <Page title={t('access.explain.title')}>
      <Scroll className="access-page">
        <Box className="card access-card">
          {full && (
            <Box className="field">
              <Box className="field-label">{t('access.explain.who')}</Box>
              <PickButton
                label={t('access.explain.who')}
                text={person?.name ?? me?.name ?? ''}
                onPress={() => setChoosing(true)}
              />
            </Box>
          )}
          <Box className="field">
            <Box className="field-label">{t('access.explain.what')}</Box>
            <TextInput
              label={t('access.explain.what')}
              placeholder={t('access.explain.whatHint')}
              max={300}
              value={record}
              onChange={setRecord}
            />
          </Box>
          <Options
            title={t('access.explain.forWhat')}
            options={needs.map(key => ({ key, text: t(`access.need.${key}`) }))}
            chosen={need}
            onChoose={setNeed}
          />
          <Button
            look="primary"
            disabled={!record.trim()}
            onPress={() => setAsked({ record: record.trim(), person: person?.id, need })}
          >
            {t('access.explain.run')}
          </Button>
        </Box>
        {asked && found.isPending && <Skeleton rows={3} />}
        {found.isError && <Failure error={found.error} retry={() => void found.refetch()} />}
        {found.data && <Explanation answer={found.data} />}
      </Scroll>
      {choosing && (
        <PeopleSheet
          title={t('access.explain.who')}
          chosen={person ? [person.id] : []}
          onToggle={row => {
            setPerson(row)
            setChoosing(false)
          }}
          onClose={() => setChoosing(false)}
        />
      )}
    </Page>
  )
}
