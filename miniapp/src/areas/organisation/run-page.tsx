import type { Value } from '@gonghai/shared/client/api'
import type { DirectoryItemView, DirectoryRunView } from '@gonghai/shared/client/organisation-api'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box } from '../../kit/box'
import { Icon } from '../../kit/icon'
import { Press } from '../../kit/press'
import { Scroll } from '../../kit/scroll'
import { TextInput } from '../../kit/text-input'
import { useT } from '../../lib/i18n'
import { useNavigation } from '../../lib/navigate'
import { momentText } from '../../lib/time'
import { PeopleSheet } from '../../records/fields/people-input'
import { runOrSay } from '../../records/run-action'
import { Button } from '../../ui/button'
import { Chip } from '../../ui/chip'
import { Failure } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Skeleton } from '../../ui/skeleton'
import { Tabs } from '../../ui/tabs'
import { organisationCalls } from './calls'
import { FailureBox, isMoving } from './directory-page'
import './organisation.scss'

/** One reading with its differences: what to take, what each would do, and applying it (SET-1). */
export function DirectoryRunPage({ id }: { id: string }) {
  const t = useT()
  const [kind, setKind] = useState<string>()
  const found = useInfiniteQuery({
    queryKey: ['organisation', 'directory-run', id, kind],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam }) => organisationCalls.run(id, { kind, after: pageParam }),
    getNextPageParam: last => last.next ?? undefined,
    refetchInterval: query => (isMoving(query.state.data?.pages[0]?.run) ? 1500 : false),
  })
  const run = found.data?.pages[0]?.run
  const items = found.data?.pages.flatMap(page => page.items) ?? []
  const kinds = Object.keys(run?.counts ?? {})
  return (
    <Page title={run ? t(`ui.platform.${run.platform}`) : t('organisation.directory.title')}>
      {kinds.length > 1 && (
        <Tabs
          tabs={[
            { key: '', text: t('organisation.security.all') },
            ...kinds.map(key => ({
              key,
              text: t(`organisation.directory.kind.${key}`),
              count: run!.counts[key] ?? 0,
            })),
          ]}
          current={kind ?? ''}
          onChange={key => setKind(key || undefined)}
        />
      )}
      <Scroll
        className="settings organisation"
        onEnd={() => found.hasNextPage && void found.fetchNextPage()}
        onRefresh={() => found.refetch()}
      >
        {found.isPending && <Skeleton />}
        {found.isError && !run && <Failure error={found.error} retry={() => void found.refetch()} />}
        {run && <Head run={run} kind={kind} />}
        {items.length > 0 && (
          <Box className="card settings-list">
            {items.map(item => (
              <Item key={item.seq} run={run!} item={item} />
            ))}
          </Box>
        )}
      </Scroll>
      {run?.state === 'ready' && <Foot run={run} />}
    </Page>
  )
}

function Head({ run, kind }: { run: DirectoryRunView; kind: string | undefined }) {
  const t = useT()
  const { open } = useNavigation()
  const choose = (take: boolean) => void runOrSay('directory.choose', { run: run.id, take, kind: kind! })
  return (
    <>
      {run.readAt && (
        <Box className="organisation-hint organisation-lead">
          {t('organisation.directory.lastAt', {
            date: momentText(run.readAt),
            departments: run.departments,
            people: run.people,
          })}
        </Box>
      )}
      {run.failure && <FailureBox failure={run.failure} />}
      {run.state === 'done' && Object.keys(run.counts).length === 0 && (
        <Box className="organisation-good">{t('organisation.directory.same')}</Box>
      )}
      {run.warnings.map(warning => (
        <Box key={warning} className="organisation-warning" role="alert">
          <Icon name="warning" size={18} />
          <Box className="item-main">{warning}</Box>
        </Box>
      ))}
      {run.operation && (
        <Press
          className="card organisation-facts organisation-press"
          onPress={() => open({ page: 'operation', id: run.operation!.id })}
        >
          {t('organisation.directory.progress', {
            done: run.operation.done - run.operation.failed,
            total: run.operation.total,
            failed: run.operation.failed,
          })}
        </Press>
      )}
      {run.state === 'ready' && kind && (
        <Box className="organisation-tools">
          <Button small onPress={() => choose(true)}>
            {t('organisation.directory.take')}
          </Button>
          <Button small onPress={() => choose(false)}>
            {t('organisation.directory.drop')}
          </Button>
        </Box>
      )}
    </>
  )
}

const stateTones = { open: 'plain', done: 'success', failed: 'danger', skipped: 'plain' } as const

function Item({ run, item }: { run: DirectoryRunView; item: DirectoryItemView }) {
  const t = useT()
  const open = run.state === 'ready' && item.state === 'open'
  // Ticking never says who somebody is.
  const undecided = !!item.suggestion && !item.decided
  const choose = (take: boolean, employee?: string) =>
    void runOrSay('directory.choose', {
      run: run.id,
      take,
      items: [{ item: item.seq, ...(employee ? { employee } : {}) }] as unknown as Value,
    })
  return (
    <Box className="organisation-item">
      <Press
        role="checkbox"
        className="organisation-take"
        label={item.title}
        disabled={!open || undecided}
        pressed={item.taken}
        onPress={() => choose(!item.taken, item.decided?.colleague?.id)}
      >
        <Box className={`organisation-tick ${item.taken ? 'organisation-tick-on' : ''}`}>
          {item.taken && <Icon name="check" size={14} />}
        </Box>
      </Press>
      <Box className="item-main">
        <Box className="organisation-fact">
          <Box className="row-title">{item.title}</Box>
          <Chip tone={item.kind === 'leave' ? 'danger' : 'accent'}>
            {t(`organisation.directory.kind.${item.kind}`)}
          </Chip>
        </Box>
        {item.lines.map(line => (
          <Box key={line} className="organisation-hint">
            {line}
          </Box>
        ))}
        {item.message && <Chip tone={stateTones[item.state]}>{item.message}</Chip>}
        {item.kind === 'join' && open && <Who item={item} onChoose={employee => choose(true, employee)} />}
      </Box>
    </Box>
  )
}

/** Who a newcomer is: somebody new, or a colleague whose account this is (one person on both platforms is one employee). */
function Who({ item, onChoose }: { item: DirectoryItemView; onChoose: (employee?: string) => void }) {
  const t = useT()
  const [picking, setPicking] = useState(false)
  const { suggestion, decided } = item
  const colleague = decided?.colleague
  const offered = suggestion?.employeeId ?? undefined
  const answers = [
    ...(offered ? [{ key: 'isSame', on: colleague?.id === offered, press: () => onChoose(offered) }] : []),
    ...(suggestion || colleague
      ? [{ key: 'isNew', on: !!decided && !colleague, press: () => onChoose() }]
      : []),
    { key: 'isOther', on: !!colleague && colleague.id !== offered, press: () => setPicking(true) },
  ]
  return (
    <Box className={suggestion || colleague ? 'organisation-suggestion' : ''}>
      {suggestion && !decided && (
        <Box>{t('organisation.directory.suggestion', { name: suggestion.name, why: suggestion.why })}</Box>
      )}
      {colleague && <Box>{t('organisation.directory.isColleague', { name: colleague.name })}</Box>}
      <Box className="options">
        {answers.map(({ key, on, press }) => (
          <Press
            key={key}
            role="radio"
            className={`option ${on ? 'option-on' : ''}`}
            pressed={on}
            onPress={press}
          >
            {t(`organisation.directory.${key}`)}
          </Press>
        ))}
      </Box>
      {picking && (
        <PeopleSheet
          title={t('organisation.directory.isOther')}
          chosen={colleague ? [colleague.id] : []}
          onToggle={row => {
            setPicking(false)
            onChoose(row.id)
          }}
          onClose={() => setPicking(false)}
        />
      )}
    </Box>
  )
}

/** Applies what is chosen; where much looks wrong, only with the number of leavers typed. */
function Foot({ run }: { run: DirectoryRunView }) {
  const t = useT()
  const [typed, setTyped] = useState('')
  const apply = async () => {
    const input: Record<string, Value> = { run: run.id }
    if (run.confirm !== null) input.confirm = Number(typed)
    await runOrSay('directory.apply', input)
  }
  const ready = run.confirm === null || typed.trim() === String(run.confirm)
  return (
    <Box className="form-foot organisation-foot">
      {run.confirm !== null && (
        <>
          <Box className="organisation-hint">
            {t('organisation.directory.confirm', { count: run.confirm })}
          </Box>
          <TextInput
            keyboard="integer"
            label={t('organisation.directory.confirm', { count: run.confirm })}
            value={typed}
            max={7}
            onChange={setTyped}
          />
        </>
      )}
      <Button wide look="primary" disabled={!ready || run.chosen === 0} onPress={() => void apply()}>
        {t('organisation.directory.apply', { count: run.chosen })}
      </Button>
    </Box>
  )
}
