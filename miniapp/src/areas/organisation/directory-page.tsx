import type { DirectoryAnswer, DirectoryRunView } from '@gonghai/shared/client/organisation-api'
import { settingIds } from '@gonghai/shared/rules/setting-ids'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box } from '../../kit/box'
import { Icon } from '../../kit/icon'
import { Press } from '../../kit/press'
import { Scroll } from '../../kit/scroll'
import { type Translate, useT } from '../../lib/i18n'
import { useNavigation } from '../../lib/navigate'
import { momentText } from '../../lib/time'
import { SwitchInput } from '../../records/fields/switch-input'
import { runOrSay } from '../../records/run-action'
import { Button } from '../../ui/button'
import { Chip, type Tone } from '../../ui/chip'
import { Failure } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Skeleton } from '../../ui/skeleton'
import { SettingHistory } from '../settings/setting-history'
import { organisationCalls } from './calls'
import './organisation.scss'

const tones: Record<DirectoryRunView['state'], Tone> = {
  waiting: 'accent',
  reading: 'accent',
  ready: 'warning',
  applying: 'accent',
  done: 'success',
  cancelled: 'plain',
  failed: 'danger',
}

/** Is something going on that is worth asking again for? */
export const isMoving = (run: DirectoryRunView | null | undefined) =>
  run?.state === 'waiting' || run?.state === 'reading' || run?.state === 'applying'

/** "离职 3、入职 1": what a reading found. */
export function countWords(t: Translate, run: DirectoryRunView): string {
  const words = Object.entries(run.counts).map(
    ([kind, count]) => `${t(`organisation.directory.kind.${kind}`)} ${count}`,
  )
  return words.join(t('ui.listComma'))
}

/** Where the directories of the platforms stand, what happens by itself, and the earlier readings (SET-1). */
export function DirectoryPage() {
  const t = useT()
  const found = useQuery({
    queryKey: ['organisation', 'directory'],
    queryFn: organisationCalls.directory,
    refetchInterval: query => (query.state.data?.platforms.some(one => isMoving(one.last)) ? 1500 : false),
  })
  const state = found.data
  return (
    <Page title={t('organisation.directory.title')}>
      <Scroll className="settings organisation" onRefresh={() => found.refetch()}>
        <Box className="organisation-hint organisation-lead">{t('organisation.directory.hint')}</Box>
        {found.isPending && <Skeleton rows={3} />}
        {found.isError && !state && <Failure error={found.error} retry={() => void found.refetch()} />}
        {state?.platforms.map(one => (
          <Platform key={one.platform} platform={one} />
        ))}
        {state && <Rules rules={state.rules} />}
        {state && state.runs.length > 0 && <Runs runs={state.runs} />}
      </Scroll>
    </Page>
  )
}

function Platform({ platform }: { platform: DirectoryAnswer['platforms'][number] }) {
  const t = useT()
  const { open } = useNavigation()
  const [asking, setAsking] = useState(false)
  const { last, on, linked } = platform
  const read = async () => {
    setAsking(true)
    await runOrSay('directory.read', { platform: platform.platform })
    setAsking(false)
  }
  const facts = last?.readAt
    ? t('organisation.directory.lastAt', {
        date: momentText(last.readAt),
        departments: last.departments,
        people: last.people,
      })
    : t('organisation.directory.never')
  return (
    <Box className="card organisation-facts">
      <Box className="organisation-fact">
        <Box className="item-main">
          <Box className="row-title">{t(`ui.platform.${platform.platform}`)}</Box>
          <Box className="row-facts">
            {on ? t('organisation.directory.linked', { count: linked }) : t('organisation.directory.off')}
          </Box>
        </Box>
        {last && <Chip tone={tones[last.state]}>{t(`organisation.directory.state.${last.state}`)}</Chip>}
      </Box>
      <Box className="row-facts">{facts}</Box>
      {last?.failure && <FailureBox failure={last.failure} />}
      {last?.state === 'done' && Object.keys(last.counts).length === 0 && (
        <Box className="organisation-good">{t('organisation.directory.same')}</Box>
      )}
      <Box className="organisation-tools">
        {on && (
          <Button
            small
            look={last?.state === 'ready' ? 'plain' : 'primary'}
            icon="refresh"
            busy={asking || isMoving(last)}
            onPress={() => void read()}
          >
            {t(isMoving(last) ? 'organisation.directory.reading' : 'organisation.directory.read')}
          </Button>
        )}
        {last?.state === 'ready' && (
          <Button small look="primary" onPress={() => open({ page: 'settings/directory-run', id: last.id })}>
            {countWords(t, last)}
          </Button>
        )}
      </Box>
    </Box>
  )
}

/** What went wrong, and what to click where. */
export function FailureBox({ failure }: { failure: NonNullable<DirectoryRunView['failure']> }) {
  const t = useT()
  return (
    <Box className="form-failure" role="alert">
      <Box className="row-title">{failure.title}</Box>
      {failure.steps.map(step => (
        <Box key={step}>{step}</Box>
      ))}
      {failure.code && <Box>{t('organisation.directory.seen', { code: failure.code })}</Box>}
    </Box>
  )
}

function Rules({ rules }: { rules: DirectoryAnswer['rules'] }) {
  const t = useT()
  const set = (name: keyof typeof rules, value: boolean) =>
    void runOrSay('directory.configure', { ...rules, [name]: value })
  return (
    <>
      <Box className="settings-group">{t('organisation.directory.rules')}</Box>
      <Box className="card organisation-facts">
        {(['watch', 'nightly', 'small'] as const).map(name => (
          <Box key={name} className="organisation-fact">
            <Box className="item-main">
              <Box>{t(`organisation.directory.${name}`)}</Box>
              <Box className="organisation-hint">{t(`organisation.directory.${name}Hint`)}</Box>
            </Box>
            <SwitchInput
              id={name}
              object="directory"
              name={name}
              field={{ kind: 'boolean' }}
              label={t(`organisation.directory.${name}`)}
              value={rules[name]}
              onChange={value => set(name, value === true)}
            />
          </Box>
        ))}
      </Box>
      <SettingHistory subject="organisation" id={settingIds.directoryRules} />
    </>
  )
}

function Runs({ runs }: { runs: readonly DirectoryRunView[] }) {
  const t = useT()
  const { open } = useNavigation()
  return (
    <>
      <Box className="settings-group">{t('organisation.directory.runs')}</Box>
      <Box className="card settings-list">
        {runs.map(run => (
          <Press
            key={run.id}
            className="settings-row"
            onPress={() => open({ page: 'settings/directory-run', id: run.id })}
          >
            <Box className="item-main">
              <Box className="row-title">
                {[t(`ui.platform.${run.platform}`), momentText(run.createdAt)].join(t('ui.dot'))}
              </Box>
              <Box className="row-facts">
                {[
                  t(`organisation.directory.trigger.${run.trigger}`),
                  run.by,
                  run.failure?.title ?? countWords(t, run),
                ]
                  .filter(Boolean)
                  .join(t('ui.dot'))}
              </Box>
            </Box>
            <Chip tone={tones[run.state]}>{t(`organisation.directory.state.${run.state}`)}</Chip>
            <Icon name="forward" size={16} />
          </Press>
        ))}
      </Box>
    </>
  )
}
