import type { Access, Scope } from '@gonghai/server/access/context'
import { loadAccess } from '@gonghai/server/access/context'
import type { Facts } from '@gonghai/server/access/elements'
import { inScope, scopeBranches, scopeCondition } from '@gonghai/server/access/scope'
import { type Database, openDatabase } from '@gonghai/server/db/database'
import { identifier, type Row, selectList, splitRecord, tableOf } from '@gonghai/server/records/columns'
import { findObject, objectList } from '@gonghai/shared/objects'
import type { Need, ObjectDeclaration } from '@gonghai/shared/objects/declare'
import fc from 'fast-check'
import { v7 } from 'uuid'
import { type TestDatabase, testDatabase } from '../../support/database'
import {
  at,
  grant,
  insertDepartment,
  insertEmployee,
  insertRecord,
  insertRole,
  insertRow,
  type Person,
} from '../records/company'

const needs: Need[] = [
  'query',
  'view',
  'edit',
  'beyondTeam',
  'pooled',
  'pooledAdmin',
  'reviewed',
  'exists',
  'assigned',
  'mine',
]
const scopes: Scope[] = ['none', 'own', 'ownAndSubordinates', 'department', 'departmentTree', 'all']

let base: TestDatabase
let db: Database

beforeAll(async () => {
  base = await testDatabase()
  db = openDatabase({ url: base.url, connections: 3, onError: () => undefined })
})
afterAll(async () => {
  await db.close()
  await base.drop()
})

/** Somebody's records, or those of a department with what lies below, reached by name. */
const reachNames = fc.record({
  kind: fc.constantFrom('employee' as const, 'department' as const),
  target: fc.nat(6),
  need: fc.constantFrom('query' as const, 'view' as const, 'edit' as const),
})

/** A random company as fast-check draws it: indexes are taken modulo what there is. */
const worlds = fc.record({
  departments: fc.array(fc.nat(5), { minLength: 1, maxLength: 6 }),
  people: fc.array(
    fc.record({
      department: fc.nat(6),
      leader: fc.option(fc.nat(5)),
      grants: fc.array(
        fc.record({
          query: fc.constantFrom(...scopes),
          view: fc.constantFrom(...scopes),
          edit: fc.constantFrom(...scopes),
          ruled: fc.boolean(),
          limited: fc.boolean(),
          updates: fc.boolean(),
          named: fc.array(reachNames, { maxLength: 2 }),
          objects: fc.subarray(
            ['*', 'customer', 'contact', 'contract', 'followUp', 'attachment', 'task', 'pool'],
            {
              minLength: 1,
            },
          ),
        }),
        { maxLength: 2 },
      ),
      additions: fc.array(
        fc.record({ reach: reachNames, object: fc.constantFrom('*', 'customer', 'task') }),
        {
          maxLength: 2,
        },
      ),
    }),
    { minLength: 2, maxLength: 5 },
  ),
  pools: fc.array(fc.record({ members: fc.nat(31), administrators: fc.nat(31) }), {
    minLength: 1,
    maxLength: 3,
  }),
  records: fc.array(
    fc.record({
      owner: fc.option(fc.nat(5)),
      pool: fc.nat(3),
      team: fc.array(fc.record({ person: fc.nat(5), edit: fc.boolean() }), { maxLength: 3 }),
      heldFrom: fc.option(fc.nat(3)),
      approver: fc.option(fc.nat(5)),
      deleted: fc.boolean(),
      author: fc.nat(5),
    }),
    { minLength: 1, maxLength: 6 },
  ),
})
type World = typeof worlds extends fc.Arbitrary<infer W> ? W : never

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length]!
const members = (people: readonly Person[], bits: number) =>
  people.filter((_, index) => bits & (1 << index)).map(person => person.id)

async function build(world: World): Promise<Person[]> {
  await db.query(`truncate organisation, department, employee, role, role_grant, access_addition, pool, customer, lead, contact, contract,
    contract_line, follow_up, attachment, task, product, team_member, holding, approval, approval_task cascade`)
  const organisations = [v7(), v7()]
  for (const id of organisations) await insertRow(db, 'organisation', { id, name: id })
  const departments = [await insertDepartment(db, organisations[0]!, 'root')]
  for (const parent of world.departments) {
    departments.push(await insertDepartment(db, organisations[0]!, 'd', pick(departments, parent)))
  }
  const people: Person[] = []
  for (const person of world.people) {
    const leader = person.leader === null || people.length === 0 ? null : pick(people, person.leader).id
    const made = await insertEmployee(
      db,
      organisations[0]!,
      pick(departments, person.department),
      'p',
      leader,
    )
    people.push(made)
    const reached = ({
      kind,
      target,
      need,
    }: typeof reachNames extends fc.Arbitrary<infer R> ? R : never) => ({
      kind,
      id: pick(kind === 'employee' ? people : departments, target).id,
      need,
    })
    for (const [index, { reach, object }] of person.additions.entries()) {
      const { id: target_id, kind, need } = reached(reach)
      // the same target twice for one object is one row
      if (person.additions.findIndex(one => reached(one.reach).id === target_id) < index) continue
      const row = { id: v7(), employee_id: made.id, object, kind, target_id, need, created_at: at }
      await insertRow(db, 'access_addition', row)
    }
    for (const given of person.grants) {
      const rule = {
        query: given.query,
        view: given.view,
        edit: given.edit,
        named: given.named.map(reached),
      }
      const roleId = await insertRole(db, {
        key: v7(),
        permissions: Object.fromEntries(
          given.objects.map(object => [
            object,
            given.updates ? ['query', 'view', 'update'] : ['query', 'view'],
          ]),
        ),
        scopes: given.ruled ? { '*': rule } : {},
      })
      await grant(db, made, roleId, given.limited ? organisations[0] : null)
    }
  }
  const pools: string[] = []
  for (const pool of world.pools) {
    const administrators = members(people, pool.administrators)
    pools.push(await insertRecord(db, 'pool', { members: members(people, pool.members), administrators }))
  }
  for (const record of world.records) await buildRecord(record, people, pools)
  return people
}

async function buildRecord(
  record: World['records'][number],
  people: Person[],
  pools: string[],
): Promise<void> {
  const owner = record.owner === null ? undefined : pick(people, record.owner)
  const author = pick(people, record.author).id
  const options = { owner, createdBy: author, columns: { deleted_at: record.deleted ? at : null } }
  const pooled: Record<string, string | string[]> = owner
    ? {}
    : { pool: pick(pools, record.pool), pooledAt: at.toISOString() }
  if (record.approver !== null) pooled.reviewers = [pick(people, record.approver).id]
  const customer = await insertRecord(db, 'customer', pooled, options)
  const lead = await insertRecord(db, 'lead', pooled, options)
  const contact = await insertRecord(db, 'contact', { customer }, options)
  const contract = await insertRecord(db, 'contract', { customer }, options)
  await insertRecord(db, 'task', {}, options)
  await insertRecord(db, 'product')
  for (const parent of [
    `customer:${customer}`,
    `lead:${lead}`,
    `contact:${contact}`,
    `contract:${contract}`,
  ]) {
    const followUp = await insertRecord(db, 'followUp', { record: parent }, { createdBy: author })
    await insertRecord(db, 'attachment', { record: parent }, { createdBy: author })
    await insertRecord(db, 'attachment', { record: `followUp:${followUp}` }, { createdBy: author })
  }
  const teamed = { customer, lead, contact, contract }
  const team = new Map(record.team.map(member => [pick(people, member.person).id, member.edit]))
  for (const [object, id] of Object.entries(teamed)) {
    for (const [employee, edit] of team) {
      const row = {
        object,
        record_id: id,
        employee_id: employee,
        access: edit ? 'edit' : 'read',
        created_at: at,
      }
      await insertRow(db, 'team_member', row)
    }
  }
  if (owner && record.heldFrom !== null) {
    await insertRow(db, 'holding', {
      id: v7(),
      pool_id: pick(pools, record.heldFrom),
      object: 'customer',
      record_id: customer,
      employee_id: owner.id,
      kind: 'claim',
      day: '2026-11-21',
      at,
    })
  }
  if (record.approver !== null) await buildApproval(contract, author, pick(people, record.approver).id)
}

async function buildApproval(contract: string, applicant: string, approver: string): Promise<void> {
  const id = v7()
  await insertRow(db, 'approval', {
    id,
    flow_id: v7(),
    flow_version: 1,
    flow_name: 'f',
    object: 'contract',
    record_id: contract,
    applicant_id: applicant,
    state: 'pending',
    step: 0,
    steps: '[]',
    content_hash: '',
    summary: '{}',
    created_at: at,
  })
  await insertRow(db, 'approval_task', {
    id: v7(),
    approval_id: id,
    step: 0,
    approver_id: approver,
    state: 'waiting',
    created_at: at,
  })
}

async function rowsOf(object: ObjectDeclaration): Promise<Row[]> {
  return db.query<Row>(`select ${selectList(object, 't')} from ${identifier(tableOf(object).name)} t`)
}

/** What `inScope` has to know about a row besides its columns, read plainly. */
async function factsOf(object: ObjectDeclaration, row: Row, me: string): Promise<Facts> {
  const [team] = await db.query<{ access: 'read' | 'edit' }>(
    'select access from team_member where object = $1 and record_id = $2 and employee_id = $3',
    [object.name, row.id, me],
  )
  const [held] = await db.query<{ pool_id: string }>(
    'select pool_id from holding where object = $1 and record_id = $2',
    [object.name, row.id],
  )
  const approver = await db.query(
    `select 1 as yes from approval a join approval_task k on k.approval_id = a.id
     where a.object = $1 and a.record_id = $2 and k.approver_id = $3`,
    [object.name, row.id, me],
  )
  const facts: Facts = { team: team?.access, heldFrom: held?.pool_id, approver: approver.length > 0 }
  if (object.parent) {
    const [name, id] = splitRecord(tableOf(object).byField.get('record')!.decode(row) as string)
    const parent = findObject(name)!
    const [parentRow] = await db.query<Row>(
      `select ${selectList(parent, 't')} from ${identifier(tableOf(parent).name)} t where t.id = $1`,
      [id],
    )
    facts.parent = { row: parentRow!, facts: await factsOf(parent, parentRow!, me) }
  }
  return facts
}

function binder(): { params: unknown[]; bind(value: unknown): string } {
  const params: unknown[] = []
  return { params, bind: value => `$${params.push(value)}` }
}

async function selected(
  object: ObjectDeclaration,
  conditions: (bind: (value: unknown) => string) => string[],
) {
  const { params, bind } = binder()
  const table = identifier(tableOf(object).name)
  const parts = conditions(bind).map(condition => `select t.id from ${table} t where ${condition}`)
  if (parts.length === 0) return []
  const rows = await db.query<{ id: string }>(parts.join(' union all '), params)
  return rows.map(row => row.id).sort()
}

async function compare(
  access: Access,
  object: ObjectDeclaration,
  rows: Row[],
  facts: Facts[],
): Promise<void> {
  for (const need of needs) {
    const expected = rows
      .filter((row, i) => inScope(access, object, need, row, facts[i]))
      .map(row => row.id as string)
    const found = await selected(object, bind => [scopeCondition(access, object.name, need, bind, 't')])
    expect({ object: object.name, need, ids: found }).toEqual({
      object: object.name,
      need,
      ids: expected.sort(),
    })
    if ((need !== 'query' && need !== 'view') || object.parent) continue
    const listed = await selected(object, bind => scopeBranches(access, object, need, bind, 't'))
    expect({ object: object.name, need, listed }).toEqual({ object: object.name, need, listed: expected })
  }
}

test('access.scope says the same as SQL, as branches of a list and as a predicate, for any company (SET-2)', async () => {
  let seen = 0
  await fc.assert(
    fc.asyncProperty(worlds, async world => {
      const people = await build(world)
      for (const person of people) {
        const access = await loadAccess(db, person.id)
        for (const object of objectList) {
          const rows = await rowsOf(object)
          const facts = await Promise.all(rows.map(row => factsOf(object, row, person.id)))
          await compare(access, object, rows, facts)
          seen += rows.length
        }
      }
    }),
    { numRuns: 12, seed: 20261121 },
  )
  expect(seen).toBeGreaterThan(500)
}, 240_000)
