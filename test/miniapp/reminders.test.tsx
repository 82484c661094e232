import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { TodayPage } from '../../miniapp/src/areas/today/today-page'
import { followServer } from '../../miniapp/src/lib/clock'
import { setZone } from '../../miniapp/src/lib/time'
import { Deadline } from '../../miniapp/src/records/deadline'
import { recycleOf } from '../../miniapp/src/records/due'
import { momentOffers } from '../../miniapp/src/records/fields/moment-offers'
import { buildCustomer } from './support/builders'
import { HttpResponse, http, sentTo, server } from './support/server'
import { show } from './support/show'

// A Saturday, 10:02 in Shanghai.
const now = '2026-11-21T02:02:00.000Z'
beforeEach(() => {
  setZone('Asia/Shanghai')
  followServer(now)
})

const today = http.get('/api/today', () =>
  HttpResponse.json(
    {
      figures: [{ key: 'orders', value: 2, open: '/pages/home/index?tab=service' }],
      items: [
        {
          kind: 'followDue',
          record: 'customer:customer-1',
          title: '苏州恒远电子',
          line: '138 0013 8000',
          due: { text: '约定 09:00 联系', tone: 'danger' },
          buttons: [{ text: '写跟进', style: 'primary', open: 'followUp:customer:customer-1' }],
        },
      ],
      more: 0,
    },
    { headers: { 'x-gonghai-now': now } },
  ),
)
const run = (name: string) =>
  http.post(`/api/actions/${name}`, () => HttpResponse.json({ result: {}, message: '好了' }))

describe('reminder', () => {
  it('CHAT-5 is done with one press', async () => {
    server.use(today, run('reminder.done'))
    await show(<TodayPage />)
    expect(await screen.findByText('我的工单')).toBeInTheDocument()
    fireEvent.click(await screen.findByRole('button', { name: '已联系' }))
    await waitFor(() => expect(sentTo('/api/actions/reminder.done')).toHaveLength(1))
    expect(sentTo('/api/actions/reminder.done')[0]?.body).toEqual({ record: 'customer:customer-1' })
  })

  it('CHAT-5 is put off to one of the offered moments', async () => {
    server.use(today, run('reminder.snooze'))
    await show(<TodayPage />)
    fireEvent.click(await screen.findByRole('button', { name: '推迟' }))
    const question = within(await screen.findByRole('dialog'))
    fireEvent.click(question.getByRole('button', { name: '明天 09:00' }))
    fireEvent.click(question.getByRole('button', { name: '推迟' }))
    await waitFor(() => expect(sentTo('/api/actions/reminder.snooze')).toHaveLength(1))
    expect(sentTo('/api/actions/reminder.snooze')[0]?.body).toEqual({
      record: 'customer:customer-1',
      until: '2026-11-22T01:00:00.000Z',
    })
  })

  it('offers an hour, this afternoon, tomorrow and next Monday, and nothing that has passed', () => {
    const offers = momentOffers('ask.reminder.snooze')
    expect(offers.map(({ text }) => text)).toEqual(['1 小时后', '今天下午', '明天 09:00', '下周一 09:00'])
    expect(offers.slice(1).map(({ at }) => at)).toEqual([
      '2026-11-21T07:00:00.000Z',
      '2026-11-22T01:00:00.000Z',
      '2026-11-23T01:00:00.000Z',
    ])
    // On a Sunday evening there is no afternoon left, and tomorrow is the Monday.
    followServer('2026-11-22T12:00:00.000Z')
    expect(momentOffers('ask.reminder.snooze').map(({ text }) => text)).toEqual(['1 小时后', '明天 09:00'])
  })
})

describe('countdown', () => {
  const countdown = {
    clock: 'follow' as const,
    due: '2026-11-24T01:00:00.000Z',
    cause: 'followUp' as const,
    since: '2026-10-22T01:00:00.000Z',
    days: 33,
    pool: '华东公海',
    extended: false,
    spared: null,
  }
  const falling = (change: Partial<typeof countdown> | { spared: 'locked' | 'extensionAsked' } = {}) =>
    recycleOf(buildCustomer({ countdown: { ...countdown, ...change } }))

  it('POOL-5 says when a record goes back, what that counts from, and by which rule', () => {
    expect(falling()).toEqual({
      text: '还剩 3 天',
      because: '最近跟进 30 天前，规则 33 天未跟进',
      tone: 'warning',
      presses: true,
    })
  })

  it('presses in lists only within a week, not while it is locked, and not where no rule watches it', () => {
    expect(falling({ due: '2026-12-21T01:00:00.000Z' })?.presses).toBe(false)
    expect(falling({ spared: 'locked' })).toMatchObject({ text: '已锁定，不会被规则回收', presses: false })
    expect(falling({ spared: 'extensionAsked' })?.text).toBe('已申请延期，等组长处理')
    expect(falling({ due: '2026-11-21T01:00:00.000Z' })).toMatchObject({ text: '即将回公海', tone: 'danger' })
    expect(recycleOf(buildCustomer())).toBeUndefined()
  })

  it('POOL-11 says of a cooperating customer when it falls asleep', () => {
    const asleep = falling({
      due: '2026-11-24T01:00:00.000Z',
      ...({ clock: 'dormant', cause: 'deal' } as object),
    })
    expect(asleep).toMatchObject({ text: '3 天后转沉睡', because: '最近往来 30 天前，规则 33 天没有往来' })
  })

  it('POOL-6 offers at the record what keeps it: a follow-up, an extension, a lock, or giving it back', async () => {
    const record = buildCustomer({
      countdown,
      allowed: ['followUp.create', 'pool.askExtension', 'customer.lock', 'pool.release'],
    })
    server.use(run('pool.askExtension'))
    await show(<Deadline record={record} />)
    expect(await screen.findByText('还剩 3 天')).toBeInTheDocument()
    for (const name of ['写跟进', '申请延期', '锁定', '退回公海'])
      expect(screen.getByRole('button', { name })).toBeInTheDocument()
    // Pressed before the contracts are there, a button does nothing yet.
    await waitFor(() => {
      fireEvent.click(screen.getAllByRole('button', { name: '申请延期' })[0] as HTMLElement)
      expect(screen.getByLabelText(/天数/)).toBeInTheDocument()
    })
    fireEvent.change(screen.getByLabelText(/天数/), { target: { value: '10' } })
    fireEvent.change(screen.getByLabelText(/理由/), { target: { value: '客户下月定预算' } })
    fireEvent.click(screen.getAllByRole('button', { name: '申请延期' }).at(-1) as HTMLElement)
    await waitFor(() =>
      expect(sentTo('/api/actions/pool.askExtension')[0]?.body).toEqual({
        record: 'customer:customer-1',
        days: 10,
        reason: '客户下月定预算',
      }),
    )
  })

  it('POOL-6 says that more days are asked for, and takes that back', async () => {
    const record = buildCustomer({
      countdown: { ...countdown, spared: 'extensionAsked' },
      allowed: ['followUp.create', 'pool.withdrawExtension'],
    })
    server.use(run('pool.withdrawExtension'))
    await show(<Deadline record={record} />)
    expect(await screen.findByText('已申请延期，等组长处理')).toBeInTheDocument()
    await waitFor(() => {
      fireEvent.click(screen.getAllByRole('button', { name: '撤回延期申请' })[0] as HTMLElement)
      expect(screen.getByText('撤回后按原来的期限计时，到期会回公海。')).toBeInTheDocument()
    })
    fireEvent.click(screen.getAllByRole('button', { name: '撤回延期申请' }).at(-1) as HTMLElement)
    await waitFor(() =>
      expect(sentTo('/api/actions/pool.withdrawExtension')[0]?.body).toEqual({
        record: 'customer:customer-1',
      }),
    )
  })

  it('POOL-9 a record that a rule took back says why', async () => {
    const record = buildCustomer({ values: { name: '苏州恒远', owner: null, poolReason: 'recycled' } })
    const time = {
      at: '2026-11-20T02:00:00.000Z',
      owner: { id: 'x', name: '王磊' },
      pool: '华东公海',
      rule: 'follow',
      days: 30,
      cause: 'followUp',
      since: '2026-10-21T02:00:00.000Z',
      due: '2026-11-20T02:00:00.000Z',
      because: '最近跟进 30 天前，规则 30 天未跟进',
    }
    server.use(
      http.get('/api/records/customer/customer-1/why-recycled', () =>
        HttpResponse.json({ title: '苏州恒远', times: [time] }),
      ),
    )
    await show(<Deadline record={record} />)
    fireEvent.click(await screen.findByRole('button', { name: '为什么被收回？' }))
    expect(await screen.findByText('最近跟进 30 天前，规则 30 天未跟进')).toBeInTheDocument()
    expect(screen.getByText(/从王磊名下收回，进入华东公海/)).toBeInTheDocument()
  })
})
