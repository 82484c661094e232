import { readFile } from 'node:fs/promises'
import { linkByCode } from '@gonghai/server/auth/link-account'
import { issueCode } from '@gonghai/server/auth/one-time-codes'
import { normaliseMobile } from '@gonghai/server/records/normalise-name'
import { buildEmployee } from '../../support/builders'
import { linkIdentity, type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let boss: Person
const mobile = '13906120001'
const good = 'correct horse battery'

beforeEach(async () => {
  server = await testServer()
  boss = server.people.superAdministrator!
  await server.rows('update employee set mobile = $2 where id = $1::uuid', [boss.id, mobile])
})
afterEach(() => server.stop())

const auth = (path: string, body: unknown) =>
  server.send(`/auth/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
const signIn = (password: string, number = mobile) => auth('password', { mobile: number, password })
const setPassword = (who: Person, password: string, current?: string) =>
  server.post(who, '/api/security/password', { password, ...(current ? { current } : {}) })
const me = (token: string) => server.send('/api/me', { headers: { Authorization: `Bearer ${token}` } })
const outward = (answer: { status: number; body: { code: string; message: string } }) => ({
  status: answer.status,
  code: answer.body.code,
  message: answer.body.message,
})

describe('signing in by mobile number and password (SET-8)', () => {
  test('an administrator sets a password and comes in by it; changing it ends the other sessions', async () => {
    expect((await setPassword(boss, good)).status).toBe(204)
    const opened = await signIn(good, '139 0612-0001')
    expect(opened.status).toBe(200)
    expect((await me(opened.body.token)).body.name).toBe('superAdministrator')
    expect(outward(await setPassword(boss, 'another good one!', 'wrong one here'))).toMatchObject({
      status: 401,
      code: 'wrongPassword',
    })
    expect((await setPassword(boss, 'another good one!', good)).status).toBe(204)
    expect((await me(opened.body.token)).status).toBe(401)
    expect((await signIn(good)).status).toBe(401)
    expect((await signIn('another good one!')).status).toBe(200)
  })

  test('a number is one number however it is written, stored or typed', async () => {
    const other = server.people.administrator!
    await server.run(boss, 'employee.change', { employee: other.id, mobile: '+86 (139) 0612-0009' })
    const [stored] = await server.rows('select mobile from employee where id = $1::uuid', [other.id])
    expect(stored).toEqual({ mobile: '13906120009' })
    await setPassword(other, good)
    for (const typed of ['13906120009', '139-0612-0009', '+86 139 0612 0009', '（139）０６１２０００９'])
      expect({ typed, status: (await signIn(good, typed)).status }).toEqual({ typed, status: 200 })
    const twin = { name: '同号', department: other.departmentId, mobile: '139 0612 0009' }
    expect((await server.refusal(boss, 'employee.create', twin)).fields[0]).toMatchObject({
      path: 'mobile',
      rule: 'duplicate',
    })
    // the tries of one number are counted together, however it is written
    for (const typed of ['139-06120009', '1390612 0009', '+8613906120009', '008613906120009', '13906120009'])
      await signIn('not the password', typed)
    expect((await signIn(good, '139 0612 0009')).status).toBe(429)
    await server.post(boss, '/api/security/unlock', { employee: other.id })
    await server.run(boss, 'employee.change', { employee: other.id, mobile: '+1 (415) 555-0100' })
    expect((await signIn(good, '+14155550100')).status).toBe(200)
    expect((await signIn(good, '1 415 555 0100')).status).toBe(200)
    await server.run(boss, 'employee.change', { employee: other.id, mobile: null })
    const reset = await server.post(boss, '/api/security/reset', { employee: other.id })
    expect(outward(reset)).toMatchObject({ status: 409, code: 'noMobile' })
  })

  test('numbers that were stored as they were written are put right by the migration', async () => {
    const cases = [
      ['138-0013 8000', '13800138000'],
      ['+86(138)0013-8001', '13800138001'],
      ['００８６１３８００１３８００２', '13800138002'],
      ['+49 30 901820', '+4930901820'],
      ['0049 30 901821', '+4930901821'],
      ['0512-65001234', '051265001234'],
      ['—', null],
    ] as const
    const people = await Promise.all(cases.map(() => buildEmployee(server, { role: null })))
    for (const [index, [written]] of cases.entries())
      await server.rows('update employee set mobile = $2 where id = $1::uuid', [people[index]!.id, written])
    await server.rows(await readFile('prisma/migrations/20261123060000_mobile_form/migration.sql', 'utf8'))
    const rows = await server.rows<{ id: string; mobile: string | null }>('select id, mobile from employee')
    const mobile = new Map(rows.map(row => [row.id, row.mobile]))
    expect(people.map(({ id }) => mobile.get(id))).toEqual(cases.map(([, stored]) => stored))
    expect(cases.map(([written]) => normaliseMobile(written) || null)).toEqual(
      cases.map(([, stored]) => stored),
    )
  })

  test('is for administrators only: nobody else can set one, and one that lost the role stays outside', async () => {
    const seller = server.people.accountManager!
    await server.rows(`update employee set mobile = '13906120002' where id = $1::uuid`, [seller.id])
    expect(outward(await setPassword(seller, good))).toMatchObject({ status: 403, code: 'notAdministrator' })
    const other = server.people.administrator!
    await server.rows(`update employee set mobile = '13906120003' where id = $1::uuid`, [other.id])
    await setPassword(other, good)
    await server.rows('delete from role_grant where employee_id = $1::uuid', [other.id])
    await server.rows(`update setting set value = '99' where key = 'permissionEpoch'`)
    await server.rows(`insert into setting (key, value, updated_at) values ('permissionEpoch', '99', '2026-01-01')
      on conflict (key) do update set value = '99'`)
    expect(outward(await signIn(good, '13906120003'))).toMatchObject({ status: 401, code: 'wrongPassword' })
  })

  test.each([
    ['short', 'eleven char'],
    ['one character again and again', 'aaaaaaaaaaaaaaa'],
    ['a run', '0123456789:;<='],
    ['its own number', `my ${mobile} it is`],
  ])('a weak password is refused: %s', async (_why, password) => {
    expect(await setPassword(boss, password)).toMatchObject({ status: 400, body: { code: 'weakPassword' } })
  })

  test('a number that nobody has, a wrong password and a lock answer alike, so that nobody learns who is here', async () => {
    await setPassword(boss, good)
    const nobody = '13999999999'
    const tries = async (number: string) => {
      const seen = []
      for (let count = 0; count < 7; count++) seen.push(outward(await signIn('not the password', number)))
      return seen
    }
    const known = await tries(mobile)
    expect(known).toEqual(await tries(nobody))
    expect(known.map(one => one.code)).toEqual([
      ...Array(5).fill('wrongPassword'),
      'loginLocked',
      'loginLocked',
    ])
    expect(known[5]!.message).toContain('1 分钟')
  })

  test('locks longer with each further try, lets nobody in meanwhile, and opens by itself', async () => {
    await setPassword(boss, good)
    for (let count = 0; count < 5; count++) await signIn('not the password')
    expect(outward(await signIn(good)).code).toBe('loginLocked')
    server.clock.advance({ seconds: 61 })
    expect(outward(await signIn('not the password')).code).toBe('wrongPassword')
    expect(outward(await signIn(good)).message).toContain('2 分钟')
    server.clock.advance({ seconds: 121 })
    expect((await signIn(good)).status).toBe(200)
    // a right one forgets the wrong ones
    expect(outward(await signIn('not the password')).code).toBe('wrongPassword')
    expect((await signIn(good)).status).toBe(200)
  })

  test('guesses at the same moment are all counted', async () => {
    await setPassword(boss, good)
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => signIn(`guess number ${index}`)),
    )
    const codes = answers.map(answer => answer.body.code)
    expect(codes.filter(code => code === 'wrongPassword')).toHaveLength(5)
    expect(codes.filter(code => code === 'loginLocked')).toHaveLength(7)
  })

  test('is kept as a salted hash only', async () => {
    const other = server.people.administrator!
    await server.rows(`update employee set mobile = '13906120003' where id = $1::uuid`, [other.id])
    await setPassword(boss, good)
    await setPassword(other, good)
    const kept = await server.rows<{ hash: string }>('select hash from credential')
    expect(new Set(kept.map(one => one.hash)).size).toBe(2)
    for (const { hash } of kept) expect(hash).toMatch(/^scrypt\$32768\$8\$1\$[\w-]{22}\$[\w-]{43}$/)
  })
})

describe('resetting (SET-8)', () => {
  const reset = (by: Person, employee: Person) =>
    server.post(by, '/api/security/reset', { employee: employee.id })
  const codeIn = (link: string) => new URL(link.replace('/#', '')).searchParams.get('reset')!

  test('another administrator hands over a link that works once, for 15 minutes, and opens the lock', async () => {
    const other = server.people.administrator!
    await server.rows(`update employee set mobile = '13906120003' where id = $1::uuid`, [other.id])
    await setPassword(other, good)
    for (let count = 0; count < 6; count++) await signIn('not the password', '13906120003')
    const { body } = await reset(boss, other)
    expect(body.link).toContain(`${server.url}/#/pages/sign-in/index?reset=`)
    const code = codeIn(body.link)
    expect(outward(await auth('reset', { code, password: 'short' }))).toMatchObject({ code: 'weakPassword' })
    const opened = await auth('reset', { code, password: 'a fresh start for me' })
    expect(opened.status).toBe(200)
    expect((await me(opened.body.token)).status).toBe(200)
    expect((await signIn('a fresh start for me', '13906120003')).status).toBe(200)
    expect(outward(await auth('reset', { code, password: 'a fresh start again' }))).toMatchObject({
      code: 'codeSpent',
    })
    const late = codeIn((await reset(boss, other)).body.link)
    server.clock.advance({ minutes: 16 })
    expect(outward(await auth('reset', { code: late, password: 'a fresh start again' }))).toMatchObject({
      code: 'codeSpent',
    })
  })

  test('nobody resets their own, a seller’s, or a super administrator’s from below', async () => {
    const other = server.people.administrator!
    expect((await reset(boss, boss)).status).toBe(403)
    expect((await reset(other, boss)).body.code).toBe('outranked')
    expect((await reset(boss, server.people.accountManager!)).body.code).toBe('notAdministrator')
    expect((await reset(server.people.accountManager!, other)).status).toBe(403)
  })
})

describe('the first administrator (SET-8)', () => {
  test('comes in by the code that the start printed; once, and never where there is one already', async () => {
    const issue = async () =>
      (await issueCode(server.db, { kind: 'setUp', employeeId: null, by: null }, server.clock.now())).code
    const who = { name: '第一人', mobile: '13812340000', password: good }
    expect((await auth('set-up', { ...who, code: 'x'.repeat(43) })).body.code).toBe('codeSpent')
    expect((await auth('set-up', { ...who, code: await issue() })).body.code).toBe('codeSpent')
    await server.rows('delete from role_grant')
    const [one, two] = [await issue(), await issue()]
    const both = await Promise.all([
      auth('set-up', { ...who, code: one }),
      auth('set-up', { ...who, code: two }),
    ])
    expect(both.map(answer => answer.status).sort()).toEqual([200, 409])
    const opened = both.find(answer => answer.status === 200)!
    expect((await me(opened.body.token)).body).toMatchObject({
      name: '第一人',
      roles: ['superAdministrator'],
    })
    expect((await signIn(good, '13812340000')).status).toBe(200)
  })
})

describe('the log of sign-ins (SET-7, SET-8)', () => {
  test('says who came in, by which way, from where, and why somebody did not; for administrators only', async () => {
    await setPassword(boss, good)
    await signIn('not the password')
    await signIn(good)
    server.platforms.get('dingtalk')!.codes.set('stranger', 'nobody-here')
    await auth('dingtalk/code', { code: 'stranger' })
    const { body } = await server.get(boss, '/api/security/logins')
    expect(
      body.rows.map((row: { text: string; name: string | null; ok: boolean }) => [
        row.text,
        row.name,
        row.ok,
      ]),
    ).toEqual([
      ['登录 · 钉钉 · 账号没有关联员工', null, false],
      ['登录 · 密码', 'superAdministrator', true],
      ['登录 · 密码 · 手机号或密码不对', 'superAdministrator', false],
      ['设置密码 · 密码', 'superAdministrator', true],
    ])
    expect(body.rows[0].address).toMatch(/127\.0\.0\.1/)
    expect((await server.get(boss, '/api/security/logins?only=failed')).body.rows).toHaveLength(2)
    expect((await server.get(server.people.accountManager!, '/api/security/logins')).status).toBe(403)
  })
})

describe('one person on both platforms, by a mutual code (CHAT-8, SET-1)', () => {
  const make = async (who: Person) =>
    (await server.post(who, '/api/security/link-code', {})).body.code as string

  test('the code from one account, typed in the other, links them once', async () => {
    const person = await buildEmployee(server, { name: '双栖' })
    await linkIdentity(server, person, 'wecom', 'both')
    const code = await make(person)
    const ding = { platform: 'dingtalk' as const, userId: 'both-ding' }
    expect(await linkByCode(server.db, ding, code.toLowerCase(), server.clock.now())).toMatchObject({
      ok: true,
      name: '双栖',
    })
    expect(await server.rows(`select employee_id from identity where user_id = 'both-ding'`)).toEqual([
      { employee_id: person.id },
    ])
    const again = await linkByCode(server.db, { ...ding, userId: 'thief' }, code, server.clock.now())
    expect(again.ok).toBe(false)
    // an account of the same platform is not added to the one that is there
    expect(
      await linkByCode(
        server.db,
        { platform: 'wecom', userId: 'second' },
        await make(person),
        server.clock.now(),
      ),
    ).toMatchObject({ ok: false, text: expect.stringContaining('双栖') })
  })

  test('late codes and guesses link nobody; five guesses close the way', async () => {
    const person = await buildEmployee(server, {})
    const code = await make(person)
    const ding = { platform: 'dingtalk' as const, userId: 'guesser' }
    for (let count = 0; count < 5; count++)
      expect(await linkByCode(server.db, ding, `AAAAAAAAA${count}`, server.clock.now())).toMatchObject({
        ok: false,
      })
    expect(await linkByCode(server.db, ding, code, server.clock.now())).toMatchObject({
      ok: false,
      text: expect.stringContaining('分钟后再试'),
    })
    server.clock.advance({ minutes: 11 })
    const other = { ...ding, userId: 'late' }
    expect(await linkByCode(server.db, other, code, server.clock.now())).toMatchObject({ ok: false })
  })
})
