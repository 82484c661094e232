import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import CustomersPage from '../../miniapp/src/areas/customers/customers-page'
import { buildCustomer, buildList } from './support/builders'
import { HttpResponse, http, sentTo, server } from './support/server'
import { show } from './support/show'

const query = '/api/records/customer/query'
const view = {
  id: 'view-1',
  name: '本月重点',
  shared: false,
  owner: null,
  filter: { field: 'stage', op: 'eq', value: 'following' },
  sort: 'name',
  tab: 'all',
  columns: ['region', 'owner'],
  names: {},
  editable: true,
}
const setup = { views: [view], columns: null, view: null, mayShare: true }
const stages = http.post('/api/customers/stages', () => HttpResponse.json({ stages: [] }))

const lists = (answer: object) => http.get('/api/lists/:object', () => HttpResponse.json(answer))
const rows = http.post(query, () => HttpResponse.json(buildList([buildCustomer()], { count: 1000 })))

describe('saved views (CUST-16)', () => {
  it('a press on a view asks for its filter, order and tab; another one leaves it', async () => {
    server.use(stages, rows, lists(setup))
    await show(<CustomersPage />)
    fireEvent.click(await screen.findByRole('tab', { name: '本月重点' }))
    await waitFor(() =>
      expect(sentTo(query).at(-1)?.body).toEqual({
        limit: 20,
        tab: 'all',
        sort: 'name',
        filter: { field: 'stage', op: 'in', value: ['following'] },
      }),
    )
    fireEvent.click(screen.getByRole('tab', { name: '本月重点' }))
    await waitFor(() => expect(sentTo(query).at(-1)?.body).toEqual({ limit: 20, tab: 'all' }))
  })

  it('any conditions are put together, asked for, and kept as a view', async () => {
    server.use(
      stages,
      rows,
      lists({ ...setup, views: [] }),
      http.post('/api/actions/savedView.create', () =>
        HttpResponse.json({ result: { id: 'view-2' }, message: '已保存' }),
      ),
    )
    await show(<CustomersPage />)
    await screen.findByText('苏州恒远电子有限公司')
    fireEvent.click(screen.getByRole('button', { name: '筛选' }))
    fireEvent.click(screen.getByText('高级筛选'))
    fireEvent.click(await screen.findByRole('radio', { name: '任一条件' }))
    const sheet = within(screen.getByRole('dialog', { name: '高级筛选' }))
    fireEvent.click(sheet.getByRole('checkbox', { name: '跟进中' }))
    fireEvent.click(sheet.getByText('+ 条件'))
    fireEvent.click(sheet.getAllByRole('radio', { name: '不为空' }).at(-1)!)
    fireEvent.click(screen.getByRole('button', { name: '查看结果' }))
    const filter = {
      or: [
        { field: 'stage', op: 'in', value: ['following'] },
        { field: 'stage', op: 'notEmpty' },
      ],
    }
    await waitFor(() => expect(sentTo(query).at(-1)?.body).toMatchObject({ filter }))
    fireEvent.click(screen.getByText('存为场景'))
    fireEvent.change(await screen.findByLabelText('场景名称'), { target: { value: '在跟的' } })
    fireEvent.click(screen.getByRole('button', { name: '保存' }))
    await waitFor(() =>
      expect(sentTo('/api/actions/savedView.create').at(-1)?.body).toMatchObject({
        object: 'customer',
        name: '在跟的',
        filter: JSON.stringify(filter),
      }),
    )
  })

  it('days that move on with the calendar, and me, are asked as such and read as words', async () => {
    server.use(stages, rows, lists({ ...setup, views: [] }))
    await show(<CustomersPage />)
    await screen.findByText('苏州恒远电子有限公司')
    fireEvent.click(screen.getByRole('button', { name: '筛选' }))
    fireEvent.click(screen.getByText('高级筛选'))
    const sheet = () => within(screen.getByRole('dialog', { name: '高级筛选' }))
    const pick = async (field: string) => {
      fireEvent.click(
        sheet()
          .getAllByRole('button', { name: /^字段 / })
          .at(-1)!,
      )
      const choices = within(await screen.findByRole('dialog', { name: '字段' }))
      fireEvent.click(choices.getByText(field))
    }
    fireEvent.click(await screen.findByRole('button', { name: '重置' }))
    fireEvent.click((await screen.findAllByText('+ 条件')).at(-1)!)
    await pick('最近跟进')
    fireEvent.click(sheet().getByRole('radio', { name: '几天以前' }))
    fireEvent.change(sheet().getByLabelText('天数'), { target: { value: '30' } })
    fireEvent.click(sheet().getByText('+ 条件'))
    await pick('负责人')
    fireEvent.click(sheet().getAllByRole('radio', { name: '是我' }).at(-1)!)
    fireEvent.click(screen.getByRole('button', { name: '查看结果' }))
    await waitFor(() =>
      expect(sentTo(query).at(-1)?.body).toMatchObject({
        filter: {
          and: [
            { field: 'lastFollowAt', op: 'daysAgo', value: 30 },
            { field: 'owner', op: 'isMe' },
          ],
        },
      }),
    )
    expect(screen.getByText('最近跟进 30 天以前 且 负责人 是我')).toBeInTheDocument()
  })

  it('a period is chosen by its name', async () => {
    server.use(
      stages,
      rows,
      lists({
        ...setup,
        views: [{ ...view, filter: { field: 'nextContactAt', op: 'period', value: 'thisMonth' } }],
      }),
    )
    await show(<CustomersPage />)
    fireEvent.click(await screen.findByRole('tab', { name: '本月重点' }))
    await waitFor(() =>
      expect(sentTo(query).at(-1)?.body).toMatchObject({
        filter: { field: 'nextContactAt', op: 'period', value: 'thisMonth' },
      }),
    )
    fireEvent.click(screen.getByRole('button', { name: '筛选' }))
    fireEvent.click(screen.getByText('高级筛选'))
    expect(await screen.findByRole('radio', { name: '本月' })).toHaveAttribute('aria-checked', 'true')
    fireEvent.click(screen.getByRole('radio', { name: '上季度' }))
    fireEvent.click(screen.getByRole('button', { name: '查看结果' }))
    await waitFor(() =>
      expect(sentTo(query).at(-1)?.body).toMatchObject({
        filter: { field: 'nextContactAt', op: 'period', value: 'lastQuarter' },
      }),
    )
  })

  it('beyond 999+ a press counts every one', async () => {
    server.use(
      stages,
      rows,
      lists(setup),
      http.post('/api/records/customer/count', () => HttpResponse.json({ count: 12345 })),
    )
    await show(<CustomersPage />)
    fireEvent.click(await screen.findByRole('button', { name: '数一数' }))
    expect(await screen.findByText('12,345 个客户')).toBeInTheDocument()
  })
})
