import { PlatformError } from '@gonghai/shared/ports/errors'
import { buildFollower } from '../service/world'
import { type PortalWorld, png, portalWorld } from './world'

let world: PortalWorld
beforeAll(async () => {
  world = await portalWorld()
}, 60_000)
afterAll(() => world.server.stop())

let running = 0

/** Somebody who has proven that a machine is theirs to ask about. */
async function customer() {
  const serial = `SN-${++running}-4471`
  const asset = await world.buildAsset({
    customer: world.customer,
    contact: world.contact,
    serialNumber: serial,
  })
  const who = world.person(`o-talk-${running}`)
  await who.follow()
  const answer = await who.say(`验证 ${serial} 8000`)
  expect(answer).toContain('验证成功')
  await who.say('取消')
  return { ...who, asset, serial }
}

const requestsOf = async (openid: string) =>
  world.server.rows<{
    id: string
    number: string
    description: string
    asset_id: string | null
    kind: string
    state: string
    source: string
  }>(
    `select r.* from service_request r join portal_user u on u.id = r.portal_user_id
     where u.openid = $1 order by r.created_at, r.id`,
    [openid],
  )

describe('who follows the account', () => {
  test('PORTAL-1 is welcomed with how to verify, and sees nothing of ours before', async () => {
    const who = world.person('o-new')
    expect(await who.follow()).toMatch(/欢迎关注[\s\S]*验证 序列号 手机后四位/)
    for (const line of ['进度', '机器坏了', '我的设备', '催', '撤回', '评价', '5', '报修 主轴异响', '在吗']) {
      expect(await who.say(line)).toContain('请先验证身份')
    }
    expect(await who.show('any')).toContain('请先验证身份')
    expect(await requestsOf('o-new')).toEqual([])
    expect(await world.server.rows('select * from portal_media')).toEqual([])
  })

  test('PORTAL-1 verifies in one line or step by step; a wrong ending says no more than a wrong number', async () => {
    const serial = 'CMM-800-GUIDED'
    await world.buildAsset({ customer: world.customer, contact: world.contact, serialNumber: serial })
    const who = world.person('o-guided')
    await who.follow()
    expect(await who.say('验证')).toContain('序列号')
    expect(await who.say(serial)).toContain('后四位')
    const wrong = await who.say('1234')
    expect(wrong).toContain('没有对上')
    expect(await who.say('验证 NOT-A-MACHINE-1 8000')).toBe(wrong)
    expect(await who.say('验证 cmm-800-guided　９０００')).toContain('验证成功')
    const [row] = await world.server.rows(
      'select contact_id, customer_id, verified_at from portal_user where openid = $1',
      ['o-guided'],
    )
    expect(row).toMatchObject({
      contact_id: world.contact,
      customer_id: world.customer,
      verified_at: expect.any(Date),
    })
  })

  test('PORTAL-1 the QR code on a machine asks for the ending only, or what is wrong with it', async () => {
    const asset = await world.buildAsset({ customer: world.customer, contact: world.contact })
    const [{ code }] = (await world.server.rows<{ code: string }>('select code from asset where id = $1', [
      asset,
    ])) as [{ code: string }]
    const who = world.person('o-scanner')
    expect(await who.follow(`asset.${code}`)).toContain('后四位')
    expect(await who.say('8000')).toContain('验证成功')
    expect(await who.say('开机就报警')).toContain('已登记')
    expect((await requestsOf('o-scanner'))[0]).toMatchObject({ asset_id: asset, source: 'officialAccount' })
    expect(await who.scan(`asset.${code}`)).toContain('是什么问题')
    expect(await who.scan('asset.AAAAAAAAAAAAAAAA')).toBe('')
  })

  test('a language is spoken from the moment that it is named', async () => {
    const who = await customer()
    expect(await who.say('English')).toContain('English it is')
    expect(await who.say('progress')).toContain('no requests under way')
    expect(await who.say('中文')).toContain('简体中文')
  })

  test('who leaves is not written to, and has to sign in anew', async () => {
    const who = await customer()
    const token = await who.token()
    expect((await world.call(token, 'GET', '/portal/me')).status).toBe(200)
    await who.say('测头坏了')
    const [request] = await requestsOf(who.openid)
    expect(await who.leave()).toBe('')
    expect((await world.call(token, 'GET', '/portal/me')).status).toBe(401)
    await world.server.run(world.desk, 'request.dispatch', {
      request: request!.id,
      engineer: world.engineer.id,
    })
    await world.runJobs()
    expect(who.told()).toEqual([])
  })
})

describe('request.file in the conversation', () => {
  test('PORTAL-2 words of somebody with one machine are filed at once, with number and machine in the answer', async () => {
    const who = await customer()
    const answer = await who.say('主轴有异响，加工面有振纹')
    const [request] = await requestsOf(who.openid)
    expect(request).toMatchObject({
      asset_id: who.asset,
      description: '主轴有异响，加工面有振纹',
      kind: 'fault',
    })
    expect(answer).toContain(request!.number)
    expect(answer).toContain(who.serial)
    expect(answer).toContain('回复 1 换一台')
  })

  test('PORTAL-2 what comes next belongs to it: words, a picture; "1" corrects the machine', async () => {
    const who = await customer()
    await who.say('投诉：上次修完又坏了')
    const [request] = await requestsOf(who.openid)
    expect(request!.kind).toBe('complaint')
    expect(await who.say('报警代码 E203')).toContain(`已补充到 ${request!.number}`)
    world.media.set('pic-1', { bytes: png, contentType: 'image/png' })
    expect(await who.show('pic-1')).toContain(request!.number)
    await world.runJobs()
    expect(await who.say('1')).toContain('是哪台设备')
    expect(await who.say('CMM-1000，车间东头那台')).toContain('已补充')
    const steps = await world.stepsOf(request!.id)
    expect(steps.map(step => [step.kind, step.words, step.file_ids.length])).toEqual([
      ['received', '投诉：上次修完又坏了', 0],
      ['added', '报警代码 E203', 0],
      ['added', null, 1],
      ['added', expect.stringMatching(/不是三坐标 CMM-800，序列号 .*而是：CMM-1000，车间东头那台/), 0],
    ])
    expect((await requestsOf(who.openid)).length).toBe(1)
  })

  test('PORTAL-2 several machines: chosen by number, the picture that came first is with it', async () => {
    const who = await customer()
    const second = `SN2-${running}-4471`
    await world.buildAsset({ customer: world.customer, contact: world.contact, serialNumber: second })
    await who.say(`验证 ${second} 8000`)
    await who.say('取消')
    world.media.set('first', { bytes: png, contentType: 'image/png' })
    expect(await who.show('first')).toContain('照片收到')
    await world.runJobs()
    const which = await who.say('气浮报警')
    expect(which).toMatch(/1\. .*\n2\. .*\n0\. /)
    expect(await who.say('压力表读数偏低')).toContain('序号')
    expect(await who.say('9')).toBe(which)
    const place = which.split('\n').findIndex(line => line.includes(second))
    expect(await who.say(String(place))).toContain(second)
    const [request] = await requestsOf(who.openid)
    expect(request!.description).toBe('气浮报警\n压力表读数偏低')
    const [step] = await world.stepsOf(request!.id)
    expect(step).toMatchObject({ kind: 'received', file_ids: [expect.any(String)] })
    const files = await world.server.rows('select file_name, content_type from stored_file where id = $1', [
      step!.file_ids[0],
    ])
    expect(files).toMatchObject([{ content_type: 'image/png' }])
  })

  test('PORTAL-3 while a request is open, more words are asked about: to it, or a new one', async () => {
    const who = await customer()
    await who.say('显示器花屏')
    world.server.clock.advance({ minutes: 11 })
    const asked = await who.say('键盘也不灵了')
    expect(asked).toMatch(/1\. 补充到 FW-.*\n2\. 新报修/)
    expect(await who.say('1')).toContain('已补充到')
    world.server.clock.advance({ minutes: 11 })
    await who.say('打印机也坏了')
    expect(await who.say('新报修')).toContain('已登记')
    const requests = await requestsOf(who.openid)
    expect(requests.map(one => one.description)).toEqual(['显示器花屏', '打印机也坏了'])
    expect((await world.stepsOf(requests[0]!.id)).map(step => step.words)).toEqual([
      '显示器花屏',
      '键盘也不灵了',
    ])
  })

  test('words about nothing become no request', async () => {
    const who = await customer()
    for (const line of ['你好', '谢谢', '好的', '👍', '7', '？', '在吗', '嗯嗯', '进度怎么样'])
      await who.say(line)
    expect(await requestsOf(who.openid)).toEqual([])
    expect(await who.press('portal.new')).toContain('什么问题')
    expect(await who.press('portal.requests')).toContain('没有正在处理')
    expect(await who.press('portal.assets')).toContain(who.serial)
    expect(await who.press('somebody.elses')).toBe('')
  })

  test('an event that comes twice, or is worked on twice, files once and answers the same', async () => {
    const who = await customer()
    const event = who.eventOf({ type: 'text', text: '导轨卡死', chat: 'single' })
    const first = await world.receive(event, { within: 3500 })
    expect(await world.receive(event, { within: 3500 })).toEqual(first)
    expect(first.reply?.text).toContain('已登记')
    // A process dies between its deed and its note that it is done.
    await world.server.rows(
      `update inbox set state = 'waiting', attempts = 1, wait_until = null where dedupe_key = $1`,
      [event.dedupeKey],
    )
    await world.tasks.inbox({ platform: 'wechat', userId: who.openid })
    const requests = await requestsOf(who.openid)
    expect(requests.length).toBe(1)
    expect((await world.stepsOf(requests[0]!.id)).length).toBe(1)
    await world.runJobs()
    expect(who.told().map(call => call.text)).toEqual([first.reply?.text])
  })
})

describe('pictures', () => {
  test('PORTAL-2 one that is fetched late follows its request', async () => {
    const who = await customer()
    await who.show('late')
    await who.say('看图，接头断了')
    const [request] = await requestsOf(who.openid)
    expect((await world.stepsOf(request!.id)).map(step => step.file_ids.length)).toEqual([0])
    world.media.set('late', { bytes: png, contentType: 'image/png' })
    await world.server
      .rows(`update graphile_worker._private_jobs set run_at = now(), attempts = 0 where true`)
      .catch(() => [])
    await world.runJobs()
    expect((await world.stepsOf(request!.id)).map(step => step.file_ids.length)).toEqual([0, 1])
  })

  test('one that the platform has no more, or that is none, is asked for again', async () => {
    const who = await customer()
    world.media.set('gone', new PlatformError('wechat', 'media/get', 'input', '40007'))
    world.media.set('evil', { bytes: Buffer.from('<svg onload="alert(1)"/>'), contentType: 'image/png' })
    await who.show('gone')
    await who.show('evil')
    await world.runJobs()
    expect(who.told().map(call => call.text)).toEqual(Array(2).fill(expect.stringContaining('再发一次')))
    const rows = await world.server.rows(
      `select state, failure from portal_media m join portal_user u on u.id = m.portal_user_id where openid = $1 order by m.id`,
      [who.openid],
    )
    expect(rows).toEqual([
      { state: 'failed', failure: 'input 40007' },
      { state: 'failed', failure: 'no picture' },
    ])
  })
})

describe('request.urge, request.withdraw in the conversation', () => {
  test('PORTAL-3 the only one is hurried at once, once in two hours', async () => {
    const who = await customer()
    await who.say('换刀不到位')
    await who.say('催一下')
    const [request] = await requestsOf(who.openid)
    expect((await world.stepsOf(request!.id)).map(step => step.kind)).toEqual(['received', 'urged'])
    expect(await who.say('催')).toMatch(/已经催过/)
  })

  test('PORTAL-3 taking back is asked for twice; a foreign number takes nothing back', async () => {
    const other = await customer()
    await other.say('我的机器')
    const [foreign] = await requestsOf(other.openid)
    const who = await customer()
    await who.say('冷却液泄漏')
    const [mine] = await requestsOf(who.openid)
    expect(await who.say(`撤回 ${foreign!.number}`)).toContain(mine!.number)
    expect(await who.say('撤回')).toMatch(/确定撤回吗[\s\S]*1\. FW-/)
    expect((await requestsOf(who.openid))[0]!.state).toBe('received')
    await who.say('1')
    expect((await requestsOf(who.openid))[0]!.state).toBe('withdrawn')
    expect((await requestsOf(other.openid))[0]!.state).toBe('received')
    expect(await who.say('撤回')).toContain('没有正在处理')
  })
})

describe('survey.answer in the conversation', () => {
  async function finished() {
    const who = await customer()
    await who.say('回零不准')
    const [request] = await requestsOf(who.openid)
    const { result } = await world.server.run(world.desk, 'request.dispatch', {
      request: request!.id,
      engineer: world.engineer.id,
    })
    for (const action of ['work.accept', 'work.setOut', 'work.begin'])
      await world.server.run(world.engineer, action, { order: result.order })
    await world.server.run(world.engineer, 'work.complete', { order: result.order, result: '换了光栅尺' })
    return { who, request: request! }
  }
  const surveyOf = async (request: string) =>
    (
      await world.server.rows<{ state: string; stars: number; words: string }>(
        'select * from survey where request_id = $1',
        [request],
      )
    )[0]

  test('PORTAL-4 digits with words are the mark, once', async () => {
    const { who, request } = await finished()
    expect(await who.say('进度')).toContain(`${request.number} 等您评价`)
    expect(await who.say('5分 很快，师傅专业')).toContain('5 分')
    expect(await surveyOf(request.id)).toMatchObject({ state: 'answered', stars: 5, words: '很快，师傅专业' })
    expect(await who.say('1分')).toContain('没有等您评价')
    expect((await surveyOf(request.id))!.stars).toBe(5)
  })

  test('PORTAL-4 a mark is a mark, whatever else was asked', async () => {
    const { who, request } = await finished()
    expect(await who.say('报修')).toContain('什么问题')
    expect(await who.say('4分，来得有点晚')).toContain('4 分')
    expect(await surveyOf(request.id)).toMatchObject({ stars: 4, words: '来得有点晚' })
    expect(await who.say('水箱漏水')).toContain('已登记')
  })

  test('PORTAL-4 a "1" that could mean another machine is asked about', async () => {
    const { who, request } = await finished()
    expect(await who.say('1')).toContain('1分')
    expect((await surveyOf(request.id))!.state).toBe('asked')
    expect(await who.say('1分')).toContain('负责人')
    expect(await surveyOf(request.id)).toMatchObject({ state: 'answered', stars: 1 })
  })
})

describe('only followers', () => {
  test('events of the official account never reach the staff’s conversation, nor the other way round', async () => {
    const who = world.person('liushifu')
    expect(await who.say('待办')).toContain('请先验证身份')
    const known = await buildFollower(world.server, { assets: [world.asset] })
    const answer = await world.receive(
      {
        type: 'text',
        text: '进度',
        chat: 'single',
        platform: 'wecom',
        dedupeKey: 'staff-1',
        from: { platform: 'wecom', userId: `o-${known.id}` },
        at: world.server.clock.now(),
      },
      { within: 3500 },
    )
    expect(answer).toEqual({})
  })

  test('lines in groups are ignored', async () => {
    const who = await customer()
    expect(await who.act({ type: 'text', text: '机器坏了', chat: 'group' })).toBe('')
    expect(await requestsOf(who.openid)).toEqual([])
  })
})
