import { fireEvent, screen, waitFor } from '@testing-library/react'
import CustomersPage from '../../miniapp/src/areas/customers/customers-page'
import { buildCustomer, buildList } from './support/builders'
import { HttpResponse, http, refuse, sentTo, server } from './support/server'
import { show } from './support/show'
import { visited } from './support/taro'

const query = '/api/records/customer/query'
const answer = (make: (body: Record<string, unknown>) => object) =>
  http.post(query, async ({ request }) =>
    HttpResponse.json(make((await request.json()) as Record<string, unknown>)),
  )

/** Lists keep their state while the app lives; each test uses a module of its own. */
const page = () => show(<CustomersPage />)

describe('list of customers', () => {
  it('shows title, facts, state and count of the reader’s own, and opens a record', async () => {
    server.use(answer(() => buildList([buildCustomer()], { count: 1000 })))
    await page()
    fireEvent.click(await screen.findByText('苏州恒远电子有限公司'))
    expect(screen.getByText('电子制造 · 三坐标测量机 2 台')).toBeInTheDocument()
    expect(screen.getByText('跟进中')).toBeInTheDocument()
    expect(screen.getByText('999+ 个客户')).toBeInTheDocument()
    expect(sentTo(query)[0]?.body).toEqual({ limit: 20, tab: 'mine' })
    expect(visited.at(-1)).toEqual({
      how: 'navigateTo',
      url: '/pages/record/index?object=customer&id=customer-1',
    })
  })

  it('fetches page after page and draws a record that moved only once', async () => {
    const second = buildCustomer({ id: 'customer-2', title: '昆山百川模具有限公司' })
    server.use(
      answer(({ cursor }) =>
        cursor === 'next-1'
          ? buildList([buildCustomer({ title: '苏州恒远（新名）' }), second])
          : buildList([buildCustomer()], { next: 'next-1', count: 2 }),
      ),
    )
    await page()
    expect(await screen.findByText('昆山百川模具有限公司')).toBeInTheDocument()
    expect(screen.getByText('苏州恒远（新名）')).toBeInTheDocument()
    expect(screen.queryByText('苏州恒远电子有限公司')).not.toBeInTheDocument()
    expect(screen.getByText('到底了')).toBeInTheDocument()
  })

  it('sends words, tab and chosen options, and takes a filter off by its chip', async () => {
    server.use(answer(() => buildList([buildCustomer()])))
    await page()
    fireEvent.change(await screen.findByLabelText('搜索'), { target: { value: 'szhy' } })
    fireEvent.click(screen.getByRole('tab', { name: '全部' }))
    fireEvent.click(screen.getByRole('button', { name: '筛选' }))
    fireEvent.click(screen.getByRole('checkbox', { name: '沉睡' }))
    fireEvent.click(screen.getByRole('button', { name: '查看结果' }))
    await waitFor(() =>
      expect(sentTo(query).at(-1)?.body).toEqual({
        limit: 20,
        tab: 'all',
        search: 'szhy',
        filter: { field: 'stage', op: 'in', value: ['dormant'] },
      }),
    )
    fireEvent.click(screen.getByRole('button', { name: '去掉条件：沉睡' }))
    await waitFor(() => expect(sentTo(query).at(-1)?.body).toEqual({ limit: 20, tab: 'all', search: 'szhy' }))
  })

  it('keeps its words when one comes back, and says why nothing is there', async () => {
    server.use(answer(() => buildList([])))
    const first = await page()
    expect(await screen.findByText('没有符合条件的客户')).toBeInTheDocument()
    first.unmount()
    await page()
    expect(await screen.findByLabelText('搜索')).toHaveValue('szhy')
    fireEvent.click(await screen.findByRole('button', { name: '清除条件' }))
    fireEvent.click(screen.getByRole('tab', { name: '我的' }))
    expect(await screen.findByText('您名下还没有客户')).toBeInTheDocument()
  })

  it('says what failed with the request’s number, and tries again', async () => {
    server.use(http.post(query, () => refuse(503, 'busy')))
    await page()
    expect(await screen.findByText('现在很忙，请稍等几秒再试。')).toBeInTheDocument()
    expect(screen.getByText('编号 request-7')).toBeInTheDocument()
    server.use(answer(() => buildList([buildCustomer()])))
    fireEvent.click(screen.getByRole('button', { name: '再试一次' }))
    expect(await screen.findByText('苏州恒远电子有限公司')).toBeInTheDocument()
  })

  it('shows a strip while the server is out of reach', async () => {
    server.use(
      http.post(query, () => HttpResponse.error()),
      http.get('/api/lists/:object', () => HttpResponse.error()),
    )
    await page()
    expect(await screen.findByText(/网络不通/)).toBeInTheDocument()
    expect(await screen.findByText('连不上服务器，请检查网络后再试。')).toBeInTheDocument()
  })
})
