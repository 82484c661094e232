import { loadAccess } from '@gonghai/server/access/context'
import { appointAdministrators } from '@gonghai/server/auth/first-administrators'
import { type Database, openDatabase } from '@gonghai/server/db/database'
import { seedEssentials } from '../../../prisma/seed/index'
import { type TestDatabase, testDatabase } from '../../support/database'

let database: TestDatabase
let db: Database
const now = new Date('2026-11-21T02:00:00Z')
beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase({ url: database.url, connections: 5, onError: () => undefined })
  await seedEssentials({ db, clock: { now: () => now, offset: () => 0 }, timeZone: 'Asia/Shanghai' })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const employeeOf = async (platform: string, userId: string) =>
  (
    await db.query<{ employee_id: string }>(
      'select employee_id from identity where platform = $1 and user_id = $2',
      [platform, userId],
    )
  )[0]!.employee_id

describe('first administrators of a new installation (SET-3)', () => {
  test('each named identity is an employee who may do everything', async () => {
    expect(await appointAdministrators(db, ['wecom:zhangsan', 'dingtalk:0123:4'], now)).toHaveLength(2)
    for (const [platform, userId] of [
      ['wecom', 'zhangsan'],
      ['dingtalk', '0123:4'],
    ] as const) {
      const access = await loadAccess(db, await employeeOf(platform, userId))
      expect(access.roles).toEqual(['superAdministrator'])
      expect(access.permissions.has('pool.create')).toBe(true)
      expect(access.scopes.customer!.edit).toEqual(['all'])
    }
  })

  test('a repeat, even by two processes at once, changes nothing', async () => {
    const again = () => appointAdministrators(db, ['wecom:zhangsan', 'wecom:lisi'], now)
    const [first, second] = await Promise.all([again(), again()])
    expect([...first, ...second]).toEqual(['wecom:lisi'])
    const [counts] = await db.query(
      `select (select count(*)::int from organisation) as organisations, (select count(*)::int from employee) as employees,
         (select count(*)::int from role_grant) as grants`,
    )
    expect(counts).toEqual({ organisations: 1, employees: 3, grants: 3 })
  })
})
