import { buildCustomer, buildEmployee } from '../../support/builders'
import { type Answered, type TestServer, testServer, withoutRequest } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let zhang: Person
let chen: Person
beforeAll(async () => {
  server = await testServer()
  zhang = await buildEmployee(server)
  chen = await buildEmployee(server)
})
afterAll(() => server.stop())

const png = Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010806000000', 'hex')
const pdf = Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')
const text = (words: string) => Buffer.from(words, 'utf8')

async function upload(bytes: Buffer, name: string, by = zhang): Promise<Answered> {
  const form = new FormData()
  form.append('file', new Blob([bytes as never]), name)
  return server.send('/api/files', {
    method: 'POST',
    headers: { Authorization: `Bearer ${await server.token(by)}` },
    body: form,
  })
}

/** A file at a customer of its uploader. @returns the id of the attachment */
async function attached(bytes: Buffer, name: string): Promise<string> {
  const file = (await upload(bytes, name)).body.id
  const record = `customer:${await buildCustomer(server, zhang)}`
  return String((await server.run(zhang, 'attachment.create', { record, file })).result.id)
}

const urlOf = async (attachment: string, by = zhang) =>
  server.get(by, `/api/records/attachment/${attachment}/url`)

describe('uploading', () => {
  test.each([
    ['报价单.png', png, 'image/png'],
    ['合同.pdf', pdf, 'application/pdf'],
    ['说明.txt', text('三坐标'), 'text/plain; charset=utf-8'],
    ['名单.CSV', text('a,b'), 'text/plain; charset=utf-8'],
    // The ending says nothing against the bytes.
    ['picture.html', png, 'image/png'],
  ])('%s is taken as what its bytes are', async (name, bytes, contentType) => {
    const answer = await upload(bytes, name)
    expect(answer.status).toBe(201)
    expect(answer.body).toEqual({ id: expect.any(String), fileName: name, size: bytes.length, contentType })
  })

  test.each([
    ['logo.svg', text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['logo.png', text('<?xml version="1.0"?><svg/>')],
    ['page.html', text('<!doctype html><script>alert(1)</script>')],
    ['page.png', text('<html></html>')],
    ['tool.exe', Buffer.concat([text('MZ'), Buffer.alloc(200)])],
    ['run.sh', text('#!/bin/sh\nrm -rf /')],
    ['binary.txt', Buffer.from([65, 0, 66])],
    ['nothing', text('just words')],
  ])('%s is refused', async (name, bytes) => {
    expect(await upload(bytes, name)).toMatchObject({ status: 415, body: { code: 'unsupportedType' } })
  })

  test('names lose paths and control characters, and long ones their end', async () => {
    const name = async (given: string) => (await upload(png, given)).body.fileName as string
    expect(await name('..\\..\\etc\\passwd.png')).not.toMatch(/[/\\]/)
    expect(await name(`${'长'.repeat(190)}${'😀'.repeat(20)}.png`)).toBe(
      `${'长'.repeat(190)}${'😀'.repeat(10)}`,
    )
  })

  test('above 20 MB, empty, missing, twice, or in another form it is refused', async () => {
    const large = Buffer.concat([png, Buffer.alloc(20 * 1024 * 1024)])
    expect(await upload(large, 'a.png')).toMatchObject({ status: 413, body: { code: 'bodyTooLarge' } })
    expect(await upload(Buffer.alloc(0), 'a.png')).toMatchObject({ status: 400 })
    const send = async (init: RequestInit) =>
      server.send('/api/files', {
        method: 'POST',
        ...init,
        headers: { Authorization: `Bearer ${await server.token(zhang)}`, ...init.headers },
      })
    expect(await send({})).toMatchObject({
      status: 400,
      body: { fields: [{ path: 'file', rule: 'required' }] },
    })
    const json = { 'Content-Type': 'application/json' }
    expect(await send({ headers: json, body: '{}' })).toMatchObject({ status: 415 })
    const broken = { 'Content-Type': 'multipart/form-data; boundary=x' }
    expect((await send({ headers: broken, body: '--x\r\nnonsense' })).status).toBe(400)
    const two = new FormData()
    two.append('file', new Blob([png as never]), 'a.png')
    two.append('file', new Blob([png as never]), 'b.png')
    expect(await send({ body: two })).toMatchObject({ status: 400, body: { code: 'malformedBody' } })
    expect((await server.send('/api/files', { method: 'POST' })).status).toBe(401)
  })
})

describe('attachment.create', () => {
  test('only whoever uploaded a file can put it at a record', async () => {
    const file = (await upload(png, 'a.png')).body.id
    const record = `customer:${await buildCustomer(server, chen)}`
    const foreign = await server.call(chen, 'attachment.create', { record, file })
    const missing = await server.call(chen, 'attachment.create', {
      record,
      file: '019aa000-0000-7000-8000-000000000000',
    })
    expect(foreign.status).toBe(404)
    expect(withoutRequest(foreign.body)).toEqual(withoutRequest(missing.body))
    const elsewhere = await server.call(zhang, 'attachment.create', { record, file })
    expect(elsewhere.status).toBe(404)
  })
})

describe('the address of a file', () => {
  test('is given to who may see its record, and gives the bytes without a session', async () => {
    const attachment = await attached(pdf, '合同 (终稿).pdf')
    const { body } = await urlOf(attachment)
    const file = await server.send(body.url)
    expect(file.status).toBe(200)
    expect(file.text).toContain('%PDF')
    expect(file.headers.get('content-type')).toBe('application/pdf')
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''/)
    expect(file.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    expect(file.headers.get('x-content-type-options')).toBe('nosniff')
    expect((await urlOf(attachment, chen)).status).toBe(404)
    const picture = await server.send((await urlOf(await attached(png, 'a.png'))).body.url)
    expect(picture.headers.get('content-disposition')).toMatch(/^inline/)
  })

  test('is good for five minutes and cannot be altered', async () => {
    const [one, two] = [await attached(png, 'a.png'), await attached(pdf, 'b.pdf')]
    const url = new URL((await urlOf(one)).body.url, server.url)
    const other = new URL((await urlOf(two)).body.url, server.url)
    const altered = (change: (url: URL) => void) => {
      const copy = new URL(url)
      change(copy)
      return server.send(copy.pathname + copy.search)
    }
    const set = (name: string, value: string) => altered(copy => copy.searchParams.set(name, value))
    expect((await altered(() => undefined)).status).toBe(200)
    const tries = [
      altered(copy => {
        copy.pathname = other.pathname
      }),
      set('name', 'evil.html'),
      set('expires', String(Number(url.searchParams.get('expires')) + 1)),
      set('expires', 'x'),
      set('signature', other.searchParams.get('signature')!),
      set('signature', ''),
      altered(copy => copy.searchParams.delete('signature')),
      altered(copy => copy.searchParams.append('name', 'x')),
      altered(copy => {
        copy.pathname = '/files/..%2f..%2fetc%2fpasswd'
      }),
    ]
    for (const answer of await Promise.all(tries)) expect(answer.status).toBe(404)
    server.clock.advance({ minutes: 5 })
    expect((await altered(() => undefined)).status).toBe(200)
    server.clock.advance({ ms: 1 })
    expect((await altered(() => undefined)).status).toBe(404)
  })

  test('where the bytes are gone it fails whole, and is logged', async () => {
    const attachment = await attached(text('gone'), 'gone.txt')
    const { url } = (await urlOf(attachment)).body
    await server.rows(`update stored_file set hash = repeat('f', 64) where file_name = 'gone.txt'`)
    const answer = await server.send(url)
    expect(answer).toMatchObject({ status: 500, body: { code: 'internal' } })
    expect(answer.text).not.toContain('ENOENT')
  })
})
