import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { ExplainPage } from '../../miniapp/src/areas/access/explain-page'
import { MatrixPage } from '../../miniapp/src/areas/access/matrix-page'
import { RequestsPage } from '../../miniapp/src/areas/access/requests-page'
import { RolePage } from '../../miniapp/src/areas/access/role-page'
import { WithWords } from '../../miniapp/src/areas/settings/setting-frame'
import { SettingsPage } from '../../miniapp/src/areas/settings/settings-page'
import { RecordPage } from '../../miniapp/src/records/record-view'
import { buildMe } from './support/builders'
import { HttpResponse, http, refuse, sentTo, server } from './support/server'
import { show } from './support/show'

const meta = (may: string[]) =>
  http.get('/api/meta', () => HttpResponse.json({ me: buildMe(), objects: [], actions: {}, may }))

const catalogue = http.get('/api/access/catalogue', () =>
  HttpResponse.json({
    areas: [
      {
        key: 'customers',
        objects: [
          {
            name: 'customer',
            verbs: ['query', 'view', 'update'],
            owned: true,
            fields: [{ name: 'phone', kind: 'phone', label: '电话' }],
          },
        ],
      },
    ],
  }),
)

const role = {
  id: 'role-1',
  key: 'role-1',
  name: '电销',
  title: '电销',
  version: 3,
  builtIn: false,
  editable: true,
  permissions: [{ object: 'customer', verbs: ['query', 'view'] }],
  scopes: [{ object: '*', query: 'own', view: 'own', edit: 'own', named: [] }],
  masks: [],
  people: [],
  positions: [],
}
const roleIs = (change = {}) =>
  http.get('/api/access/roles/role-1', () => HttpResponse.json({ ...role, ...change }))

describe('the administration', () => {
  it('shows what one may set up, and nothing else (SET-5)', async () => {
    server.use(meta(['role.configure', 'access.explain']))
    await show(
      <WithWords>
        <SettingsPage />
      </WithWords>,
    )
    expect(await screen.findByText('角色与权限')).toBeInTheDocument()
    expect(screen.getByText('为什么看不到')).toBeInTheDocument()
    expect(screen.queryByText('权限申请')).toBeNull()
  })
})

describe('role.update', () => {
  it('sends the four lists after the effect was shown (SET-2)', async () => {
    server.use(
      meta(['role.configure']),
      catalogue,
      roleIs(),
      http.post('/api/access/roles/role-1/preview', () =>
        HttpResponse.json({
          holders: 4,
          person: { id: 'p', name: '张晓琳' },
          objects: [{ object: 'customer', before: 12, after: 340 }],
        }),
      ),
      http.post('/api/actions/role.update', () => HttpResponse.json({ result: {}, message: '已保存' })),
    )
    await show(
      <WithWords>
        <RolePage id="role-1" />
      </WithWords>,
    )
    fireEvent.click(await screen.findByRole('checkbox', { name: '编辑' }))
    fireEvent.click(screen.getByRole('tab', { name: '数据范围' }))
    fireEvent.click(await screen.findByRole('button', { name: '在列表里看到 本人' }))
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('radio', { name: /^全部/ }))
    fireEvent.click(screen.getByRole('tab', { name: '字段' }))
    fireEvent.click(await screen.findByRole('radio', { name: '电话 遮住' }))
    fireEvent.click(screen.getByRole('button', { name: '看看效果' }))
    expect(await screen.findByText('客户：现在 12，改后 340')).toBeInTheDocument()
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: '保存' }))
    await waitFor(() => expect(sentTo('/api/actions/role.update')).toHaveLength(1))
    expect(sentTo('/api/actions/role.update')[0]?.body).toMatchObject({
      role: 'role-1',
      version: 3,
      permissions: [{ object: 'customer', verbs: ['query', 'view', 'update'] }],
      scopes: [{ object: '*', query: 'all', view: 'own', edit: 'own' }],
      masks: [{ object: 'customer', field: 'phone', masking: 'masked' }],
    })
  })

  it('widening what may be changed widens what may be opened and listed (SET-2)', async () => {
    server.use(meta(['role.configure']), catalogue, roleIs())
    await show(
      <WithWords>
        <RolePage id="role-1" />
      </WithWords>,
    )
    fireEvent.click(await screen.findByRole('tab', { name: '数据范围' }))
    fireEvent.click(await screen.findByRole('button', { name: '修改 本人' }))
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('radio', { name: /^本部门及下级/ }))
    expect(screen.getByRole('button', { name: '在列表里看到 本部门及下级' })).toBeInTheDocument()
    expect(screen.getByRole('button', { name: '打开查看 本部门及下级' })).toBeInTheDocument()
  })

  it('is not offered for the super administrator’s role (SET-3)', async () => {
    server.use(meta(['role.configure']), catalogue, roleIs({ editable: false, builtIn: true }))
    await show(
      <WithWords>
        <RolePage id="role-1" />
      </WithWords>,
    )
    expect(await screen.findByText(/不能修改或删除/)).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: '看看效果' })).toBeNull()
  })
})

describe('role.grant', () => {
  it('asks for which organisation where there are several, with an example (SET-1)', async () => {
    server.use(
      meta(['role.configure', 'role.grant']),
      catalogue,
      roleIs(),
      http.get('/api/access/places', () =>
        HttpResponse.json({
          departments: [],
          organisations: [
            { id: 'o1', name: '恒测仪器' },
            { id: 'o2', name: '上海分公司' },
          ],
        }),
      ),
      http.get('/api/people', () =>
        HttpResponse.json({ people: [{ id: 'e7', name: '李倩', title: null, department: '苏锡组' }] }),
      ),
      http.post('/api/actions/role.grant', () => HttpResponse.json({ result: {}, message: '已授予' })),
    )
    await show(
      <WithWords>
        <RolePage id="role-1" />
      </WithWords>,
    )
    fireEvent.click(await screen.findByText('人员'))
    fireEvent.click(await screen.findByText('添加人员'))
    fireEvent.click(await screen.findByText('李倩'))
    fireEvent.click(await screen.findByRole('radio', { name: '仅上海分公司' }))
    expect(screen.getByText(/只授予「上海分公司」/)).toBeInTheDocument()
    fireEvent.click(screen.getByRole('button', { name: '授予角色' }))
    await waitFor(() =>
      expect(sentTo('/api/actions/role.grant').map(call => call.body)).toEqual([
        { employee: 'e7', role: 'role-1', organisation: 'o2' },
      ]),
    )
  })
})

describe('the matrix', () => {
  it('shows one role at a time on a phone (SET-2)', async () => {
    const cell = {
      object: 'customer',
      verbs: ['query'],
      query: 'all',
      view: 'own',
      edit: 'own',
      named: 0,
      masks: 2,
    }
    server.use(
      meta(['access.explain']),
      http.get('/api/access/matrix', () =>
        HttpResponse.json({
          objects: ['customer'],
          roles: [{ id: 'r', key: 'x', name: '电销', people: 3, cells: [cell] }],
        }),
      ),
    )
    await show(
      <WithWords>
        <MatrixPage />
      </WithWords>,
    )
    expect(await screen.findByText('全部 / 本人 / 本人')).toBeInTheDocument()
    expect(screen.getByText('2 个字段遮住')).toBeInTheDocument()
    server.use(
      http.get('/api/access/matrix/file', ({ request }) =>
        HttpResponse.json({ url: `/files/matrix?${new URL(request.url).searchParams}` }),
      ),
    )
    const opened: (string | null)[] = []
    const click = jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function press(
      this: HTMLAnchorElement,
    ) {
      opened.push(this.getAttribute('href'))
    })
    fireEvent.click(screen.getByRole('button', { name: 'CSV' }))
    await waitFor(() => expect(opened).toEqual(['/files/matrix?format=csv']))
    click.mockRestore()
  })
})

describe('a record that cannot be seen', () => {
  it('offers to ask for access, and says the same whatever it is (SET-2)', async () => {
    server.use(
      http.get('/api/records/customer/gone', () => refuse(404, 'notFound')),
      http.post('/api/actions/access.request', () => HttpResponse.json({ result: {}, message: '已提交' })),
    )
    await show(<RecordPage object="customer" id="gone" />)
    expect(await screen.findByText(/或者它不存在/)).toBeInTheDocument()
    const send = screen.getByRole('button', { name: '申请查看' })
    expect(send).toBeDisabled()
    fireEvent.change(screen.getByLabelText(/^理由/), { target: { value: '接手项目' } })
    fireEvent.click(send)
    expect(await screen.findByText(/如果记录存在/)).toBeInTheDocument()
    expect(sentTo('/api/actions/access.request')[0]?.body).toEqual({
      record: 'customer:gone',
      reason: '接手项目',
    })
  })

  it('of a kind that can’t be opened to one person it says so, and asks nobody (SET-2)', async () => {
    server.use(http.get('/api/records/product/gone', () => refuse(404, 'notFound')))
    await show(<RecordPage object="product" id="gone" />)
    expect(await screen.findByText(/产品不能单独开放给某个人/)).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: '申请查看' })).toBeNull()
  })
})

describe('explain', () => {
  it('draws the way to the answer and what would help (SET-2)', async () => {
    server.use(
      meta(['access.explain']),
      http.get('/api/explain', () =>
        HttpResponse.json({
          record: 'customer:1',
          visible: false,
          text: '张晓琳不能打开查看这条记录。',
          hints: ['让负责人把他加进团队。'],
          steps: [
            { key: 'roles', state: 'pass', text: '角色：客户经理' },
            { key: 'reach', state: 'fail', text: '没有一条途径' },
          ],
          about: { title: null, employee: { id: 'p', name: '张晓琳' }, need: 'view' },
        }),
      ),
    )
    await show(
      <WithWords>
        <ExplainPage record="customer:1" />
      </WithWords>,
    )
    expect(await screen.findByText('张晓琳不能打开查看这条记录。')).toBeInTheDocument()
    expect(screen.getAllByRole('listitem')).toHaveLength(2)
    expect(screen.getByText('让负责人把他加进团队。')).toBeInTheDocument()
  })
})

describe('access.grant', () => {
  it('asks until when, and refuses only with a reason (SET-2)', async () => {
    const request = {
      id: 'q',
      object: 'customer',
      record: 'customer:1',
      title: '昆山博瑞',
      reason: '接手项目',
      state: 'waiting',
      access: null,
      until: null,
      answer: null,
      requester: { id: 'p', name: '徐浩', department: '苏锡组' },
      decider: null,
      decidedAt: null,
      createdAt: '2026-11-21T08:00:00.000Z',
      open: true,
    }
    server.use(
      http.get('/api/access/requests', () => HttpResponse.json({ requests: [request] })),
      http.post('/api/actions/access.grant', () => HttpResponse.json({ result: {}, message: '已同意' })),
    )
    await show(
      <WithWords>
        <RequestsPage />
      </WithWords>,
    )
    expect(await screen.findByText('徐浩想看「昆山博瑞」')).toBeInTheDocument()
    fireEvent.click(await screen.findByRole('button', { name: '谢绝' }))
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: '谢绝' }))
    expect(await screen.findByRole('alert')).toBeInTheDocument()
    fireEvent.click(screen.getByRole('button', { name: '取消' }))
    fireEvent.click(screen.getByRole('button', { name: '同意' }))
    const sheet = within(screen.getByRole('dialog'))
    fireEvent.click(sheet.getByRole('button', { name: '同意' }))
    await waitFor(() => expect(sentTo('/api/actions/access.grant')).toHaveLength(1))
    expect(sentTo('/api/actions/access.grant')[0]?.body).toEqual({ request: 'q', access: 'read' })
  })
})
