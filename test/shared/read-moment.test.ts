import { readMoment } from '@gonghai/shared/rules/read-moment'

// Saturday, 21 November 2026, 10:00 in Shanghai
const now = new Date('2026-11-21T02:00:00Z')
const zone = 'Asia/Shanghai'

const inShanghai = (at: Date) => at.toLocaleString('sv-SE', { timeZone: zone }).slice(0, 16)

describe('moments in typed lines (CHAT-6, CUST-17)', () => {
  test.each([
    ['已电话沟通，下周二上午再联系', '2026-11-24 09:00'],
    ['下周二再联系', '2026-11-24 09:00'],
    ['周一下午3点半去拜访', '2026-11-23 15:30'],
    ['这周日晚上', '2026-11-22 19:00'],
    ['下下周五', '2026-12-04 09:00'],
    ['明天', '2026-11-22 09:00'],
    ['明早8点', '2026-11-22 08:00'],
    ['后天下午', '2026-11-23 14:00'],
    ['大后天', '2026-11-24 09:00'],
    ['三天后', '2026-11-24 09:00'],
    ['10天后下午两点', '2026-12-01 14:00'],
    ['两周后', '2026-12-05 09:00'],
    ['1个月后', '2026-12-21 09:00'],
    ['半小时后', '2026-11-21 10:30'],
    ['两个小时后打给他', '2026-11-21 12:00'],
    ['11月24日9点', '2026-11-24 09:00'],
    ['11-24 09:30', '2026-11-24 09:30'],
    ['2027-01-05', '2027-01-05 09:00'],
    ['1月5日', '2027-01-05 09:00'],
    ['25号联系', '2026-11-25 09:00'],
    ['5号上午十点', '2026-12-05 10:00'],
    ['月底', '2026-11-30 09:00'],
    ['下午四点', '2026-11-21 16:00'],
    ['早上8点', '2026-11-22 08:00'],
    ['下週二下午', '2026-11-24 14:00'],
    ['後天九點半', '2026-11-23 09:30'],
    ['call again next Tuesday morning', '2026-11-24 09:00'],
    ['in 3 days', '2026-11-24 09:00'],
    ['tomorrow 3pm', '2026-11-22 15:00'],
    ['Monday at 10:15', '2026-11-23 10:15'],
  ])('%s is %s', (text, expected) => {
    expect(inShanghai(readMoment(text, now, zone)!.at)).toBe(expected)
  })

  test.each(['已电话沟通', '客户要 3 台三坐标', '报价 12 万', '2月31日', '', '联系了陈工，说再看看'])(
    '%s names no moment',
    text => {
      expect(readMoment(text, now, zone)).toBeNull()
    },
  )

  test('tells where the words stand', () => {
    const text = '已电话沟通，下周二上午再联系'
    const found = readMoment(text, now, zone)!
    expect(text.slice(found.from, found.to)).toBe('下周二上午')
  })

  test('reads in the time zone of whoever writes', () => {
    expect(readMoment('tomorrow 9am', now, 'America/New_York')!.at.toISOString()).toBe(
      '2026-11-21T14:00:00.000Z',
    )
  })
})
