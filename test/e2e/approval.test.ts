import type { ApprovalListAnswer, ApprovalView } from '@gonghai/shared/client/api'
import { jest } from '@jest/globals'
import { Gonghai } from '../support/gonghai'
import type { CardItem, Phone, PhonePlatform } from '../support/phone'
import { Refused, type Session } from '../support/session'
import { until } from '../support/until'

jest.setTimeout(120_000)

let gonghai: Gonghai
let count = 0
const sessions = new Map<string, Session>()

beforeAll(async () => {
  gonghai = await Gonghai.start()
})

afterAll(() => gonghai?.end())

const on = (platform: PhonePlatform, userId: string) => gonghai.phone(platform, userId)

/** Signs in once per person and platform. */
async function as(platform: PhonePlatform, userId: string): Promise<Session> {
  const key = `${platform}:${userId}`
  const session = sessions.get(key) ?? (await gonghai.signIn(platform, userId))
  sessions.set(key, session)
  return session
}

interface Submitted {
  id: string
  title: string
  number: string
  approval: string
  customer: string
}

/** Somebody makes a contract with one of their own customers and sends it into its approval. */
async function submit(platform: PhonePlatform, userId: string, amount: string): Promise<Submitted> {
  const session = await as(platform, userId)
  const { result: customer } = await session.act('customer.create', {
    name: `常州精锻 ${++count}`,
    ignoreWarnings: true,
  })
  const title = `三坐标采购合同 ${count}`
  const { result } = await session.act('contract.create', { title, customer: String(customer.id), amount })
  const { result: sent } = await session.act('contract.submit', { contract: String(result.id) })
  return {
    id: String(result.id),
    title,
    number: String(result.number),
    approval: String(sent.approval),
    customer: String(customer.id),
  }
}

const large = '268000.00'
const small = '36000.00'
const open = (card: CardItem['card']) => card.outcome === undefined
const shows = (words: RegExp) => (card: CardItem['card']) => words.test(card.outcome ?? '')

async function refusalOf(work: Promise<unknown>): Promise<Refused> {
  const error = await work.then(
    () => undefined,
    (problem: unknown) => problem,
  )
  if (error instanceof Refused) return error
  throw new Error(`Expected a refusal, not ${String(error)}.`)
}

async function stateOf(contract: Submitted): Promise<unknown> {
  const [row] = await gonghai.query<{ state: string }>('select state from contract where id = $1', [
    contract.id,
  ])
  return row?.state
}

/** Every copy of a matter's card, wherever it lies. */
async function allCopies(contract: Submitted, phones: Phone[], words: RegExp): Promise<void> {
  for (const phone of phones) {
    const { card } = await phone.card(contract.title, shows(words))
    expect(card.buttons.filter(button => !button.url && button.key.startsWith('approval.'))).toEqual([])
  }
}

const everywhere = (userId: string) => [on('wecom', userId), on('dingtalk', userId)]

describe('approval.agree', () => {
  test('any of step 1, then all of step 2, by card, by line and in the mini-app, on both platforms (APPR-1, APPR-2, CHAT-4, SALES-10)', async () => {
    const contract = await submit('wecom', 'zhangxiaolin', large)
    const first = await on('wecom', 'chenli').card(contract.title)
    expect(first.card.facts.map(fact => fact.value).join()).toMatch(/268,000\.00.*常州精锻/)
    expect(first.card.buttons.map(button => button.text)).toEqual(['同意', '驳回', '详情'])
    const others = [...everywhere('sunlihua'), on('dingtalk', 'chenli')]
    for (const phone of others) await phone.card(contract.title, open)

    await on('wecom', 'chenli').press(first, 'approval.agree')
    await allCopies(contract, everywhere('chenli'), /^您已同意/)
    await allCopies(contract, everywhere('sunlihua'), /^陈立已同意/)

    const second = await on('dingtalk', 'zhaomin').card(contract.title, open)
    expect(second.card.facts.map(fact => fact.value).join()).toContain('陈立同意')
    await on('wecom', 'zhoujianguo').card(contract.title, open)
    expect(await on('dingtalk', 'zhoujianguo').ask(`同意 ${contract.number} 价格可以`)).toMatch(/已同意/)
    await allCopies(contract, [on('dingtalk', 'zhoujianguo')], /^您已同意.*等待其他审批人/)
    // WeCom lets a card be changed once only, which is kept for the outcome; a press gives one more chance.
    const other = await on('wecom', 'zhoujianguo').card(contract.title, open)
    await on('wecom', 'zhoujianguo').press(other, 'approval.agree')
    await allCopies(contract, [on('wecom', 'zhoujianguo')], /^您已同意.*等待其他审批人/)
    expect(await on('wecom', 'zhoujianguo').text(new RegExp(contract.title))).toMatch(/已由周建国在 .*同意/)
    expect(await stateOf(contract)).toBe('submitted')

    const finance = await as('dingtalk', 'zhaomin')
    const waiting = await finance.get<ApprovalListAnswer>('/api/approvals?tab=waiting')
    const mine = waiting.rows.find(row => row.id === contract.approval)!
    expect(mine.allowed).toEqual(['approval.agree', 'approval.reject'])
    await finance.act('approval.agree', { approval: mine.id })

    const everybody = ['chenli', 'sunlihua', 'zhoujianguo', 'zhaomin'].flatMap(everywhere)
    await allCopies(
      contract,
      everybody.filter(phone => phone.userId !== 'sunlihua'),
      /^审批通过/,
    )
    expect(await on('wecom', 'zhangxiaolin').text(new RegExp(contract.title))).toMatch(/已审批通过/)
    expect(await stateOf(contract)).toBe('effective')
    const applicant = await as('wecom', 'zhangxiaolin')
    const { record } = await applicant.detail('customer', contract.customer)
    expect(record.values).toMatchObject({ trading: true, stage: 'cooperating' })
  })

  test('of two who agree at once one decides the step and the other is told (CHAT-4)', async () => {
    const contract = await submit('wecom', 'xuhao', small)
    const phones = [on('dingtalk', 'chenli'), on('wecom', 'sunlihua')]
    const cards = await Promise.all(phones.map(phone => phone.card(contract.title, open)))
    await Promise.all(phones.map((phone, index) => phone.press(cards[index]!, 'approval.agree')))
    await allCopies(contract, phones, /审批通过/)
    const said = await until(async () => {
      const texts = await Promise.all(phones.map(phone => phone.texts()))
      return texts.flat().find(text => text.includes(contract.title))
    })
    expect(said).toMatch(/已由(陈立|孙丽华)在 .*同意/)
    const decided = await gonghai.query(
      'select 1 from approval_task where approval_id = $1 and decided_at is not null',
      [contract.approval],
    )
    expect(decided).toHaveLength(1)
    expect(await on('wecom', 'xuhao').text(new RegExp(contract.title))).toMatch(/已审批通过/)
  })

  test('pressing twice decides once and is answered (CHAT-4)', async () => {
    const contract = await submit('dingtalk', 'linxiaofeng', small)
    const phone = on('dingtalk', 'wanglei')
    const card = await phone.card(contract.title, open)
    await Promise.all([phone.press(card, 'approval.agree'), phone.press(card, 'approval.agree')])
    await allCopies(contract, [phone], /审批通过/)
    expect(await phone.text(new RegExp(contract.title))).toMatch(/已由王磊在 .*同意/)
    // The second press is answered by now, so a second outcome would be under way: the first is waited for, then counted.
    const applicant = on('dingtalk', 'linxiaofeng')
    await applicant.text(new RegExp(contract.title))
    expect((await applicant.texts()).filter(text => text.includes(contract.title))).toHaveLength(1)
  })
})

describe('approval.reject', () => {
  test('with a reason chosen on the WeCom card; all copies and the applicant hear it (CHAT-4, APPR-2)', async () => {
    const contract = await submit('wecom', 'zhangxiaolin', large)
    const phone = on('wecom', 'sunlihua')
    const card = await phone.card(contract.title, open)
    const [choice] = card.card.choices
    const credit = choice!.options.find(option => option.text === '客户信用待核实')!
    await phone.press(card, 'approval.reject', { [choice!.key]: credit.id })
    await allCopies(contract, ['chenli', 'sunlihua'].flatMap(everywhere), /孙丽华已驳回.*客户信用待核实/)
    expect(await on('wecom', 'zhangxiaolin').text(new RegExp(contract.title))).toMatch(
      /被孙丽华驳回：客户信用待核实/,
    )
    expect(await stateOf(contract)).toBe('rejected')
    expect(await on('wecom', 'zhoujianguo').cards(contract.title)).toEqual([])
  })

  test('with a reason written on the DingTalk card, and submitted again it comes back (CHAT-4)', async () => {
    const contract = await submit('dingtalk', 'linxiaofeng', small)
    const phone = on('dingtalk', 'wanglei')
    const card = await phone.card(contract.title, open)
    const [input] = card.card.inputs
    await phone.press(card, 'approval.reject', { [input!.key]: '付款改为 3/6/1 再报' })
    await allCopies(contract, [phone], /王磊已驳回.*付款改为 3\/6\/1 再报/)
    expect(await on('dingtalk', 'linxiaofeng').text(new RegExp(contract.title))).toMatch(
      /付款改为 3\/6\/1 再报/,
    )

    const applicant = await as('dingtalk', 'linxiaofeng')
    await applicant.act('contract.submit', { contract: contract.id })
    const again = await phone.card(contract.title, open)
    expect(again.id).not.toBe(card.id)
    await phone.press(again, 'approval.agree')
    await allCopies(contract, [phone], /审批通过/)
  })

  test('without a reason the chat asks for one; by line and with a place in the list (CHAT-6)', async () => {
    const contract = await submit('dingtalk', 'liqian', small)
    const phone = on('dingtalk', 'sunlihua')
    const card = await phone.card(contract.title, open)
    await phone.press(card, 'approval.reject')
    await phone.text(new RegExp(`驳回「.*${contract.title}.*」的理由`))
    expect(await stateOf(contract)).toBe('submitted')
    expect(await phone.ask('折扣太大')).toMatch(/已驳回/)
    await allCopies(contract, everywhere('sunlihua'), /孙丽华已驳回.*折扣太大/)
    expect(await on('dingtalk', 'liqian').text(new RegExp(contract.title))).toMatch(/被孙丽华驳回：折扣太大/)
  })

  test('in the mini-app, after a colleague of the all-of step agreed (APPR-2)', async () => {
    const contract = await submit('wecom', 'xuhao', large)
    for (const phone of everywhere('chenli')) await phone.card(contract.title, open)
    await (await as('wecom', 'chenli')).act('approval.agree', { approval: contract.approval })
    // Whoever decides before the card went out gets none.
    for (const phone of ['zhoujianguo', 'zhaomin'].flatMap(everywhere)) await phone.card(contract.title, open)
    await (await as('wecom', 'zhoujianguo')).act('approval.agree', { approval: contract.approval })
    const finance = await as('wecom', 'zhaomin')
    const without = await refusalOf(
      finance.act('approval.reject', { approval: contract.approval, reason: ' ' }),
    )
    expect(without.body.fields?.map(field => field.path)).toEqual(['reason'])
    await finance.act('approval.reject', { approval: contract.approval, reason: '预付款未到' })
    await allCopies(
      contract,
      ['zhoujianguo', 'zhaomin', 'chenli'].flatMap(everywhere),
      /赵敏已驳回.*预付款未到/,
    )
    const view = await finance.get<ApprovalView>(`/api/approvals/${contract.approval}`)
    expect(view.state).toBe('rejected')
    expect(view.allowed).toEqual([])
  })
})

describe('approval under way', () => {
  test('what comes too late is told who decided what and when (CHAT-4)', async () => {
    const contract = await submit('wecom', 'xuhao', small)
    await (await as('dingtalk', 'sunlihua')).act('approval.agree', { approval: contract.approval })
    const late = await refusalOf(
      (await as('wecom', 'chenli')).act('approval.reject', {
        approval: contract.approval,
        reason: '再看看',
      }),
    )
    expect(late.body.code).toBe('alreadyDecided')
    expect(late.body.message).toMatch(/已由孙丽华在 .*同意/)
    expect(await on('wecom', 'chenli').ask(`驳回 ${contract.number} 再看看`)).toMatch(/没有/)
    expect(await stateOf(contract)).toBe('effective')
  })

  test('the applicant takes it back: the cards say so, and nobody can decide any more (APPR-2)', async () => {
    const contract = await submit('wecom', 'zhangxiaolin', small)
    await on('dingtalk', 'chenli').card(contract.title, open)
    const applicant = await as('wecom', 'zhangxiaolin')
    const frozen = await refusalOf(
      applicant.act('contract.update', { id: contract.id, version: 2, amount: '1.00' }),
    )
    expect(frozen.body.code).toBe('frozen')
    await applicant.act('approval.withdraw', { approval: contract.approval })
    await allCopies(contract, ['chenli', 'sunlihua'].flatMap(everywhere), /申请人已撤回/)
    const late = await refusalOf(
      (await as('wecom', 'chenli')).act('approval.agree', { approval: contract.approval }),
    )
    expect(late.body.code).toBe('alreadyDecided')
    expect(await stateOf(contract)).toBe('draft')
  })

  test('"待办" lists it for whoever must decide, and an outsider finds nothing to decide (APPR-4, CHAT-6)', async () => {
    const contract = await submit('dingtalk', 'linxiaofeng', small)
    await on('dingtalk', 'wanglei').card(contract.title, open)
    expect(await on('dingtalk', 'wanglei').ask('待办')).toContain(contract.title)
    expect(await on('dingtalk', 'zhengjie').ask(`同意 ${contract.number}`)).toMatch(/没有/)
    const outsider = await as('dingtalk', 'zhengjie')
    const refusal = await refusalOf(outsider.act('approval.agree', { approval: contract.approval }))
    expect(refusal.body.code).toBe('notFound')
  })
})
