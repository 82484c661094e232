import type { MetaAnswer, TodayAnswer, TodayItem } from '@gonghai/shared/client/api'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box, Words } from '../../kit/box'
import { Press } from '../../kit/press'
import { Scroll } from '../../kit/scroll'
import { api } from '../../lib/api'
import { hasText, useT } from '../../lib/i18n'
import { useMeta } from '../../lib/meta'
import { useNavigation } from '../../lib/navigate'
import { dayText, today } from '../../lib/time'
import { asking } from '../../records/asking'
import { runOrSay } from '../../records/run-action'
import { actionLabel } from '../../records/words'
import { Avatar } from '../../ui/avatar'
import { Button } from '../../ui/button'
import { Chip } from '../../ui/chip'
import { Empty, Failure } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Skeleton } from '../../ui/skeleton'
import './today.scss'

/** What waits for the reader, most urgent first, under the day's figures. */
export function TodayPage() {
  const t = useT()
  const { open } = useNavigation()
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['today'],
    queryFn: api.today,
    refetchInterval: 60_000,
  })
  return (
    <Page title={t('ui.tab.today')} root extra={<Words>{dayText(today())}</Words>}>
      <Scroll className="today" onRefresh={() => refetch()} label={t('ui.tab.today')}>
        {isPending && <Skeleton />}
        {error && !data && <Failure error={error} retry={() => void refetch()} />}
        {data && (
          <>
            <Figures figures={data.figures} onOpen={open} />
            {data.items.length > 0 && <Box className="section-title">{t('ui.today.first')}</Box>}
            {data.items.map(item => (
              <Item key={`${item.kind}:${item.record}`} item={item} />
            ))}
            {data.items.length === 0 && (
              <Empty
                icon="check"
                title={t('ui.today.nothing')}
                text={t('ui.today.nothingText')}
                step={{ text: t('ui.today.toPools'), run: () => open({ page: 'home', tab: 'pools' }) }}
              />
            )}
            {data.more > 0 && <Box className="list-end">{t('ui.today.more', { count: data.more })}</Box>}
          </>
        )}
      </Scroll>
    </Page>
  )
}

const urgent = new Set(['approvals', 'followDue', 'orders', 'requests'])

function Figures({ figures, onOpen }: { figures: TodayAnswer['figures']; onOpen: (target: string) => void }) {
  const t = useT()
  if (!figures.length) return null
  return (
    <Box className="figures">
      {figures.map(figure => (
        <Press key={figure.key} className="card figure" onPress={() => onOpen(figure.open)}>
          <Words
            className={`figure-value ${urgent.has(figure.key) && figure.value > 0 ? 'figure-urgent' : ''}`}
          >
            {figure.value}
          </Words>
          <Words className="figure-label">{t(`ui.today.figure.${figure.key}`)}</Words>
        </Press>
      ))}
    </Box>
  )
}

type ButtonOf = TodayItem['buttons'][number]

/** A reminder can be put off or be done with from here, too. */
function buttonsOf(item: TodayItem, meta: MetaAnswer | undefined): ButtonOf[] {
  if (item.kind !== 'followDue' || item.buttons.some(({ action }) => action?.startsWith('reminder.')))
    return item.buttons
  const more = ['reminder.snooze', 'reminder.done'].filter(name => meta?.actions[name])
  const own = more.map(
    (action): ButtonOf => ({
      text: actionLabel(action),
      style: 'plain',
      action,
      input: { record: item.record },
    }),
  )
  return [...own, ...item.buttons]
}

function Item({ item }: { item: TodayItem }) {
  const { open } = useNavigation()
  const { data: meta } = useMeta()
  return (
    <Box className="card item">
      <Press className="item-open" onPress={() => open(item.record)}>
        <Avatar name={item.title} size={40} />
        <Box className="item-main">
          <Box className="row-title">{item.title}</Box>
          <Box className="row-facts">{item.line}</Box>
        </Box>
      </Press>
      {(item.due || item.buttons.length > 0) && (
        <Box className="item-foot">
          {item.due && <Chip tone={item.due.tone}>{item.due.text}</Chip>}
          <Box className="item-buttons">
            {buttonsOf(item, meta).map(button => (
              <ItemButton key={button.text} item={item} button={button} />
            ))}
          </Box>
        </Box>
      )}
    </Box>
  )
}

/** A button of an item: opens a page, runs its action, or asks for what the action still needs (a reason). */
function ItemButton({ item, button }: { item: TodayItem; button: ButtonOf }) {
  const { open } = useNavigation()
  const { data: meta } = useMeta()
  const [busy, setBusy] = useState(false)
  const press = async () => {
    if (button.open) return open(button.open)
    const contract = button.action && meta?.actions[button.action]
    if (!button.action || !contract) return
    const known = button.input ?? {}
    const asked = Object.fromEntries(Object.entries(contract.input).filter(([name]) => !(name in known)))
    if (Object.values(asked).some(field => field.required) || hasText(`ui.consequence.${button.action}`)) {
      asking.set({ action: button.action, title: item.title, known, asked })
      return
    }
    setBusy(true)
    await runOrSay(button.action, known).finally(() => setBusy(false))
  }
  return (
    <Button small look={button.style} busy={busy} onPress={() => void press()}>
      {button.text}
    </Button>
  )
}
