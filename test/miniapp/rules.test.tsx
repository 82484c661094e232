import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { RulesPage } from '../../miniapp/src/areas/rules/rules-page'
import { WithWords } from '../../miniapp/src/areas/settings/setting-frame'
import { followServer } from '../../miniapp/src/lib/clock'
import { setZone } from '../../miniapp/src/lib/time'
import { buildPool } from './support/builders'
import { HttpResponse, http, refuse, sentTo, server } from './support/server'
import { show } from './support/show'

beforeEach(() => {
  setZone('Asia/Shanghai')
  followServer('2026-11-21T02:02:00.000Z')
})

const pool = () => ({
  ...buildPool(),
  version: 4,
  values: { ...buildPool().values, recycleDays: 30, warnDays: 3, dealDays: null, dormantDays: null },
})
const perDay = Array.from({ length: 31 }, (_, at) => ({
  day: new Date(Date.UTC(2026, 10, 21 + at)).toISOString().slice(0, 10),
  taken: at === 5 ? 2 : 0,
  slept: at === 7 ? 1 : 0,
}))
const answer = {
  days: 30,
  perDay,
  owners: [{ owner: { id: 'employee-3', name: '王磊' }, taken: 2, perDay: { '2026-11-26': 2 } }],
  moreOwners: 0,
  taken: 2,
  slept: 1,
  spared: { locked: 1 },
  held: 9,
  takenNow: 1,
}
const record = {
  id: 'customer-9',
  object: 'customer',
  title: '苏州精密',
  owner: { id: 'employee-3', name: '王磊' },
  day: '2026-11-26',
  due: '2026-11-26T02:00:00.000Z',
  because: '最近跟进 20 天前，规则 20 天未跟进',
  spared: null,
}
const around = () =>
  server.use(
    http.get('/api/records/pool/pool-1', () => HttpResponse.json({ record: pool(), related: [] })),
    http.post('/api/pools/pool-1/simulate', () => HttpResponse.json(answer)),
    http.post('/api/pools/pool-1/simulate/records', () => HttpResponse.json({ records: [record], more: 0 })),
  )
const page = () =>
  show(
    <WithWords>
      <RulesPage id="pool-1" />
    </WithWords>,
  )

describe('rules of a pool', () => {
  it('POOL-9 each figure says in an example what it means, and an empty one that the rule is off', async () => {
    around()
    await page()
    const days = await screen.findByLabelText('未跟进多少天后回收')
    expect(screen.getByText(/12月21日.*它自动回到华东大区公海/)).toBeInTheDocument()
    expect(screen.getByText('不启用：只要有人跟进，就一直留着。')).toBeInTheDocument()
    fireEvent.change(days, { target: { value: '20' } })
    expect(screen.getByText(/12月11日.*它自动回到华东大区公海/)).toBeInTheDocument()
    fireEvent.change(days, { target: { value: '' } })
    expect(screen.getByText('不启用：再久没有跟进也不会自动回公海。')).toBeInTheDocument()
  })

  it('POOL-9 shows the effect before it is saved: days, people, their records with the reason', async () => {
    around()
    await page()
    fireEvent.change(await screen.findByLabelText('未跟进多少天后回收'), { target: { value: '20' } })
    await waitFor(() =>
      expect(sentTo('/api/pools/pool-1/simulate').at(-1)?.body).toEqual({ recycleDays: 20, days: 30 }),
    )
    const total = await screen.findByText(/条会在未来 30 天里回公海/)
    expect(total).toHaveTextContent('现在共 9 条有人负责')
    expect(screen.getByText('现在的规则：1 条 · 另有 1 个转为沉睡')).toBeInTheDocument()
    fireEvent.click(screen.getByRole('button', { name: /11月26日.*：2 条回公海/ }))
    expect(await screen.findByText('苏州精密')).toBeInTheDocument()
    expect(sentTo('/api/pools/pool-1/simulate/records').at(-1)?.body).toEqual({
      recycleDays: 20,
      days: 30,
      day: '2026-11-26',
    })
    fireEvent.click(screen.getByRole('button', { name: '看数字' }))
    const table = screen.getByRole('table')
    expect(within(table).getAllByRole('row')).toHaveLength(3)
    expect(screen.getByText('已锁定 1')).toBeInTheDocument()
    expect(sentTo('/api/actions/pool.update')).toEqual([])
  })

  it('saves only what was changed, and puts a refusal at its field', async () => {
    around()
    const fields = [{ path: 'remindFollowDays', rule: 'tooLarge', message: '不能大于 29' }]
    server.use(http.post('/api/actions/pool.update', () => refuse(400, 'invalidInput', {}, { fields })))
    await page()
    fireEvent.change(await screen.findByLabelText('未跟进多少天提醒管理员'), { target: { value: '30' } })
    fireEvent.click(screen.getByRole('button', { name: '保存规则' }))
    expect(await screen.findByText('不能大于 29')).toBeInTheDocument()
    expect(sentTo('/api/actions/pool.update')[0]?.body).toEqual({
      id: 'pool-1',
      version: 4,
      remindFollowDays: 30,
    })
  })
})
