import type { AdministratorsAnswer, LoginsAnswer } from '@gonghai/shared/client/organisation-api'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box, Words } from '../../kit/box'
import { Icon } from '../../kit/icon'
import { Scroll } from '../../kit/scroll'
import { useT } from '../../lib/i18n'
import { everythingChanged } from '../../lib/query'
import { momentText } from '../../lib/time'
import { copyWords } from '../../platform/copy'
import { Button } from '../../ui/button'
import { Chip } from '../../ui/chip'
import { Failure, useFailureText } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Sheet } from '../../ui/sheet'
import { Skeleton } from '../../ui/skeleton'
import { Tabs } from '../../ui/tabs'
import { toast } from '../../ui/toast'
import { organisationCalls } from './calls'
import { PasswordSheet } from './password-sheet'
import './organisation.scss'

type Administrator = AdministratorsAnswer['rows'][number]

/** One's own password, the other administrators', and who came in (SET-8). */
export function SecurityPage() {
  const t = useT()
  const [changing, setChanging] = useState(false)
  const found = useQuery({
    queryKey: ['security', 'administrators'],
    queryFn: organisationCalls.administrators,
  })
  const data = found.data
  return (
    <Page title={t('organisation.security.title')}>
      <Scroll className="settings organisation" onRefresh={() => found.refetch()}>
        {found.isPending && <Skeleton rows={3} />}
        {found.isError && !data && <Failure error={found.error} retry={() => void found.refetch()} />}
        {data && (
          <>
            <Box className="settings-group">{t('organisation.security.mine')}</Box>
            <Box className="card organisation-facts">
              <Box className="organisation-hint">{t('organisation.security.mineHint')}</Box>
              <Box className="organisation-tools">
                <Button
                  small
                  look="primary"
                  icon="lock"
                  disabled={!data.me.mobile}
                  onPress={() => setChanging(true)}
                >
                  {t(data.me.hasPassword ? 'organisation.security.change' : 'organisation.security.set')}
                </Button>
                <Words className="organisation-hint">
                  {data.me.mobile ?? t('organisation.security.needMobile')}
                </Words>
              </Box>
            </Box>
            <Box className="settings-group">{t('organisation.security.administrators')}</Box>
            <Box className="card settings-list">
              {data.rows.map(one => (
                <AdministratorRow key={one.id} person={one} mine={one.id === data.me.id} />
              ))}
            </Box>
          </>
        )}
        <Logins />
      </Scroll>
      {changing && data && <PasswordSheet has={data.me.hasPassword} onClose={() => setChanging(false)} />}
    </Page>
  )
}

function AdministratorRow({ person, mine }: { person: Administrator; mine: boolean }) {
  const t = useT()
  const say = useFailureText()
  const [link, setLink] = useState<string>()
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work()
      await everythingChanged()
    } catch (error) {
      toast(say(error), { tone: 'danger' })
    }
  }
  return (
    <Box className="settings-row">
      <Box className="item-main">
        <Box className="row-title">{person.name}</Box>
        <Box className="row-facts">
          {[person.mobile, t(`organisation.security.${person.hasPassword ? 'has' : 'hasNot'}`)]
            .filter(Boolean)
            .join(t('ui.dot'))}
        </Box>
      </Box>
      {person.lockedUntil && (
        <>
          <Chip tone="danger">
            {t('organisation.security.locked', { time: momentText(person.lockedUntil) })}
          </Chip>
          <Button small onPress={() => void attempt(() => organisationCalls.unlock(person.id))}>
            {t('organisation.security.unlock')}
          </Button>
        </>
      )}
      {!mine && (
        <Button
          small
          onPress={() => void attempt(async () => setLink((await organisationCalls.reset(person.id)).link))}
        >
          {t('organisation.security.reset')}
        </Button>
      )}
      {link && <LinkSheet name={person.name} link={link} onClose={() => setLink(undefined)} />}
    </Box>
  )
}

function LinkSheet({ name, link, onClose }: { name: string; link: string; onClose: () => void }) {
  const t = useT()
  const copy = async () => {
    if (await copyWords(link)) toast(t('organisation.security.copied'))
  }
  const foot = (
    <Button look="primary" onPress={() => void copy()}>
      {t('organisation.security.copy')}
    </Button>
  )
  return (
    <Sheet title={t('organisation.security.reset')} onClose={onClose} foot={foot}>
      <Box className="sheet-text">{t('organisation.security.resetHint')}</Box>
      <Box>{t('organisation.security.resetLink', { name })}</Box>
      <Box className="organisation-code">{link}</Box>
    </Sheet>
  )
}

function Logins() {
  const t = useT()
  const [only, setOnly] = useState('')
  const found = useInfiniteQuery({
    queryKey: ['security', 'logins', only],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => organisationCalls.logins({ after: pageParam, only: only || undefined }),
    getNextPageParam: last => last.next ?? undefined,
  })
  const rows = found.data?.pages.flatMap(page => page.rows) ?? []
  return (
    <>
      <Box className="settings-group">{t('organisation.security.logins')}</Box>
      <Box className="card">
        <Tabs
          tabs={[
            { key: '', text: t('organisation.security.all') },
            { key: 'failed', text: t('organisation.security.onlyFailed') },
          ]}
          current={only}
          onChange={setOnly}
        />
        <Box className="settings-list">
          {found.isSuccess && rows.length === 0 && (
            <Box className="organisation-hint organisation-lead">{t('organisation.security.none')}</Box>
          )}
          {rows.map(row => (
            <LoginRow key={row.id} row={row} />
          ))}
          {found.hasNextPage && (
            <Button
              wide
              look="text"
              busy={found.isFetchingNextPage}
              onPress={() => void found.fetchNextPage()}
            >
              {t('organisation.people.more')}
            </Button>
          )}
        </Box>
      </Box>
    </>
  )
}

function LoginRow({ row }: { row: LoginsAnswer['rows'][number] }) {
  const t = useT()
  const facts = [
    momentText(row.at),
    row.by,
    row.address && t('organisation.security.address', { address: row.address }),
  ]
  return (
    <Box className="settings-row">
      <Box className={row.ok ? 'organisation-mark' : 'organisation-mark organisation-mark-bad'}>
        <Icon name={row.ok ? 'check' : 'close'} size={16} />
      </Box>
      <Box className="item-main">
        <Box className="row-title">{[row.name, row.text].filter(Boolean).join(t('ui.dot'))}</Box>
        <Box className="row-facts">{facts.filter(Boolean).join(t('ui.dot'))}</Box>
      </Box>
    </Box>
  )
}
