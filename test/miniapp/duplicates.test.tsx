import type { DuplicateHit } from '@gonghai/shared/client/duplicates-api'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { CollisionsPage } from '../../miniapp/src/areas/duplicates/collisions-page'
import { NumbersPage } from '../../miniapp/src/areas/duplicates/numbers-page'
import { RulesPage } from '../../miniapp/src/areas/duplicates/rules-page'
import { WithWords } from '../../miniapp/src/areas/settings/setting-frame'
import { ActionSheet } from '../../miniapp/src/records/action-sheet'
import { FormPage } from '../../miniapp/src/records/form-page'
import { HttpResponse, http, refuse, sentTo, server } from './support/server'
import { show } from './support/show'
import { visited } from './support/taro'

const hit = (given: Partial<DuplicateHit> = {}): DuplicateHit => ({
  record: 'customer:customer-7',
  object: 'customer',
  degree: 100,
  effect: 'forbid',
  rules: ['客户名称相同'],
  by: ['name'],
  title: '苏州恒远精密机械有限公司',
  owner: { name: '张晓琳', department: '华东销售部' },
  pool: null,
  state: '跟进',
  facts: [{ label: '电话', value: '138****2046' }],
  may: ['cooperate', 'appeal'],
  asked: [],
  ...given,
})
const answers = (path: string, hits: DuplicateHit[]) =>
  server.use(http.post(path, () => HttpResponse.json({ effect: hits[0]?.effect ?? 'none', hits })))
const type = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } })

describe('while one types a new customer (CUST-11)', () => {
  it('says under the field that there is one, and whose it is, masked, with the next steps', async () => {
    answers('/api/duplicates/check', [hit()])
    server.use(
      http.post('/api/actions/duplicate.cooperate', () =>
        HttpResponse.json({ result: {}, message: '已向负责人申请' }),
      ),
    )
    await show(
      <>
        <FormPage object="customer" />
        <ActionSheet />
      </>,
    )
    await screen.findByLabelText('客户名称')
    type('客户名称', '恒远精密机械')
    fireEvent.click(await screen.findByText('已有 1 条重复，保存会被拒绝'))
    const sheet = await screen.findByRole('dialog')
    expect(sheet).toHaveTextContent('100%')
    expect(sheet).toHaveTextContent('张晓琳 · 华东销售部')
    expect(sheet).toHaveTextContent('138****2046')
    expect(within(sheet).queryByRole('button', { name: '打开' })).toBeNull()
    expect(sentTo('/api/duplicates/check').at(-1)?.body).toEqual({
      object: 'customer',
      values: { name: '恒远精密机械' },
    })
    fireEvent.click(within(sheet).getByRole('button', { name: '申请协作' }))
    const asks = (await screen.findAllByRole('dialog')).at(-1)!
    fireEvent.click(within(asks).getByRole('button', { name: '申请协作' }))
    await waitFor(() =>
      expect(sentTo('/api/actions/duplicate.cooperate')[0]?.body).toMatchObject({
        record: 'customer:customer-7',
      }),
    )
  })

  it('asks back where a rule only doubts; going on saves it all the same', async () => {
    const create = '/api/actions/customer.create'
    server.use(
      http.post(create, async ({ request }) => {
        const body = (await request.json()) as { ignoreWarnings?: boolean }
        if (body.ignoreWarnings) return HttpResponse.json({ result: { id: 'customer-9' }, message: '好' })
        return refuse(409, 'possibleDuplicate', { count: 1, record: '恒源', degree: 83, holder: '张晓琳' })
      }),
    )
    await show(<FormPage object="customer" />)
    await screen.findByLabelText('客户名称')
    type('客户名称', '恒远精密机械')
    fireEvent.click(screen.getByRole('button', { name: '保存' }))
    fireEvent.click(await screen.findByRole('button', { name: '确认不是同一个，继续保存' }))
    await waitFor(() => expect(visited.at(-1)?.url).toContain('customer-9'))
    expect(sentTo(create).map(call => (call.body as { ignoreWarnings?: true }).ignoreWarnings)).toEqual([
      undefined,
      true,
    ])
  })
})

describe('looking up and comparing (CUST-11)', () => {
  it('a typed company is looked up in the whole company', async () => {
    answers('/api/duplicates/look-up', [hit({ effect: 'warn', degree: 83 })])
    await show(<CollisionsPage />)
    fireEvent.change(await screen.findByPlaceholderText('公司名称、电话或税号'), {
      target: { value: '上海恒远' },
    })
    expect(await screen.findByText('83%')).toBeInTheDocument()
    expect(sentTo('/api/duplicates/look-up').at(-1)?.body).toEqual({ words: '上海恒远' })
  })

  it('a list is compared: degree and result of each, the likest first, hits behind a press', async () => {
    const rows = [
      { id: 'a', title: '甲', degree: 0, effect: 'none', hits: [] },
      { id: 'b', title: '乙', degree: 90, effect: 'warn', hits: [hit({ effect: 'warn', degree: 90 })] },
    ]
    server.use(
      http.post('/api/records/customer/query', () =>
        HttpResponse.json({ rows: [{ id: 'a' }, { id: 'b' }], next: null, count: 2 }),
      ),
      http.post('/api/duplicates/analyse', () => HttpResponse.json({ rows })),
    )
    await show(<CollisionsPage object="customer" />)
    const table = await screen.findByRole('table')
    expect(table.textContent).toMatch(/乙.*90%.*1 条相近.*甲.*无重复/s)
    fireEvent.click(within(table).getByText('乙'))
    expect(await screen.findByRole('dialog')).toHaveTextContent('张晓琳')
  })
})

describe('setting up (CUST-11, SET-4)', () => {
  const fields = [
    { field: 'name', fuzzy: true, comparesWith: ['lead', 'customer'] },
    { field: 'phone', fuzzy: false, comparesWith: ['lead', 'customer', 'contact'] },
  ]

  it('a rule is tried before it is saved, then saved as it was tried', async () => {
    server.use(
      http.get('/api/duplicates/rules', () =>
        HttpResponse.json({ rules: [], fields: { customer: fields, lead: fields, contact: fields } }),
      ),
      http.post('/api/actions/duplicateRule.create', () =>
        HttpResponse.json({ result: { id: 'r1' }, message: '规则已新增' }),
      ),
    )
    answers('/api/duplicates/try', [hit({ effect: 'warn', degree: 75 })])
    await show(
      <WithWords>
        <RulesPage id="new" object="customer" />
      </WithWords>,
    )
    fireEvent.change(await screen.findByLabelText('规则名称'), { target: { value: '名称很像' } })
    fireEvent.click(screen.getByRole('radio', { name: '相近' }))
    fireEvent.change(screen.getByLabelText('程度（%）'), { target: { value: '70' } })
    fireEvent.change(screen.getByRole('textbox', { name: '客户名称' }), { target: { value: '恒远精密' } })
    expect(await screen.findByText('75%')).toBeInTheDocument()
    await waitFor(() =>
      expect(sentTo('/api/duplicates/try').at(-1)?.body).toMatchObject({
        object: 'customer',
        values: { name: '恒远精密' },
        rule: { conditions: [{ field: 'name', match: 'fuzzy', degree: 70 }] },
      }),
    )
    fireEvent.click(screen.getByRole('button', { name: '保存规则' }))
    await waitFor(() =>
      expect(sentTo('/api/actions/duplicateRule.create')[0]?.body).toMatchObject({
        object: 'customer',
        name: '名称很像',
        conditions: [{ field: 'name', match: 'fuzzy', degree: 70 }],
        targets: ['customer'],
        effect: 'warn',
      }),
    )
  })

  it('the next number is shown while a pattern is changed', async () => {
    const standard = { prefix: 'KH', date: 'YYYYMMDD', digits: 4, reset: 'day', manual: false }
    const rule = {
      ...standard,
      standard,
      key: 'customer',
      object: 'customer',
      kind: null,
      id: null,
      version: 0,
      next: 'KH-20261121-0008',
    }
    server.use(
      http.get('/api/number-rules', () => HttpResponse.json({ rules: [rule] })),
      http.post('/api/number-rules/preview', async ({ request }) => {
        const { prefix } = (await request.json()) as { prefix: string }
        return HttpResponse.json({ next: `${prefix}-20261121-0008` })
      }),
      http.post('/api/actions/numberRule.change', () => HttpResponse.json({ result: {}, message: '已保存' })),
    )
    await show(
      <WithWords>
        <NumbersPage />
      </WithWords>,
    )
    fireEvent.click(await screen.findByText('KH-20261121-0008'))
    fireEvent.change(await screen.findByLabelText('前缀'), { target: { value: 'cu' } })
    expect(await screen.findByText('CU-20261121-0008')).toBeInTheDocument()
    fireEvent.click(screen.getByRole('radio', { name: '不带日期' }))
    fireEvent.click(screen.getByRole('button', { name: '保存' }))
    await waitFor(() =>
      expect(sentTo('/api/actions/numberRule.change')[0]?.body).toEqual({
        key: 'customer',
        version: 0,
        prefix: 'CU',
        date: 'none',
        digits: 4,
        reset: 'never',
        manual: false,
      }),
    )
  })
})
