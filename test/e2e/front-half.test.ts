import type { ImportAnswer } from '@gonghai/shared/client/exchange-api'
import type { OperationAnswer } from '@gonghai/shared/client/operation-api'
import { jest } from '@jest/globals'
import { Company, type Pooled, type Rule } from '../support/company'
import { Gonghai } from '../support/gonghai'
import type { CardItem, Phone, PhonePlatform } from '../support/phone'
import { Refused, type Session } from '../support/session'
import { until } from '../support/until'

jest.setTimeout(120_000)

let gonghai: Gonghai
let company: Company

beforeAll(async () => {
  gonghai = await Gonghai.start()
  company = await Company.open(gonghai)
  // What the demo warns of goes out now, so that it does not mix with what the tests wait for.
  await gonghai.moveClock(1)
})

afterAll(() => gonghai?.end())

const on = (platform: PhonePlatform, userId: string) => gonghai.phone(platform, userId)
const shows = (words: RegExp) => (card: CardItem['card']) => words.test(card.outcome ?? '')
const open = (card: CardItem['card']) => card.outcome === undefined
const asks = (card: CardItem['card']) => card.buttons.filter(button => !button.url).map(button => button.text)

async function refusalOf(work: Promise<unknown>): Promise<Refused> {
  const error = await work.then(
    () => undefined,
    (problem: unknown) => problem,
  )
  if (error instanceof Refused) return error
  throw new Error(`Expected a refusal, not ${String(error)}.`)
}

const ownerOf = async (id: string) =>
  (
    await gonghai.query<{ owner: string | null }>('select owner_id as owner from customer where id = $1', [
      id,
    ])
  )[0]!.owner

/** Somebody makes a customer of their own. */
async function makeOwn(session: Session, name = company.name('宁波海曙轴承')): Promise<Pooled> {
  const { result } = await session.act('customer.create', { name, ignoreWarnings: true })
  return { id: String(result.id), name, number: String(result.number), record: `customer:${result.id}` }
}

/** A customer that 张晓琳, of 陈立's group, gave up into a pool where 李倩 of another group claims. */
async function acrossGroups(rule: Rule = {}): Promise<Pooled> {
  const pool = await company.makePool(['zhangxiaolin', 'liqian', 'xuhao'], { groupReview: true, ...rule })
  const session = await gonghai.signIn('wecom', 'zhangxiaolin')
  const customer = await makeOwn(session)
  await session.act('pool.release', { record: customer.record, pool, reason: '暂无需求' })
  return customer
}

async function allTurn(title: string, phones: readonly Phone[], words: RegExp): Promise<void> {
  for (const phone of phones) expect(asks((await phone.card(title, shows(words))).card)).toEqual([])
}

const onBoth = (userId: string) => [on('wecom', userId), on('dingtalk', userId)]

describe('claims across groups', () => {
  test('the last leader agrees on one phone, both turn, the claimer has it; a late press is answered (POOL-7)', async () => {
    const customer = await acrossGroups()
    const liqian = on('dingtalk', 'liqian')
    const offer = await liqian.card(customer.name, card => asks(card).includes('领取'))
    await liqian.press(offer, 'pool.claim')
    const reviews = await Promise.all(
      onBoth('chenli').map(phone => phone.card(customer.name, card => asks(card).includes('同意'))),
    )
    expect(await ownerOf(customer.id)).toBeNull()
    await liqian.card(customer.name, card => !asks(card).includes('领取'))

    // Pressed twice before the card has turned: the second press is answered.
    const chenli = on('wecom', 'chenli')
    await Promise.all([
      chenli.press(reviews[0]!, 'pool.agreeClaim'),
      chenli.press(reviews[0]!, 'pool.agreeClaim'),
    ])
    await allTurn(customer.name, onBoth('chenli'), /陈立已同意/)
    expect(await liqian.text(new RegExp(customer.name))).toMatch(/陈立同意了.*归您了/)
    await liqian.card(customer.name, shows(/^您已领取/))
    expect(await ownerOf(customer.id)).toBe(company.people.get('liqian'))

    expect(await chenli.text(new RegExp(customer.name))).toMatch(/已由陈立在 .*同意/)
    expect(await ownerOf(customer.id)).toBe(company.people.get('liqian'))
  })

  test('rejected with a reason written on the DingTalk card, it stays in the pool and can be claimed again (POOL-7)', async () => {
    const customer = await acrossGroups()
    const liqian = on('dingtalk', 'liqian')
    expect(await liqian.ask(`领取 ${customer.number}`)).toMatch(/陈立/)
    const review = await on('dingtalk', 'chenli').card(customer.name, card => asks(card).includes('不同意'))
    const [input] = review.card.inputs
    await on('dingtalk', 'chenli').press(review, 'pool.rejectClaim', { [input!.key]: '我们组下周还要拜访' })
    await allTurn(customer.name, onBoth('chenli'), /未同意.*我们组下周还要拜访/)
    expect(await liqian.text(/没有同意您领取/)).toMatch(new RegExp(`${customer.name}.*我们组下周还要拜访`))
    expect(await ownerOf(customer.id)).toBeNull()
    // One's own group needs no word.
    expect(await on('wecom', 'xuhao').ask(`领取 ${customer.number}`)).toMatch(/已领取/)
  })

  test('by typed lines: "驳回" asks for the reason, "同意" gives it (POOL-7, CHAT-6)', async () => {
    const [kept, given] = [await acrossGroups(), await acrossGroups()]
    const [liqian, chenli] = [on('dingtalk', 'liqian'), on('wecom', 'chenli')]
    for (const customer of [kept, given]) {
      await liqian.ask(`领取 ${customer.number}`)
      await chenli.card(customer.name, card => asks(card).includes('同意'))
    }
    expect(await chenli.ask(`驳回 ${kept.number}`)).toMatch(new RegExp(`驳回「.*${kept.name}.*理由`))
    expect(await chenli.ask('老客户，我们来跟')).toMatch(new RegExp(kept.name))
    expect(await on('dingtalk', 'chenli').ask(`同意 ${given.number}`)).toMatch(new RegExp(given.name))
    await allTurn(kept.name, onBoth('chenli'), /未同意.*老客户，我们来跟/)
    await allTurn(given.name, onBoth('chenli'), /陈立已同意/)
    expect(await ownerOf(kept.id)).toBeNull()
    expect(await ownerOf(given.id)).toBe(company.people.get('liqian'))
  })
})

describe('more days', () => {
  /** 徐浩 holds a customer that falls back in three days, of which he is warned at once. */
  async function warned(): Promise<Pooled> {
    const pool = await company.makePool(['xuhao'], { recycleDays: 3, warnDays: 3 })
    const customer = await company.enterPool(pool)
    await (await gonghai.signIn('wecom', 'xuhao')).act('pool.claim', { record: customer.record })
    await gonghai.moveClock(60)
    return customer
  }

  const dueOf = async (id: string) =>
    (await gonghai.query<{ due: Date }>('select follow_due as due from customer where id = $1', [id]))[0]!.due

  test('asked for on the warning card with a reason of the list, agreed to by the leader (POOL-4, POOL-6)', async () => {
    const customer = await warned()
    const before = await dueOf(customer.id)
    const xuhao = on('wecom', 'xuhao')
    const warning = await xuhao.card(customer.name, card => asks(card).includes('申请延期7天'))
    const [list] = warning.card.choices
    const reason = list!.options.find(option => option.text === '等客户批预算')!
    await xuhao.press(warning, 'pool.askExtension', { [list!.key]: reason.id })
    await xuhao.card(customer.name, card => asks(card).includes('撤回延期申请'))

    const asked = await on('dingtalk', 'chenli').card(customer.name, card => asks(card).includes('同意'))
    expect(asked.card.facts.map(fact => fact.value)).toEqual(expect.arrayContaining(['7 天', '等客户批预算']))
    await on('dingtalk', 'chenli').press(asked, 'pool.agreeExtension')
    await allTurn(customer.name, onBoth('chenli'), /陈立已同意/)
    expect(await xuhao.text(new RegExp(`${customer.name}.*延期`))).toMatch(/7 天.*陈立已同意/)
    expect((await dueOf(customer.id)).getTime() - before.getTime()).toBe(7 * 86_400_000)
  })

  test('without a reason the chat asks for one; the leader refuses with another, the deadline stands (POOL-6, POOL-11)', async () => {
    const customer = await warned()
    const before = await dueOf(customer.id)
    const xuhao = on('wecom', 'xuhao')
    const warning = await xuhao.card(customer.name, card => asks(card).includes('申请延期7天'))
    await xuhao.press(warning, 'pool.askExtension')
    await xuhao.text(new RegExp(`${customer.name}」申请延期的理由`))
    expect(await xuhao.ask('下周三复测')).toMatch(/已向陈立申请/)
    const asked = await on('wecom', 'chenli').card(customer.name, card => asks(card).includes('不同意'))
    const [list] = asked.card.choices
    await on('wecom', 'chenli').press(asked, 'pool.refuseExtension', { [list!.key]: list!.options[0]!.id })
    await allTurn(customer.name, onBoth('chenli'), /没有同意/)
    expect(await xuhao.text(/没有同意：/)).toMatch(new RegExp(customer.name))
    expect(await dueOf(customer.id)).toEqual(before)
  })
})

describe('new customers of a pool that reviews them', () => {
  test('the administrator lets one in by card and not the other; the maker hears both (CUST-6)', async () => {
    const pool = await company.makePool(['linxiaofeng'], {
      reviewType: 'button',
      administrators: [company.people.get('sunlihua')!],
    })
    const lin = await gonghai.signIn('dingtalk', 'linxiaofeng')
    const make = async () => {
      const name = company.name('佛山顺德注塑')
      const { result } = await lin.act('customer.create', { name, pool, ignoreWarnings: true })
      return { id: String(result.id), name }
    }
    const [good, bad] = [await make(), await make()]
    const phone = on('dingtalk', 'sunlihua')
    await phone.press(await phone.card(good.name, card => asks(card).includes('通过')), 'customer.review')
    await allTurn(good.name, onBoth('sunlihua'), /孙丽华已审核通过/)
    const card = await phone.card(bad.name, card => asks(card).includes('不通过'))
    await phone.press(card, 'customer.rejectReview', { [card.card.inputs[0]!.key]: '请补电话' })
    await allTurn(bad.name, onBoth('sunlihua'), /不通过.*请补电话/)

    const maker = on('dingtalk', 'linxiaofeng')
    expect(await maker.text(new RegExp(good.name))).toMatch(/已由孙丽华审核通过/)
    expect(await maker.text(new RegExp(bad.name))).toMatch(/没有通过孙丽华的审核：请补电话/)
    const states = await gonghai.query<{ id: string; state: string }>(
      'select id, review_state as state from customer where id = any($1::uuid[])',
      [[good.id, bad.id]],
    )
    expect(new Map(states.map(({ id, state }) => [id, state]))).toEqual(
      new Map([
        [good.id, 'approved'],
        [bad.id, 'rejected'],
      ]),
    )
  })
})

describe('what one may not see', () => {
  test('查重 shows who has it; 申请协作 by number, the owner agrees by card, the asker may read it (CUST-11, CHAT-6)', async () => {
    const customer = await makeOwn(
      await gonghai.signIn('wecom', 'zhangxiaolin'),
      '绍兴柯桥翰墨测绘设备有限公司',
    )
    const lin = on('dingtalk', 'linxiaofeng')
    const asker = await gonghai.signIn('dingtalk', 'linxiaofeng')
    expect((await refusalOf(asker.detail('customer', customer.id))).status).toBe(404)
    const found = await lin.ask('查重 绍兴柯桥翰墨测绘设备')
    expect(found).toMatch(/张晓琳/)
    const line = found.split('\n').find(text => /^\d\. .*协作/.test(text))
    await lin.ask(line!.slice(0, 1))
    const zhang = on('wecom', 'zhangxiaolin')
    const card = await zhang.card(customer.name, open)
    expect(JSON.stringify(card.card.facts)).toContain('林晓峰')
    await zhang.press(card, 'duplicate.agree')
    await zhang.card(customer.name, shows(/张晓琳.*同意/))
    expect(await lin.text(/张晓琳.*同意|同意.*张晓琳/)).toContain(customer.name)
    expect((await asker.detail('customer', customer.id)).record.values.name).toBe(customer.name)
  })

  test('an appeal takes its reason from the chat, and the owner’s leader decides (CUST-11)', async () => {
    const customer = await makeOwn(await gonghai.signIn('wecom', 'zhangxiaolin'), '台州椒江启岳缝纫机电')
    const lin = on('dingtalk', 'linxiaofeng')
    const found = await lin.ask('查重 台州椒江启岳缝纫机电')
    const line = found.split('\n').find(text => /^\d\. .*申诉/.test(text))
    await lin.ask(line!.slice(0, 1))
    await lin.ask('去年展会是我先接触的')
    const chen = on('wecom', 'chenli')
    const card = await chen.card(customer.name, open)
    expect(JSON.stringify(card.card.facts)).toContain('去年展会是我先接触的')
    await chen.press(card, 'duplicate.refuse')
    await chen.text(/理由/)
    await chen.ask('合同已在走流程')
    await allTurn(customer.name, onBoth('chenli'), /陈立.*合同已在走流程/)
    expect(await lin.text(/合同已在走流程/)).toMatch(/陈立驳回了您的申诉/)
  })

  test('asked for, granted by card for thirty days, and over when they are (SET-2)', async () => {
    const customer = await makeOwn(await gonghai.signIn('wecom', 'zhangxiaolin'))
    const asker = await gonghai.signIn('dingtalk', 'linxiaofeng')
    await asker.act('access.request', { record: customer.record, reason: '同一集团的华南工厂找我' })
    const zhang = on('wecom', 'zhangxiaolin')
    const card = await zhang.card(customer.name, open)
    expect(asks(card.card)).toEqual(['同意 30 天', '谢绝'])
    await zhang.press(card, 'access.grant')
    await zhang.card(customer.name, shows(/张晓琳已同意查看到 \d{4}-\d\d-\d\d/))
    expect(await on('dingtalk', 'linxiaofeng').text(new RegExp(customer.name))).toMatch(/同意您查看.*为止/)
    expect((await asker.detail('customer', customer.id)).record.values.name).toBe(customer.name)
    const [member] = await gonghai.query<{ days: number }>(
      `select extract(epoch from expires_at - created_at) / 86400 as days from team_member where record_id = $1`,
      [customer.id],
    )
    expect(Math.round(Number(member!.days))).toBeGreaterThanOrEqual(30)
    expect(Number(member!.days)).toBeLessThan(32)
  })
})

describe('typed lines', () => {
  test('"分配 … 给 …" gives it to a colleague, who is told (POOL-10, CHAT-6)', async () => {
    const pool = await company.makePool(['xuhao'], { administrators: [company.people.get('hezhiyuan')!] })
    const customer = await company.enterPool(pool)
    const answer = await on('dingtalk', 'hezhiyuan').ask(`分配 ${customer.number} 给 徐浩`)
    expect(answer).toMatch(/徐浩/)
    expect(await on('wecom', 'xuhao').text(new RegExp(`${customer.name}.*分配`))).toMatch(/何志远/)
    expect(await ownerOf(customer.id)).toBe(company.people.get('xuhao'))
  })

  test.each<[PhonePlatform, string]>([
    ['wecom', 'zhangxiaolin'],
    ['dingtalk', 'liqian'],
  ])('on %s one line claims several, each with its own answer (POOL-10, CHAT-6)', async (platform, who) => {
    const pool = await company.makePool([who], { dayLimit: 2 })
    const three: Pooled[] = []
    for (let left = 3; left > 0; left--) three.push(await company.enterPool(pool))
    const answer = await on(platform, who).ask(`领取 ${three.map(({ number }) => number).join('、')}`)
    const lines = answer.split('\n')
    expect(lines.map(line => line.slice(0, three[0]!.number.length))).toEqual(
      three.map(({ number }) => number),
    )
    expect(lines.map(line => /已领取「/.test(line))).toEqual([true, true, false])
    expect(lines[2]).toMatch(/每天上限 2 个/)
  })
})

describe('work on many', () => {
  /** Follows a link of a message as its reader: the record that it opens, `object:id`. */
  const linked = (text: string) => /\/r\/operation\/([0-9a-f-]{36})/.exec(text)?.[1]

  /** The newest message with these words, and the operation that its link opens. */
  async function toldOperation(phone: Phone, words: RegExp): Promise<string> {
    const id = await until(async () => {
      const items = (await phone.screen()).filter(item => words.test(item.text ?? ''))
      return linked(JSON.stringify(items.at(-1) ?? {}))
    }, 60_000)
    return id
  }

  test('twenty-five at once: their end is told in chat, with a link to each result (POOL-6, CUST-16)', async () => {
    const pool = await company.makePool(['zhangxiaolin'])
    const session = await gonghai.signIn('wecom', 'zhangxiaolin')
    const records: string[] = []
    for (let left = 25; left > 0; left--) records.push((await makeOwn(session)).record)
    const { operation } = await session.post<OperationAnswer>('/api/operations', {
      action: 'pool.release',
      records,
      input: { pool, reason: '区域调整' },
    })
    const id = await toldOperation(on('wecom', 'zhangxiaolin'), /共 25 条，成功 25 条，未成 0 条/)
    expect(id).toBe(operation.id)
    const answer = await session.get<OperationAnswer>(`/api/operations/${id}`)
    expect(answer.operation).toMatchObject({ state: 'done', total: 25, failed: 0 })
    expect(answer.results).toHaveLength(25)
  })

  test('an export tells its end in chat, and the file behind the link holds the rows (CUST-16)', async () => {
    const session = await gonghai.signIn('dingtalk', 'sunlihua')
    const customer = await makeOwn(session)
    const { operation } = await session.post<OperationAnswer>('/api/exports', {
      object: 'customer',
      format: 'csv',
      ids: [customer.id],
      columns: ['number', 'name'],
    })
    const id = await toldOperation(on('dingtalk', 'sunlihua'), /导出客户已完成：共 1 条/)
    expect(id).toBe(operation.id)
    const { url } = await session.get<{ url: string }>(`/api/operations/${id}/file`)
    const text = await (await fetch(new URL(url, gonghai.url))).text()
    expect(text).toContain(`${customer.number},${customer.name}`)
  })

  test('an import says what is wrong before it writes, and tells its end in chat (CUST-16)', async () => {
    const session = await gonghai.signIn('wecom', 'zhangxiaolin')
    const [one, two] = [company.name('湖州德清陆行物流'), company.name('嘉兴海盐禾木家居')]
    const form = new FormData()
    form.append(
      'file',
      new Blob([`\uFEFF客户名称,电话\n${one},13812345611\n${two},13812345612\n,13812345613\n`]),
      '客户.csv',
    )
    const sent = await fetch(`${gonghai.url}/api/files`, {
      method: 'POST',
      headers: { authorization: `Bearer ${session.token}` },
      body: form,
    })
    const { id: file } = (await sent.json()) as { id: string }
    const started = await session.post<ImportAnswer>('/api/imports', { object: 'customer', file })
    const id = started.import.operation.id
    const checked = await until(async () => {
      const answer = await session.get<ImportAnswer>(`/api/imports/${id}`)
      return answer.import.stage === 'ready' ? answer : undefined
    })
    expect(checked.import).toMatchObject({ rows: 3, wrong: 1 })
    expect((await refusalOf(session.post(`/api/imports/${id}/confirm`, {}))).body.code).toBe(
      'importHasErrors',
    )
    await session.post(`/api/imports/${id}/confirm`, { skipWrong: true })
    expect(
      await toldOperation(on('wecom', 'zhangxiaolin'), /导入客户已完成：共 3 条，成功 2 条，未成 1 条/),
    ).toBe(id)
    const made = await gonghai.query('select 1 from customer where name = any($1::text[])', [[one, two]])
    expect(made).toHaveLength(2)
  })
})
