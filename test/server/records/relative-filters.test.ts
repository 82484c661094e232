import type { Database } from '@gonghai/server/db/database'
import { dayStart } from '@gonghai/server/kernel/clock'
import { listRecords } from '@gonghai/server/records/list'
import { type Days, daysOfCount, daysOfPeriod, type Period } from '@gonghai/shared/rules/relative-dates'
import { at, type Company, insertCompany, insertRecord } from './company'
import { actorFor, listedIds, openTestDatabase, refusalOf, services } from './reading'

let db: Database
let close: () => Promise<void>
let company: Company
beforeAll(async () => {
  ;({ db, close } = await openTestDatabase())
  company = await insertCompany(db)
})
afterAll(() => close())

describe('days that move on (CUST-16)', () => {
  const days: [Period, string, Days][] = [
    ['today', '2028-02-29', { from: '2028-02-29', to: '2028-03-01' }],
    ['yesterday', '2028-03-01', { from: '2028-02-29', to: '2028-03-01' }],
    ['tomorrow', '2026-12-31', { from: '2027-01-01', to: '2027-01-02' }],
    ['thisWeek', '2026-11-22', { from: '2026-11-16', to: '2026-11-23' }],
    ['thisWeek', '2026-11-16', { from: '2026-11-16', to: '2026-11-23' }],
    ['lastWeek', '2026-11-22', { from: '2026-11-09', to: '2026-11-16' }],
    ['nextWeek', '2026-12-30', { from: '2027-01-04', to: '2027-01-11' }],
    ['thisMonth', '2026-11-21', { from: '2026-11-01', to: '2026-12-01' }],
    ['lastMonth', '2026-01-31', { from: '2025-12-01', to: '2026-01-01' }],
    ['nextMonth', '2026-12-05', { from: '2027-01-01', to: '2027-02-01' }],
    ['thisQuarter', '2026-11-21', { from: '2026-10-01', to: '2027-01-01' }],
    ['lastQuarter', '2026-02-01', { from: '2025-10-01', to: '2026-01-01' }],
    ['nextQuarter', '2026-11-21', { from: '2027-01-01', to: '2027-04-01' }],
    ['thisYear', '2026-11-21', { from: '2026-01-01', to: '2027-01-01' }],
    ['lastYear', '2026-11-21', { from: '2025-01-01', to: '2026-01-01' }],
    ['nextYear', '2026-11-21', { from: '2027-01-01', to: '2028-01-01' }],
  ]
  test.each(days)('%s on %s', (period, today, expected) => {
    expect(daysOfPeriod(period, today)).toEqual(expected)
  })

  test('counted days hold today; so long ago begins where the last days end', () => {
    expect(daysOfCount('lastDays', '2026-03-01', 2)).toEqual({ from: '2026-02-28', to: '2026-03-02' })
    expect(daysOfCount('nextDays', '2026-03-01', 2)).toEqual({ from: '2026-03-01', to: '2026-03-03' })
    expect(daysOfCount('daysAgo', '2026-03-01', 2)).toEqual({ to: '2026-02-28' })
  })

  test('a day begins where the asker is, also where clocks change', () => {
    const start = (zone: string, day: string) => dayStart(zone, day).toISOString()
    expect(start('Asia/Shanghai', '2026-11-21')).toBe('2026-11-20T16:00:00.000Z')
    expect(start('America/New_York', '2026-11-01')).toBe('2026-11-01T04:00:00.000Z')
    expect(start('America/New_York', '2026-11-02')).toBe('2026-11-02T05:00:00.000Z')
    expect(start('Pacific/Kiritimati', '2026-01-01')).toBe('2025-12-31T10:00:00.000Z')
    expect(start('Pacific/Pago_Pago', '2026-01-01')).toBe('2026-01-01T11:00:00.000Z')
  })
})

describe('lists asked relatively (CUST-16)', () => {
  /** Now it is 2026-11-21 16:00 in Shanghai, 03:00 in New York. */
  const followed = {
    justNow: at.toISOString(),
    early: '2026-11-20T16:00:00.000Z',
    lateBefore: '2026-11-20T15:59:59.999Z',
    daysBefore30: '2026-10-22T15:59:59.999Z',
    daysBefore29: '2026-10-22T16:00:00.000Z',
    never: null,
  }
  const ids: Record<string, string> = {}
  beforeAll(async () => {
    for (const [name, lastFollowAt] of Object.entries(followed)) {
      ids[name] = await insertRecord(db, 'customer', { name, lastFollowAt }, { owner: company.people.report })
    }
  })

  const found = async (filter: object, zone = 'Asia/Shanghai') => {
    const actor = { ...(await actorFor(db, company.people.administrator!)), timeZone: zone }
    const all = await listedIds(db, actor, 'customer', { filter })
    return Object.keys(ids).filter(name => all.includes(ids[name]!))
  }
  const last = (op: string, value: unknown) => ({ field: 'lastFollowAt', op, value })

  test('today and the days before begin at the asker’s midnight', async () => {
    expect(await found(last('period', 'today'))).toEqual(['justNow', 'early'])
    expect(await found(last('lastDays', 1))).toEqual(['justNow', 'early'])
    expect(await found(last('lastDays', 2))).toEqual(['justNow', 'early', 'lateBefore'])
    expect(await found(last('period', 'yesterday'))).toEqual(['lateBefore'])
    expect(await found(last('period', 'today'), 'America/New_York')).toEqual(['justNow'])
    expect(await found(last('period', 'yesterday'), 'America/New_York')).toEqual(['early', 'lateBefore'])
  })

  test('for 30 days: that long ago or longer, without those of whom nothing is known', async () => {
    expect(await found(last('daysAgo', 30))).toEqual(['daysBefore30'])
    expect(await found(last('lastDays', 30))).toEqual(['justNow', 'early', 'lateBefore', 'daysBefore29'])
    const cold = { or: [last('daysAgo', 30), { field: 'lastFollowAt', op: 'empty' }] }
    expect(await found(cold)).toEqual(['daysBefore30', 'never'])
  })

  test('me and my reports are whoever asks', async () => {
    const owner = async (who: keyof typeof company.people, op: string) => {
      const actor = await actorFor(db, company.people[who]!)
      const { rows } = await listRecords(db, actor, services, 'customer', { filter: { field: 'owner', op } })
      return rows.length
    }
    expect(await owner('report', 'isMe')).toBe(Object.keys(ids).length)
    expect(await owner('teamLeader', 'isMe')).toBe(0)
    expect(await owner('teamLeader', 'isMyReport')).toBe(Object.keys(ids).length)
    expect(await owner('report', 'isMyReport')).toBe(0)
  })

  test.each([
    [{ field: 'lastFollowAt', op: 'lastDays', value: 0 }, 'filter.value format'],
    [{ field: 'lastFollowAt', op: 'daysAgo', value: '30 days' }, 'filter.value format'],
    [{ field: 'lastFollowAt', op: 'period', value: 'someday' }, 'filter.value format'],
    [{ field: 'name', op: 'lastDays', value: 3 }, 'filter.op option'],
    [{ field: 'pool', op: 'isMe' }, 'filter.op option'],
    [{ field: 'owner', op: 'isMe', value: 'x' }, 'filter.value unknown'],
  ])('refuses %j by path', async (filter, expected) => {
    const actor = await actorFor(db, company.people.administrator!)
    const { fields } = await refusalOf(listRecords(db, actor, services, 'customer', { filter }))
    expect(fields.map(({ path, rule }) => `${path} ${rule}`)).toEqual([expected])
  })
})
