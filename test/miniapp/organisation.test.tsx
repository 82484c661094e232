import { fireEvent, screen, waitFor } from '@testing-library/react'
import { ChartPage } from '../../miniapp/src/areas/organisation/chart-page'
import { HandoverPage } from '../../miniapp/src/areas/organisation/handover-page'
import { DirectoryRunPage } from '../../miniapp/src/areas/organisation/run-page'
import { WithWords } from '../../miniapp/src/areas/settings/setting-frame'
import PasswordForm from '../../miniapp/src/areas/sign-in/password-form'
import { token } from '../../miniapp/src/lib/session'
import { HttpResponse, http, refuse, sentTo, server } from './support/server'
import { show } from './support/show'

const chart = {
  organisations: [{ id: 'o1', name: '恒测仪器', functions: ['sales', 'service'] }],
  departments: [
    {
      id: 'd1',
      organisationId: 'o1',
      parentId: null,
      name: '办公室',
      attribute: null,
      manager: null,
      people: 1,
      order: 0,
    },
    {
      id: 'd2',
      organisationId: 'o1',
      parentId: 'd1',
      name: '销售部',
      attribute: 'sales',
      manager: { id: 'e1', name: '周建国' },
      people: 4,
      order: 0,
    },
  ],
  positions: [
    {
      id: 'p1',
      name: '销售总监',
      departmentId: 'd2',
      reportsTo: null,
      holders: [{ id: 'e1', name: '周建国' }],
      roles: [],
    },
  ],
}

const run = {
  id: 'r1',
  platform: 'wecom',
  trigger: 'manual',
  state: 'ready',
  by: '何志远',
  createdAt: '2026-11-21T02:00:00.000Z',
  readAt: '2026-11-21T02:00:00.000Z',
  endedAt: null,
  departments: 3,
  people: 5,
  counts: { join: 1, leave: 5 },
  warnings: ['这次会停用 5 人，占已关联 10 人的 50%。'],
  confirm: 5,
  chosen: 6,
  failure: null,
  operation: null,
}
const join = {
  seq: 0,
  kind: 'join',
  title: '徐浩',
  lines: ['部门：苏锡组'],
  taken: false,
  state: 'open',
  message: null,
  suggestion: { employeeId: 'e9', name: '徐浩', why: '姓名和手机号相同' },
}

const bodies = (path: string) => sentTo(path).map(call => call.body)

describe('the organisation (SET-1)', () => {
  it('is drawn with heads and numbers of people, and a department can be changed from it', async () => {
    server.use(
      http.get('/api/organisation/chart', () => HttpResponse.json(chart)),
      http.post('/api/actions/department.change', () => HttpResponse.json({ result: {}, message: '已保存' })),
    )
    await show(
      <WithWords>
        <ChartPage />
      </WithWords>,
    )
    expect(await screen.findByText('5 人')).toBeInTheDocument()
    fireEvent.click(screen.getByText('销售部'))
    expect(screen.getByText('销售总监')).toBeInTheDocument()
    expect(await screen.findByText('还没有修改过')).toBeInTheDocument()
    fireEvent.click(screen.getByText('修改部门'))
    fireEvent.change(screen.getByRole('textbox', { name: '名称' }), { target: { value: '营销部' } })
    fireEvent.click(screen.getByRole('button', { name: '保存' }))
    await waitFor(() =>
      expect(bodies('/api/actions/department.change')).toEqual([
        { department: 'd2', name: '营销部', attribute: 'sales', manager: 'e1' },
      ]),
    )
  })
})

describe('leaving (SET-1)', () => {
  it('shows what passes by itself and hands over only what is decided', async () => {
    server.use(
      http.get('/api/organisation/people/e1', () =>
        HttpResponse.json({
          id: 'e1',
          name: '李倩',
          active: true,
          handovers: [],
          accounts: [],
          roles: [],
          reports: [],
        }),
      ),
      http.get('/api/organisation/people/e1/holds', () =>
        HttpResponse.json({
          records: [
            { object: 'customer', count: 26, samples: [{ record: 'customer:c1', title: '苏州蓝鲸' }] },
            { object: 'task', count: 2, samples: [] },
          ],
          approvals: 3,
          reviews: 2,
          extensions: 1,
          requests: 4,
          pools: ['华东大区公海'],
          poolsAlone: [],
          reports: [],
          departments: [],
        }),
      ),
      http.post('/api/actions/handover.start', () =>
        HttpResponse.json({ result: { operation: 'op1' }, message: '开始交接' }),
      ),
    )
    await show(
      <WithWords>
        <HandoverPage id="e1" />
      </WithWords>,
    )
    expect(await screen.findByText('待审批 3 项，将转给上级')).toBeInTheDocument()
    expect(screen.getByText('待审核的领取和客户 2 条，将转给上级')).toBeInTheDocument()
    expect(screen.getByText('待处理的延期申请 1 条，将转给上级')).toBeInTheDocument()
    expect(screen.getByText(/查看、合作申请 4 条/)).toBeInTheDocument()
    const start = screen.getByRole('button', { name: '开始交接' })
    expect(start).toBeDisabled()
    fireEvent.click(screen.getByRole('radio', { name: '退回公海' }))
    fireEvent.click(start)
    await waitFor(() =>
      expect(bodies('/api/actions/handover.start')).toEqual([
        { employee: 'e1', lines: [{ object: 'customer', how: 'pool' }] },
      ]),
    )
  })
})

describe('differences of a directory (SET-1)', () => {
  it('many leavers are applied only when their number is typed', async () => {
    server.use(
      http.get('/api/organisation/directory/r1', () => HttpResponse.json({ run, items: [join], next: null })),
      http.post('/api/actions/directory.apply', () => HttpResponse.json({ result: {}, message: '开始' })),
      http.post('/api/actions/directory.choose', () => HttpResponse.json({ result: {}, message: '已选择' })),
    )
    await show(
      <WithWords>
        <DirectoryRunPage id="r1" />
      </WithWords>,
    )
    const apply = await screen.findByRole('button', { name: '同步所选 6 项' })
    expect(apply).toBeDisabled()
    expect(screen.getByText(/可能是同事「徐浩」/)).toBeInTheDocument()
    fireEvent.click(screen.getByRole('radio', { name: '是同一个人' }))
    await waitFor(() =>
      expect(bodies('/api/actions/directory.choose')).toEqual([
        { run: 'r1', take: true, items: [{ item: 0, employee: 'e9' }] },
      ]),
    )
    fireEvent.change(screen.getByRole('textbox'), { target: { value: '5' } })
    fireEvent.click(screen.getByRole('button', { name: '同步所选 6 项' }))
    await waitFor(() => expect(bodies('/api/actions/directory.apply')).toEqual([{ run: 'r1', confirm: 5 }]))
  })

  it('a newcomer nobody suggested may be a colleague all the same, and ticking never says who somebody is (CHAT-8)', async () => {
    const stranger = { ...join, seq: 1, title: '王丽', taken: true, suggestion: undefined }
    server.use(
      http.get('/api/organisation/directory/r1', () =>
        HttpResponse.json({ run, items: [join, stranger], next: null }),
      ),
      http.get('/api/people', () =>
        HttpResponse.json({ people: [{ id: 'e7', name: 'Alice', title: '客户经理', department: '苏锡组' }] }),
      ),
      http.post('/api/actions/directory.choose', () => HttpResponse.json({ result: {}, message: '已选择' })),
    )
    await show(
      <WithWords>
        <DirectoryRunPage id="r1" />
      </WithWords>,
    )
    expect(await screen.findByRole('checkbox', { name: '徐浩' })).toBeDisabled()
    fireEvent.click(screen.getAllByRole('radio', { name: '是已有同事…' })[1]!)
    fireEvent.click(await screen.findByText('Alice'))
    await waitFor(() =>
      expect(bodies('/api/actions/directory.choose')).toEqual([
        { run: 'r1', take: true, items: [{ item: 1, employee: 'e7' }] },
      ]),
    )
  })
})

describe('signing in by password (SET-8)', () => {
  it('says why not, then keeps the session', async () => {
    let tries = 0
    server.use(
      http.post('/auth/password', () =>
        ++tries === 1
          ? refuse(401, 'wrongPassword')
          : HttpResponse.json({ token: 'token-pw', expiresAt: '2099-01-01T00:00:00.000Z' }),
      ),
    )
    const done = jest.fn(async () => undefined)
    await show(<PasswordForm door={{ kind: 'password' }} onDone={done} />)
    fireEvent.change(await screen.findByLabelText('手机号'), { target: { value: '13906126801' } })
    fireEvent.change(screen.getByLabelText('密码'), { target: { value: 'correct horse battery' } })
    fireEvent.click(screen.getByRole('button', { name: '登录' }))
    expect(await screen.findByRole('alert')).toHaveTextContent('手机号或密码不对')
    fireEvent.click(screen.getByRole('button', { name: '登录' }))
    await waitFor(() => expect(done).toHaveBeenCalled())
    expect(token()).toBe('token-pw')
    expect(sentTo('/auth/password')).toHaveLength(2)
  })
})
