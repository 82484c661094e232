import { get as httpGet } from 'node:http'
import { downloadPublic, isPublicAddress } from '@gonghai/bot/platforms/public-download'
import { type AnsweringServer, startAnsweringServer } from './support/answering-server'

describe('public addresses', () => {
  test.each(['8.8.8.8', '1.1.1.1', '203.119.1.1', '2400:3200::1'])('%s is public', address => {
    expect(isPublicAddress(address)).toBe(true)
  })

  test.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:10.0.0.1',
    '::ffff:8.8.8.8',
    'fd00::1',
    'fe80::1',
    'localhost',
    '',
  ])('%j is not', address => {
    expect(isPublicAddress(address)).toBe(false)
  })
})

describe('downloads from outside', () => {
  let server: AnsweringServer
  beforeEach(async () => {
    server = await startAnsweringServer()
  })
  afterEach(() => server.stop())
  // The stand-in host is on loopback and speaks http: both guards are opened for it alone.
  const fetchLocal = (path: string, limits = {}) =>
    downloadPublic(`${server.base.replace('127.0.0.1', 'localhost')}${path}`, {
      timeoutMs: 400,
      maxBytes: 10,
      get: httpGet as never,
      allowed: address => address === '127.0.0.1',
      ...limits,
    })

  test('gives the bytes and their type', async () => {
    server.standing('/a', { raw: Buffer.from([1, 2]), headers: { 'content-type': 'image/png' } })
    expect(await fetchLocal('/a')).toEqual({ bytes: Buffer.from([1, 2]), contentType: 'image/png' })
  })

  test('looks at the address at the moment of connecting', async () => {
    server.standing('/a', { raw: 'x' })
    await expect(fetchLocal('/a', { allowed: isPublicAddress })).rejects.toMatchObject({
      code: 'unreachable',
    })
    expect(server.arrived).toEqual([])
  })

  test.each([
    ['a redirect', { raw: '', status: 302, headers: { location: 'http://127.0.0.1/' } }, 'redirect'],
    ['an error', { raw: '', status: 500 }, 'broken'],
    ['too much', { raw: 'x'.repeat(11) }, 'tooLarge'],
    ['silence', { silent: true as const }, 'timeout'],
  ])('%s is refused', async (_, answer, code) => {
    server.standing('/a', answer)
    await expect(fetchLocal('/a')).rejects.toMatchObject({ code })
  })
})
