import type { GraphEdge, GraphNode } from '@gonghai/shared/client/relation-api'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { boxHeight, boxWidth, layOut } from '../../miniapp/src/areas/relations/layout'
import { ActionSheet } from '../../miniapp/src/records/action-sheet'
import { RecordPage } from '../../miniapp/src/records/record-view'
import { buildCustomer } from './support/builders'
import { HttpResponse, http, sentTo, server } from './support/server'
import { show } from './support/show'

const node = (id: string, name = id): GraphNode => ({
  id,
  kind: id.split(':')[0] as GraphNode['kind'],
  name,
  line: null,
})
const edge = (from: string, to: string, kind: string | null, label = String(kind)): GraphEdge => ({
  id: `${from}-${to}-${kind}`,
  from,
  to,
  kind,
  label,
  inverse: label,
  mutual: kind === 'member' || kind === 'friend',
  remark: null,
})

/** A company with a chief, two below, and twenty others. */
const nodes = [
  node('customer:a', '恒远精密'),
  node('customer:b', '恒远集团'),
  ...Array.from({ length: 23 }, (_, at) => node(`contact:${String(at).padStart(2, '0')}`)),
  node('person:x', '李太太'),
]
const edges = [
  ...nodes.filter(one => one.kind === 'contact').map(one => edge('customer:a', one.id, 'member')),
  edge('contact:01', 'contact:00', 'reportsTo', '汇报给'),
  edge('contact:02', 'contact:00', 'reportsTo', '汇报给'),
  edge('contact:03', 'contact:01', 'reportsTo', '汇报给'),
  edge('contact:01', 'contact:02', 'friend', '朋友'),
  edge('contact:01', 'contact:02', 'influences', '影响'),
  edge('customer:b', 'customer:a', 'parent', '母公司'),
  edge('contact:00', 'person:x', null, '配偶'),
]

describe('layout of relations', () => {
  it.each([366, 820])(
    'CUST-10 at %i px every box has its place, none lies on another, and superiors stand above',
    width => {
      const drawing = layOut(nodes, edges, 'customer:a', width)
      expect(drawing.nodes).toHaveLength(nodes.length)
      const at = new Map(drawing.nodes.map(placed => [placed.node.id, placed]))
      for (const { x, y } of drawing.nodes) {
        expect(x - boxWidth / 2).toBeGreaterThanOrEqual(0)
        expect(x + boxWidth / 2).toBeLessThanOrEqual(width)
        expect(y + boxHeight / 2).toBeLessThanOrEqual(drawing.height)
      }
      for (const [index, one] of drawing.nodes.entries()) {
        for (const other of drawing.nodes.slice(index + 1)) {
          const apart = Math.abs(one.x - other.x) >= boxWidth || Math.abs(one.y - other.y) >= boxHeight
          expect([one.node.id, other.node.id, apart]).toEqual([one.node.id, other.node.id, true])
        }
      }
      const y = (id: string) => at.get(id)!.y
      expect(y('customer:b')).toBeLessThan(y('customer:a'))
      expect(y('customer:a')).toBeLessThan(y('contact:00'))
      expect(y('contact:00')).toBeLessThan(y('contact:01'))
      expect(y('contact:01')).toBeLessThan(y('contact:03'))
      expect(y('contact:00')).toBeLessThan(y('person:x'))
    },
  )

  it('CUST-10 looks the same whatever order its parts come in', () => {
    const places = (given: GraphNode[]) =>
      Object.fromEntries(
        layOut(given, edges, 'customer:a', 366).nodes.map(one => [one.node.id, [one.x, one.y]]),
      )
    expect(places([...nodes].reverse())).toEqual(places(nodes))
  })

  it('CUST-10 ends where somebody reports in a circle', () => {
    const round = [
      edge('contact:00', 'contact:01', 'reportsTo'),
      edge('contact:01', 'contact:00', 'reportsTo'),
    ]
    expect(layOut(nodes.slice(2, 4), round, 'contact:00', 366).nodes).toHaveLength(2)
  })

  it('CUST-10 two lines between the same two lie apart', () => {
    const drawing = layOut(nodes, edges, 'customer:a', 820)
    const between = drawing.edges.filter(({ edge: { kind } }) => kind === 'friend' || kind === 'influences')
    expect(new Set(between.map(({ labelX, labelY }) => `${labelX}/${labelY}`)).size).toBe(2)
  })
})

const detail = (record = buildCustomer()) => [
  http.get('/api/records/customer/customer-1', () => HttpResponse.json({ record, related: [] })),
  http.get('/api/records/customer/customer-1/stream', () => HttpResponse.json({ entries: [], next: null })),
]
const page = () =>
  show(
    <>
      <RecordPage object="customer" id="customer-1" />
      <ActionSheet />
    </>,
  )

describe('relations of a customer', () => {
  it('CUST-10 are drawn with boxes to press, and listed', async () => {
    const graph = {
      centre: 'customer:a',
      nodes: nodes.slice(0, 6),
      edges: edges.slice(-7),
      more: 3,
      may: true,
    }
    server.use(
      ...detail(),
      http.get('/api/relations/customer/customer-1', () => HttpResponse.json(graph)),
    )
    await page()
    fireEvent.click(await screen.findByRole('tab', { name: '关系' }))
    const slow = { timeout: 15_000 }
    expect(await screen.findByRole('button', { name: '恒远集团' }, slow)).toBeInTheDocument()
    expect(screen.getByText(/还有 3 位联系人/)).toBeInTheDocument()
    fireEvent.click(screen.getByRole('button', { name: 'contact:00' }))
    expect(screen.getByRole('dialog', { name: 'contact:00' })).toBeInTheDocument()
    fireEvent.click(screen.getByRole('button', { name: '关闭' }))
    fireEvent.click(screen.getByRole('tab', { name: '列表' }))
    expect(screen.getByText('恒远集团 · 母公司 · 恒远精密')).toBeInTheDocument()
  })
})

describe('the team of a record', () => {
  it('CUST-9 shows who may read or edit, changes it by one press, and takes somebody out', async () => {
    const wang = { id: 'w', name: '王磊', title: '客户经理', department: '华东组' }
    const member = { ...wang, access: 'read', active: true, since: '2026-11-01T00:00:00Z', until: null }
    server.use(
      ...detail(),
      http.get('/api/records/customer/customer-1/team', () =>
        HttpResponse.json({ owner: { ...wang, id: 'z', name: '张晓琳' }, members: [member], may: true }),
      ),
      http.post('/api/actions/:name', () => HttpResponse.json({ result: {}, message: '好' })),
    )
    await page()
    fireEvent.click(await screen.findByRole('tab', { name: '团队' }))
    fireEvent.click(await screen.findByRole('button', { name: '可查看' }, { timeout: 15_000 }))
    await waitFor(() => expect(sentTo('/api/actions/customer.share')).toHaveLength(1))
    const known = { record: 'customer:customer-1', people: ['w'] }
    expect(sentTo('/api/actions/customer.share')[0]?.body).toEqual({ ...known, access: 'edit' })
    fireEvent.click(screen.getByRole('button', { name: '移出团队 王磊' }))
    await waitFor(() => expect(sentTo('/api/actions/customer.unshare')[0]?.body).toEqual(known))
  })
})

describe('tags', () => {
  it('CUST-18 stand in their colours at the head of a record', async () => {
    const record = buildCustomer()
    const tags = [{ id: 't1', name: '重点', color: 'red' }]
    server.use(...detail({ ...record, references: { ...record.references, tags } }))
    await page()
    expect(await screen.findByText('重点')).toHaveClass('tag-red')
  })
})
