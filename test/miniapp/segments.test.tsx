import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { SegmentsPane } from '../../miniapp/src/areas/segments/segments-page'
import { buildCustomer, buildList } from './support/builders'
import { HttpResponse, http, sentTo, server } from './support/server'
import { show } from './support/show'

const owner = '0192ab00-0000-7000-8000-000000000001'
const gone = '0192ab00-0000-7000-8000-000000000002'
const segment = {
  id: 'segment-1',
  version: 3,
  name: '要回访的',
  object: 'customer',
  description: null,
  filter: {
    and: [
      { field: 'owner', op: 'eq', value: owner },
      { field: 'lastFollowAt', op: 'daysAgo', value: 30 },
    ],
  },
  names: { [owner]: '陈立' },
  owner: { id: 'employee-9', name: '王磊' },
  shared: true,
  mine: false,
  editable: false,
  updatedAt: '2026-11-20T02:00:00.000Z',
}
const query = '/api/records/customer/query'
const answers = (change: object = {}) =>
  server.use(
    http.get('/api/segments', () => HttpResponse.json({ segments: [{ ...segment, ...change }] })),
    http.post(query, () => HttpResponse.json(buildList([buildCustomer()], { count: 1 }))),
    http.post('/api/segments/preview', () => HttpResponse.json({ count: 1, sample: [] })),
  )

describe('segments (CUST-13)', () => {
  it('say in words whom they hold, to readers too, and ask for it relatively', async () => {
    answers()
    await show(<SegmentsPane id="segment-1" />)
    expect(await screen.findByText('负责人 等于 陈立 且 最近跟进 30 天以前')).toBeInTheDocument()
    await waitFor(() => expect(sentTo(query).at(-1)?.body).toMatchObject({ filter: segment.filter }))
    expect(screen.queryByRole('button', { name: '修改' })).toBeNull()
  })

  it('something is done with those who are in it, as in any list', async () => {
    answers()
    await show(<SegmentsPane id="segment-1" />)
    await screen.findByText('苏州恒远电子有限公司')
    fireEvent.click(screen.getByRole('button', { name: '多选' }))
    fireEvent.click(screen.getByRole('checkbox', { name: '苏州恒远电子有限公司' }))
    const bar = within(screen.getByRole('toolbar', { name: '多选' }))
    expect(bar.getByText('已选 1 条')).toBeInTheDocument()
  })

  it('with no condition left lists nobody, and leads to new conditions', async () => {
    answers({ filter: null, mended: true, editable: true })
    await show(<SegmentsPane id="segment-1" />)
    expect(await screen.findByText('条件用到的字段都已停用')).toBeInTheDocument()
    expect(sentTo(query)).toEqual([])
    fireEvent.click(screen.getByRole('button', { name: '设置条件' }))
    expect(await screen.findByText('有些条件用到的字段已停用，保存后就去掉，范围会变')).toBeInTheDocument()
  })

  it('the form shows names; what can’t be seen is said, never an id', async () => {
    const filter = {
      or: [
        { field: 'owner', op: 'eq', value: owner },
        { field: 'owner', op: 'eq', value: gone },
      ],
    }
    answers({ filter, names: { [owner]: '陈立', [gone]: '' }, editable: true })
    await show(<SegmentsPane id="segment-1" />)
    fireEvent.click(await screen.findByRole('button', { name: '修改' }))
    const form = within(await screen.findByRole('dialog', { name: '要回访的' }))
    expect(form.getByText(/负责人 等于 陈立 或 负责人 等于 （无权查看）/)).toBeInTheDocument()
    fireEvent.click(form.getByText('设置条件'))
    expect(await screen.findByText('陈立')).toBeInTheDocument()
    expect(document.body.textContent).not.toContain(gone)
  })
})
