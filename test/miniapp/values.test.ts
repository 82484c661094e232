import { createHash } from 'node:crypto'
import { followServer } from '../../miniapp/src/lib/clock'
import { setLocale } from '../../miniapp/src/lib/i18n'
import { centsText, grouped, lineCents, moneyText, trimmed } from '../../miniapp/src/lib/number'
import { addressOf, routeOf } from '../../miniapp/src/lib/route'
import { sha256 } from '../../miniapp/src/lib/sha256'
import { dueText, fromField, momentText, pressure, setZone, toField } from '../../miniapp/src/lib/time'
import { initials } from '../../miniapp/src/ui/avatar'

/** Saturday 21 November 2026, 10:02 in Shanghai. */
const noon = '2026-11-21T02:02:00.000Z'

beforeEach(async () => {
  followServer(noon)
  setZone('Asia/Shanghai')
  await setLocale('zh-CN')
})

describe('times', () => {
  it.each([
    ['2026-11-21T02:01:30.000Z', '刚刚'],
    ['2026-11-21T01:32:00.000Z', '30 分钟前'],
    ['2026-11-21T01:00:00.000Z', '今天 09:00'],
    ['2026-11-20T15:59:00.000Z', '昨天 23:59'],
    ['2026-11-18T02:00:00.000Z', '3 天前'],
    ['2026-11-22T01:30:00.000Z', '明天 09:30'],
    ['2026-11-24T01:00:00.000Z', '周二 09:00'],
    ['2026-12-24T01:00:00.000Z', '12月24日 周四 09:00'],
    ['2025-12-24T01:00:00.000Z', '2025-12-24 09:00'],
  ])('%s reads %s', (iso, expected) => {
    followServer(noon)
    expect(momentText(iso)).toBe(expected)
  })

  it('say how late and how soon', () => {
    expect(dueText('2026-11-21T01:02:00.000Z')).toBe('已过 1 小时')
    expect(dueText('2026-11-24T02:02:00.000Z')).toBe('还有 3 天')
    expect(['2026-11-21T02:00:00Z', '2026-11-21T03:00:00Z', '2026-11-30T03:00:00Z'].map(pressure)).toEqual([
      'late',
      'soon',
      'later',
    ])
  })

  it.each(['Asia/Shanghai', 'America/New_York', 'Asia/Kolkata', 'UTC'])(
    'go into a field and back in %s',
    zone => {
      setZone(zone)
      for (const iso of [
        '2026-03-08T06:30:00.000Z',
        '2026-07-01T12:00:00.000Z',
        '2026-12-31T16:05:00.000Z',
      ]) {
        expect(fromField(toField(iso))).toBe(iso)
      }
      expect(fromField('')).toBeNull()
    },
  )
})

describe('numbers', () => {
  it('are grouped, trimmed, and money has its sign', () => {
    expect(grouped('1234567.50')).toBe('1,234,567.50')
    expect(grouped('999')).toBe('999')
    expect(trimmed('2.0000')).toBe('2')
    expect(trimmed('100')).toBe('100')
    expect(moneyText('486000.00')).toBe('¥486,000.00')
    expect(moneyText('12.5', 'USD')).toBe('US$12.5')
  })

  it('of a contract line are exact to the cent', () => {
    expect(centsText(lineCents('2', '238000.00', '88'))).toBe('418880.00')
    expect(centsText(lineCents('3', '0.1', ''))).toBe('0.30')
    expect(lineCents('x', '1', '100')).toBe(0)
  })
})

describe('sha256', () => {
  it.each(['', 'abc', 'a'.repeat(55), 'a'.repeat(56), 'b'.repeat(64), 'xyz'.repeat(99)])(
    'of %j is that of node',
    text => {
      expect(sha256(text)).toBe(createHash('sha256').update(text).digest('base64url'))
    },
  )
})

describe('addresses', () => {
  it.each([
    ['customer:1', '/pages/record/index?object=customer&id=1'],
    ['approval:1', '/pages/approval/index?id=1'],
    ['pool:1', '/pages/pool/index?id=1'],
    ['followUp:customer:1', '/pages/record/index?object=customer&id=1&focus=composer'],
    ['followUp:new:lead:1', '/pages/record/index?object=lead&id=1&focus=composer'],
    ['approval', '/pages/approvals/index'],
    ['task', '/pages/list/index?object=task'],
    ['pool', '/pages/home/index?tab=pools'],
    ['/#/pages/pool/index?id=1', '/pages/pool/index?id=1'],
  ])('%s leads to %s', (target, expected) => {
    const route = routeOf(target)
    expect(typeof route === 'string' ? route : addressOf(route)).toBe(expected)
  })
})

describe('initials', () => {
  it.each([
    ['张晓琳', '晓琳'],
    ['李倩', '李倩'],
    ['苏州恒远电子有限公司', '恒远'],
    ['Ada Lovelace', 'AL'],
  ])('of %s are %s', (name, expected) => expect(initials(name)).toBe(expected))
})
