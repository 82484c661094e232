import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { TodayPage } from '../../miniapp/src/areas/today/today-page'
import { followServer } from '../../miniapp/src/lib/clock'
import { setZone } from '../../miniapp/src/lib/time'
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
  const values = { owner: 'employee-1', lastFollowAt: '2026-10-22T01:00:00.000Z' }
  it('POOL-5 says when a record goes back and for how long nobody followed it up', () => {
    const record = buildCustomer({ values: { ...values, followDue: '2026-11-24T01:00:00.000Z' } })
    expect(recycleOf(record)).toEqual({
      text: '3 天后回公海',
      quiet: '30 天未跟进',
      tone: 'warning',
      presses: true,
    })
  })

  it('presses in lists only within a week, and not where nobody owns the record', () => {
    const later = buildCustomer({ values: { ...values, followDue: '2026-12-21T01:00:00.000Z' } })
    expect(recycleOf(later)?.presses).toBe(false)
    const free = buildCustomer({ values: { followDue: '2026-11-24T01:00:00.000Z', owner: null } })
    expect(recycleOf(free)).toBeUndefined()
    const late = buildCustomer({ values: { ...values, followDue: '2026-11-21T01:00:00.000Z' } })
    expect(recycleOf(late)).toMatchObject({ text: '即将回公海', tone: 'danger' })
  })
})
