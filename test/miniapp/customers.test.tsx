import { fireEvent, screen, waitFor } from '@testing-library/react'
import { BinPage } from '../../miniapp/src/areas/customers/bin-page'
import CustomersPage from '../../miniapp/src/areas/customers/customers-page'
import { MergePage } from '../../miniapp/src/areas/customers/merge-page'
import { OverviewPage } from '../../miniapp/src/areas/customers/overview-page'
import { SignPage } from '../../miniapp/src/areas/customers/sign-page'
import { buildCustomer } from './support/builders'
import { HttpResponse, http, refuse, sentTo, server } from './support/server'
import { show } from './support/show'
import { visited } from './support/taro'

const customer = buildCustomer({ id: 'customer-1', title: '苏州恒远电子', version: 3 })
const detail = http.get('/api/records/customer/customer-1', () =>
  HttpResponse.json({ record: customer, related: [] }),
)

const candidate = (id: string, more: object = {}) => ({
  id,
  number: `HB-${id}`,
  name: `伙伴${id}`,
  taxNumber: null,
  state: 'valid',
  byName: true,
  byTaxNumber: false,
  otherTaxNumber: false,
  customers: 0,
  ...more,
})
const candidates = (outcome: string, list: object[] = []) =>
  http.get('/api/customers/customer-1/sign-candidates', () =>
    HttpResponse.json({ name: '苏州恒远电子', taxNumber: null, candidates: list, outcome, partner: null }),
  )

describe('customer.sign (CUST-5)', () => {
  const run = http.post('/api/actions/customer.sign', () =>
    HttpResponse.json({ result: {}, message: '已签单' }),
  )

  it('says that a partner will be made, and signs', async () => {
    server.use(detail, candidates('make'), run)
    await show(<SignPage id="customer-1" />)
    expect(await screen.findByText(/会新建「苏州恒远电子」/)).toBeInTheDocument()
    fireEvent.click(screen.getByRole('button', { name: '确认签单' }))
    await waitFor(() => expect(sentTo('/api/actions/customer.sign')).toHaveLength(1))
    expect(sentTo('/api/actions/customer.sign')[0]?.body).toEqual({
      record: 'customer:customer-1',
      partnerName: '苏州恒远电子',
    })
  })

  it('of several candidates one has to be chosen first', async () => {
    server.use(detail, candidates('choose', [candidate('1'), candidate('2', { otherTaxNumber: true })]), run)
    await show(<SignPage id="customer-1" />)
    expect(await screen.findByText(/有 2 个可能的合作伙伴/)).toBeInTheDocument()
    expect(screen.getByRole('button', { name: '确认签单' })).toBeDisabled()
    fireEvent.click(screen.getByText('伙伴2'))
    fireEvent.click(screen.getByRole('button', { name: '确认签单' }))
    await waitFor(() => expect(sentTo('/api/actions/customer.sign')).toHaveLength(1))
    expect(sentTo('/api/actions/customer.sign')[0]?.body).toMatchObject({ partner: '2' })
  })

  it('a refusal stays on the page in words', async () => {
    server.use(
      detail,
      candidates('make'),
      http.post('/api/actions/customer.sign', () =>
        refuse(409, 'alreadySigned', { record: '苏州恒远电子', partner: '恒远' }),
      ),
    )
    await show(<SignPage id="customer-1" />)
    await screen.findByText(/会新建/)
    fireEvent.click(screen.getByRole('button', { name: '确认签单' }))
    expect(await screen.findByRole('alert')).toHaveTextContent('已经签单，合作伙伴是「恒远」')
  })
})

const binRow = (id: string, title: string) => ({
  id,
  object: 'customer',
  title,
  number: `KH-${id}`,
  deletedAt: '2026-11-20T02:00:00.000Z',
  deletedBy: { id: 'e1', name: '张伟' },
  owner: { id: 'e1', name: '张伟' },
  pool: null,
  with: [{ object: 'contact', count: 2 }],
})

describe('bin (CUST-7)', () => {
  beforeEach(() =>
    server.use(
      http.get('/api/bin', () =>
        HttpResponse.json({
          objects: [
            { object: 'customer', count: 2 },
            { object: 'lead', count: 0 },
          ],
        }),
      ),
      http.post('/api/bin/customer/query', () =>
        HttpResponse.json({ rows: [binRow('1', '甲公司'), binRow('2', '乙公司')], next: null, count: 2 }),
      ),
    ),
  )

  it('shows who deleted what, where it goes back to, and what comes along', async () => {
    await show(<BinPage />)
    expect(await screen.findByText(/甲公司/)).toBeInTheDocument()
    expect(screen.getAllByText(/张伟 于 .* 删除 · 恢复后回到：张伟名下 · 连同 联系人 2/)).toHaveLength(2)
  })

  it('restores many; one whose name was taken is renamed on the spot', async () => {
    server.use(
      http.post('/api/operations', () =>
        HttpResponse.json({
          operation: { id: 'o1', state: 'done', total: 2, done: 2, failed: 1 },
          results: [
            { position: 0, record: 'customer:1', title: '甲公司', state: 'done', message: '已恢复' },
            {
              position: 1,
              record: 'customer:2',
              title: '乙公司',
              state: 'refused',
              code: 'nameTaken',
              message: '同名',
            },
          ],
          next: null,
        }),
      ),
      http.post('/api/actions/customer.restore', () => HttpResponse.json({ result: {}, message: '已恢复' })),
    )
    await show(<BinPage />)
    for (const name of ['甲公司', '乙公司']) fireEvent.click(await screen.findByRole('checkbox', { name }))
    fireEvent.click(screen.getByRole('button', { name: '恢复所选 2 个' }))
    expect(await screen.findByText('1 个已恢复，1 个没有')).toBeInTheDocument()
    expect(sentTo('/api/operations')[0]?.body).toEqual({
      action: 'customer.restore',
      records: ['customer:1', 'customer:2'],
      input: {},
    })
    expect(screen.getByRole('button', { name: '换个名称再恢复' })).toBeDisabled()
    fireEvent.change(screen.getByRole('textbox', { name: '新的名称' }), { target: { value: '乙公司二部' } })
    fireEvent.click(screen.getByRole('button', { name: '换个名称再恢复' }))
    await waitFor(() => expect(sentTo('/api/actions/customer.restore')).toHaveLength(1))
    expect(sentTo('/api/actions/customer.restore')[0]?.body).toEqual({ id: '2', name: '乙公司二部' })
  })
})

describe('bin, many at once', () => {
  it('watches the work where so many are restored that it goes on, and says nothing of an end (CUST-7)', async () => {
    const rows = Array.from({ length: 25 }, (_, index) => binRow(String(index), `客户${index}号`))
    server.use(
      http.get('/api/bin', () => HttpResponse.json({ objects: [{ object: 'customer', count: 25 }] })),
      http.post('/api/bin/customer/query', () => HttpResponse.json({ rows, next: null, count: 25 })),
      http.post('/api/operations', () =>
        HttpResponse.json(
          {
            operation: { id: 'o2', state: 'running', total: 25, done: 0, failed: 0 },
            results: [],
            next: null,
          },
          { status: 202 },
        ),
      ),
    )
    await show(<BinPage />)
    for (const { title } of rows) fireEvent.click(await screen.findByRole('checkbox', { name: title }))
    fireEvent.click(screen.getByRole('button', { name: '恢复所选 25 个' }))
    await waitFor(() => expect(visited.at(-1)?.url).toBe('/pages/operation/index?id=o2'))
    expect(screen.queryByText('已恢复 25 个')).not.toBeInTheDocument()
  })
})

describe('customer.merge (CUST-12)', () => {
  it('goes field by field, says that there is no way back, and sends what was chosen with both versions', async () => {
    const loser = buildCustomer({ id: 'customer-2', title: '恒远', version: 7 })
    const field = (name: string, winnerText: string, loserText: string, suggested: string) => ({
      name,
      winner: winnerText || null,
      loser: loserText || null,
      winnerText,
      loserText,
      suggested,
    })
    server.use(
      http.post('/api/customers/merge-preview', () =>
        HttpResponse.json({
          winner: customer,
          loser,
          fields: [
            field('name', '苏州恒远电子', '恒远', 'winner'),
            field('website', '', 'https://hy.cn', 'loser'),
          ],
          same: 9,
          moves: [{ kind: 'contact', count: 3 }],
          blocked: null,
        }),
      ),
      http.post('/api/actions/customer.merge', () => HttpResponse.json({ result: {}, message: '已并入' })),
    )
    await show(<MergePage id="customer-1" other="customer-2" />)
    expect(await screen.findByText('https://hy.cn')).toBeInTheDocument()
    const [, theirs] = screen.getAllByText('恒远')
    fireEvent.click(theirs!)
    fireEvent.click(screen.getByRole('button', { name: '合并' }))
    expect(await screen.findByText(/合并后不能撤销/)).toBeInTheDocument()
    fireEvent.click(screen.getByRole('button', { name: '确认合并' }))
    await waitFor(() => expect(sentTo('/api/actions/customer.merge')).toHaveLength(1))
    expect(sentTo('/api/actions/customer.merge')[0]?.body).toEqual({
      winner: 'customer-1',
      loser: 'customer-2',
      winnerVersion: 3,
      loserVersion: 7,
      take: ['name', 'website'],
      keepOwner: 'read',
    })
  })
})

describe('customers.overview (CUST-4)', () => {
  it('draws figures, what comes next and the story, and narrows it by kind', async () => {
    const entry = (id: string, group: string, text: string) => ({
      id,
      group,
      at: '2026-11-20T02:00:00.000Z',
      by: { id: 'e1', name: '张伟' },
      kind: group === 'followUp' ? 'followUp' : 'contract.create',
      text,
      about: null,
    })
    server.use(
      http.get('/api/customers/customer-1/overview', () =>
        HttpResponse.json({
          record: customer,
          figures: {
            followUps: 12,
            contracts: 2,
            amounts: [{ currency: 'CNY', amount: '1200.50' }],
            requests: 3,
            openRequests: 1,
            assets: 4,
            contacts: 5,
            days: 400,
            quiet: 7,
          },
          months: [{ month: '2026-11', count: 3 }],
          next: [{ kind: 'task', at: null, title: '寄样品', record: 'task:1' }],
          related: [{ object: 'contact', field: 'customer', count: 5 }],
        }),
      ),
      http.get('/api/customers/customer-1/timeline', ({ request }) => {
        const kinds = new URL(request.url).searchParams.get('kinds')
        const all = [entry('1', 'followUp', '聊了报价'), entry('2', 'contract', '新建了合同')]
        return HttpResponse.json({ entries: all.filter(one => !kinds || one.group === kinds), next: null })
      }),
    )
    server.use(
      http.get('/api/relations/customer/customer-1', () =>
        HttpResponse.json({ nodes: [], edges: [], centre: 'customer:customer-1', more: 0, may: false }),
      ),
    )
    await show(<OverviewPage id="customer-1" />)
    expect(await screen.findByText('¥1,200.50')).toBeInTheDocument()
    expect(screen.getByText('任务 · 寄样品')).toBeInTheDocument()
    expect(await screen.findByText('聊了报价')).toBeInTheDocument()
    fireEvent.click(screen.getByRole('tab', { name: '合同' }))
    await waitFor(() => expect(screen.queryByText('聊了报价')).not.toBeInTheDocument())
    expect(await screen.findByText('新建了合同')).toBeInTheDocument()
  })
})

describe('customers by stage (CUST-3)', () => {
  it('shows how many stand in each stage, narrows the list by one, and lifts that again', async () => {
    const stages = (counts: number[]) =>
      ['potential', 'following', 'cooperating', 'dormant'].map((stage, at) => ({ stage, count: counts[at] }))
    server.use(
      http.post('/api/customers/stages', () => HttpResponse.json({ stages: stages([2, 6, 1000, 0]) })),
      http.post('/api/records/customer/query', () =>
        HttpResponse.json({ rows: [customer], next: null, count: 1 }),
      ),
    )
    await show(<CustomersPage />)
    const tab = await screen.findByRole('tab', { name: /^跟进中\s*6$/ })
    expect(screen.getByRole('tab', { name: /^合作中\s*999\+$/ })).toBeInTheDocument()
    fireEvent.click(tab)
    const narrowed = { field: 'stage', op: 'in', value: ['following'] }
    await waitFor(() =>
      expect(sentTo('/api/records/customer/query').at(-1)?.body).toMatchObject({
        tab: 'mine',
        filter: narrowed,
      }),
    )
    expect(screen.getByRole('tab', { name: /^跟进中\s*6$/ })).toHaveAttribute('aria-selected', 'true')
    // The counts stay those of all stages.
    expect(sentTo('/api/customers/stages').at(-1)?.body).toEqual({ tab: 'mine' })
    fireEvent.click(screen.getByRole('tab', { name: /^跟进中\s*6$/ }))
    await waitFor(() =>
      expect(screen.getByRole('tab', { name: /^跟进中\s*6$/ })).toHaveAttribute('aria-selected', 'false'),
    )
  })
})
