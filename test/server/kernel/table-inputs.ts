import { idOf, type TestServer } from '../../support/server'
import type { Person } from '../records/company'

let running = 0

/** A field of the company's own, on an object that no other sample writes to. */
async function customField(server: TestServer): Promise<string> {
  running += 1
  const input = { object: 'product', kind: 'text', label: `自定义${running}` }
  return idOf(await server.run('system', 'customField.create', input))
}

/** What inputs of fields and views point to. */
export const makeTables: Record<string, (server: TestServer, by: Person) => Promise<string>> = {
  customField,
  savedView: async (server, by) => {
    running += 1
    return idOf(await server.run(by, 'savedView.create', { object: 'customer', name: `场景${running}` }))
  },
}

const kept = {
  filter: JSON.stringify({ field: 'stage', op: 'eq', value: 'following' }),
  sort: '-updatedAt',
  tab: 'mine',
  columns: [{ field: 'stage' }, { field: 'owner' }],
}

/** Inputs of fields and views that the generic rule does not hit. */
export const tableInputs: Record<
  string,
  (server: TestServer, by: Person) => Promise<Record<string, unknown>>
> = {
  'customField.create': async () => ({
    object: 'product',
    kind: 'choice',
    label: '材质',
    labelTw: '材質',
    labelEn: 'Material',
    hint: '按合同写',
    required: false,
    options: [{ label: '钢', labelTw: '鋼', labelEn: 'Steel', active: true }],
    initial: 'gang',
    section: '工艺',
    sortable: false,
  }),
  'customField.update': async server => ({
    field: await customField(server),
    version: 1,
    label: '新名字',
    kind: 'longText',
    hint: '随便写',
    // A text has no use for them, and for the others neither; they are looked at all the same.
    options: [{ label: '甲', labelTw: '甲', labelEn: 'A', key: 'jia', active: true }],
    required: false,
    length: 300,
  }),
  'customField.restore': async server => {
    const field = await customField(server)
    await server.run('system', 'customField.retire', { field })
    return { field }
  },
  'customField.arrange': async server => {
    const id = await customField(server)
    const [row] = await server.rows<{ key: string }>('select key from custom_field where id = $1', [id])
    return { object: 'product', order: [{ key: row!.key }] }
  },
  'savedView.create': async () => ({ object: 'customer', name: '我的重点', shared: true, ...kept }),
  'savedView.update': async (server, by) => ({
    view: await makeTables.savedView!(server, by),
    name: '改了名',
    shared: true,
    ...kept,
  }),
  'savedView.prefer': async (server, by) => ({
    object: 'customer',
    columns: kept.columns,
    view: await makeTables.savedView!(server, by),
  }),
}
