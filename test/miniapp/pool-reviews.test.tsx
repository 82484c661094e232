import type { ReviewView, RoutesAnswer } from '@gonghai/shared/client/pool-api'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { PoolView } from '../../miniapp/src/areas/pool/pool-view'
import { PoolsSetting } from '../../miniapp/src/areas/pool/pools-setting'
import { ReviewsPage } from '../../miniapp/src/areas/pool/reviews-page'
import { RoutesSetting } from '../../miniapp/src/areas/pool/routes-setting'
import { WithWords } from '../../miniapp/src/areas/settings/setting-frame'
import { buildList, buildPool, buildPooled } from './support/builders'
import { HttpResponse, http, refuse, sentTo, server } from './support/server'
import { show } from './support/show'

const review = (change: Partial<ReviewView> = {}): ReviewView => ({
  id: 'review-1',
  kind: 'claim',
  record: 'customer:customer-1',
  title: '昆山百川模具',
  pool: '华东大区公海',
  asker: { id: 'e1', name: '徐浩' },
  claimant: { id: 'e1', name: '徐浩' },
  lastOwner: '李倩',
  reviewers: [{ id: 'e2', name: '孙丽华' }],
  state: 'waiting',
  reason: null,
  decidedBy: null,
  decidedAt: null,
  createdAt: '2026-11-21T01:00:00.000Z',
  allowed: ['pool.agreeClaim', 'pool.rejectClaim'],
  ...change,
})
const reviews = (rows: ReviewView[]) =>
  http.get('/api/pools/reviews', () => HttpResponse.json({ rows, next: null, waiting: rows.length }))
const page = () => show(<ReviewsPage />)

describe('claims that wait for a word (POOL-7)', () => {
  it('says who wants what from whom; agreeing is one press', async () => {
    server.use(
      reviews([review()]),
      http.post('/api/actions/pool.agreeClaim', () =>
        HttpResponse.json({ result: {}, message: '已同意，「昆山百川模具」归徐浩' }),
      ),
    )
    await page()
    expect(await screen.findByText(/徐浩要领取 · 华东大区公海 · 上次负责 李倩/)).toBeInTheDocument()
    fireEvent.click(screen.getByRole('button', { name: '同意领取' }))
    await waitFor(() =>
      expect(sentTo('/api/actions/pool.agreeClaim')[0]?.body).toEqual({ review: 'review-1' }),
    )
    expect(await screen.findByText('已同意，「昆山百川模具」归徐浩')).toBeInTheDocument()
  })

  it('a rejection asks for its reason first', async () => {
    server.use(
      reviews([review()]),
      http.post('/api/actions/pool.rejectClaim', () => HttpResponse.json({ result: {}, message: '已拒绝' })),
    )
    await page()
    fireEvent.click(await screen.findByRole('button', { name: '不同意' }))
    const reason = await screen.findByLabelText(/理由/)
    fireEvent.change(reason, { target: { value: '我们还在跟' } })
    fireEvent.click(screen.getAllByRole('button', { name: '不同意' }).at(-1)!)
    await waitFor(() =>
      expect(sentTo('/api/actions/pool.rejectClaim')[0]?.body).toEqual({
        review: 'review-1',
        reason: '我们还在跟',
      }),
    )
  })

  it('decides about many at once, claims and new customers apart (POOL-7, CUST-6)', async () => {
    const fresh = { kind: 'newCustomer' as const, claimant: null, lastOwner: null }
    server.use(
      reviews([
        review(),
        review({ id: 'review-2', record: 'lead:lead-2', title: '刘总' }),
        review({
          ...fresh,
          id: 'review-3',
          record: 'customer:customer-3',
          title: '无锡拓海',
          allowed: ['customer.review', 'customer.rejectReview'],
        }),
      ]),
      http.post('/api/operations', () =>
        HttpResponse.json({
          operation: { id: 'o1', label: '同意领取', state: 'done', total: 2, done: 2, failed: 0 },
          results: [],
        }),
      ),
    )
    await page()
    await screen.findByText('刘总')
    fireEvent.click(screen.getByRole('button', { name: '多选' }))
    expect(screen.queryByRole('button', { name: '同意领取' })).not.toBeInTheDocument()
    fireEvent.click(await screen.findByText('全选本页 3 条'))
    const bar = within(screen.getByRole('toolbar'))
    expect(bar.getAllByRole('button').map(one => one.textContent)).toEqual(
      expect.arrayContaining(['同意领取（2）', '审核通过（1）', '不同意（2）', '审核不通过（1）']),
    )
    fireEvent.click(bar.getByRole('button', { name: '不同意（2）' }))
    fireEvent.change(await screen.findByLabelText(/理由/), { target: { value: '我们还在跟' } })
    fireEvent.click(screen.getByRole('button', { name: '不同意' }))
    await waitFor(() =>
      expect(sentTo('/api/operations')[0]?.body).toEqual({
        action: 'pool.rejectClaim',
        records: ['customer:customer-1', 'lead:lead-2'],
        input: { reason: '我们还在跟' },
      }),
    )
    expect(await screen.findByText('同意领取：2 条全部成功')).toBeInTheDocument()
    expect(screen.queryByRole('toolbar')).not.toBeInTheDocument()
  })

  it('says why nothing is there, and what failed', async () => {
    server.use(reviews([]))
    await page()
    expect(await screen.findByText('没有等您审核的领取')).toBeInTheDocument()
  })

  it('a claim that waits says so on the row of the pool, and nothing can be undone', async () => {
    server.use(
      http.post('/api/records/customer/query', () => HttpResponse.json(buildList([buildPooled()]))),
      http.post('/api/actions/pool.claim', () =>
        HttpResponse.json({
          result: { waits: true },
          message: '已申请领取「苏州恒远电子」，等待陈立审核',
        }),
      ),
    )
    await show(<PoolView pool={buildPool()} />)
    fireEvent.click(await screen.findByRole('button', { name: '领取' }))
    expect(await screen.findByText('待审核')).toBeInTheDocument()
    expect(screen.queryByText('已归您')).not.toBeInTheDocument()
    expect(screen.queryByRole('button', { name: '撤销' })).not.toBeInTheDocument()
  })
})

describe('many at once (POOL-2)', () => {
  it('chooses rows of a pool and claims them as one operation', async () => {
    const two = buildPooled({ id: 'customer-2', title: '无锡拓海' })
    server.use(
      http.post('/api/records/customer/query', () => HttpResponse.json(buildList([buildPooled(), two]))),
      http.post('/api/operations', () =>
        HttpResponse.json({
          operation: { id: 'o1', label: '领取', state: 'done', total: 2, done: 2, failed: 0 },
          results: [],
        }),
      ),
    )
    await show(<PoolView pool={buildPool()} />)
    fireEvent.click(await screen.findByRole('button', { name: '多选' }))
    for (const box of await screen.findAllByRole('checkbox')) fireEvent.click(box)
    const bar = await screen.findByRole('toolbar')
    // While one chooses, the rows themselves offer nothing.
    expect(screen.getAllByRole('button', { name: '领取' })).toHaveLength(1)
    fireEvent.click(within(bar).getByRole('button', { name: '领取' }))
    fireEvent.click((await screen.findAllByRole('button', { name: '领取' })).at(-1)!)
    await waitFor(() =>
      expect(sentTo('/api/operations')[0]?.body).toMatchObject({
        action: 'pool.claim',
        records: ['customer:customer-1', 'customer:customer-2'],
      }),
    )
  })
})

const pools = [
  { id: 'p1', name: '华南大区公海' },
  { id: 'p2', name: '华东大区公海' },
]
const routes = (change: Partial<RoutesAnswer> = {}): RoutesAnswer => ({
  object: 'customer',
  id: null,
  version: 3,
  routes: [{ field: 'region', value: 'south', pool: pools[0]! }],
  defaultPool: pools[1]!,
  pools,
  ...change,
})
const routesPage = () =>
  show(
    <WithWords>
      <RoutesSetting />
    </WithWords>,
  )

describe('routes (POOL-1)', () => {
  it('shows what the lines would have done before one saves, then saves them with the version read', async () => {
    server.use(
      http.get('/api/pools/routes', () => HttpResponse.json(routes())),
      http.post('/api/pools/routes/preview', () =>
        HttpResponse.json({ days: 90, total: 8, lines: [5], otherwise: 3, samples: [] }),
      ),
      http.post('/api/actions/pool.setRoutes', () => HttpResponse.json({ result: {}, message: '已保存' })),
    )
    await routesPage()
    expect(await screen.findByText('5 条')).toBeInTheDocument()
    expect(screen.getByRole('button', { name: '保存' })).toBeDisabled()
    fireEvent.click(screen.getByRole('button', { name: '删除这条' }))
    fireEvent.click(screen.getByRole('button', { name: '保存' }))
    await waitFor(() =>
      expect(sentTo('/api/actions/pool.setRoutes')[0]?.body).toEqual({
        object: 'customer',
        version: 3,
        routes: [],
      }),
    )
  })

  it('somebody was faster: the list is read again; without a default pool it warns', async () => {
    let reads = 0
    server.use(
      http.get('/api/pools/routes', () => {
        reads += 1
        return HttpResponse.json(routes({ version: 2 + reads, defaultPool: null }))
      }),
      http.post('/api/pools/routes/preview', () =>
        HttpResponse.json({ days: 90, total: 0, lines: [0], otherwise: 0, samples: [] }),
      ),
      http.post('/api/actions/pool.setRoutes', () => refuse(409, 'staleVersion')),
    )
    await routesPage()
    expect(await screen.findByText(/没有默认公海/)).toBeInTheDocument()
    fireEvent.click(screen.getByRole('button', { name: '删除这条' }))
    fireEvent.click(screen.getByRole('button', { name: '保存' }))
    expect(await screen.findByText(/刚刚改过分流规则/)).toBeInTheDocument()
    await waitFor(() => expect(reads).toBeGreaterThan(1))
  })
})

describe('retiring a pool (POOL-1)', () => {
  it('asks where its records go, and keeps the figures of a refusal in the sheet', async () => {
    const pool = { ...buildPool(), allowed: ['pool.update', 'pool.retire'] }
    server.use(
      http.post('/api/records/pool/query', () => HttpResponse.json(buildList([pool]))),
      http.post('/api/actions/pool.retire', () =>
        refuse(409, 'poolInUse', { pool: pool.title, lying: 3, held: 2, routes: 1 }),
      ),
    )
    await show(<PoolsSetting />)
    fireEvent.click(await screen.findByRole('button', { name: '停用' }))
    fireEvent.click(screen.getAllByRole('button', { name: '停用' }).at(-1)!)
    expect(
      await screen.findByText(/还有 3 条没有负责人、2 条在同事名下，另有 1 条分流规则/),
    ).toBeInTheDocument()
    fireEvent.click(screen.getByRole('button', { name: /全部转到/ }))
    await waitFor(() =>
      expect(sentTo('/api/records/pool/query').at(-1)?.body).toMatchObject({
        filter: { field: 'kind', op: 'eq', value: 'customer' },
      }),
    )
    expect(sentTo('/api/actions/pool.retire')[0]?.body).toEqual({ id: pool.id })
  })
})
