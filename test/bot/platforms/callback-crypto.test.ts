import { readFileSync } from 'node:fs'
import {
  CallbackRefused,
  callbackSignature,
  decryptCallback,
  encryptCallback,
  openCallback,
  refuseStale,
  sameText,
} from '@gonghai/bot/platforms/callback-crypto'
import { dingtalkPageUrl } from '@gonghai/bot/platforms/dingtalk/jssdk'
import { jsapiSignature, withoutFragment } from '@gonghai/bot/platforms/jsapi-signature'
import * as official from '@wecom/crypto'
import fc from 'fast-check'

interface WecomPage {
  id: string
  jsapi_ticket: string
  noncestr: string
  timestamp: number
  url: string
  signature: string
}

interface DingtalkPage {
  id: string
  ticket: string
  nonce: string
  timestamp: number
  url: string
  sha1: string
  sha256: string
}

interface Vector {
  id: string
  token: string
  aesKey: string
  receiver: string
  timestamp: string
  nonce: string
  encrypt: string
  signature: string
  message: string
  random: string
}

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../fixtures/platforms/${name}`, import.meta.url), 'utf8'))
const wecom: Vector[] = read('wecom-vectors.json').crypto.map((vector: Record<string, string>) => ({
  ...vector,
  aesKey: vector.encodingAESKey,
  receiver: vector.receiveid,
  signature: vector.msg_signature,
  message: vector.msg,
}))
const dingtalk: Vector[] = read('dingtalk-vectors.json').crypto
const wecomPages: WecomPage[] = read('wecom-vectors.json').jsapi
const dingtalkPages: DingtalkPage[] = read('dingtalk-vectors.json').jsapi
const vectors: [string, Vector][] = [...wecom, ...dingtalk].map(vector => [vector.id, vector])
const keysOf = (vector: Vector) => ({ token: vector.token, aesKey: vector.aesKey, receiver: vector.receiver })

describe('callback crypto on the published vectors', () => {
  test('all of them are there', () => {
    expect(vectors.map(([id]) => id)).toEqual(
      expect.arrayContaining([
        'V1',
        'V2',
        'V3a',
        'V3b',
        'V3c',
        'V4',
        'V6',
        'V7',
        'V8',
        'V9',
        'C1',
        'C2',
        'C3',
        'C4',
        'C5',
        'C6',
      ]),
    )
  })

  test.each(vectors)('%s opens, and is made again byte by byte', (_, vector) => {
    const { signature, timestamp, nonce, encrypt } = vector
    const keys = keysOf(vector)
    expect(openCallback(keys, { signature, timestamp, nonce, encrypted: encrypt })).toBe(vector.message)
    expect(encryptCallback(keys, vector.message, Buffer.from(vector.random))).toBe(encrypt)
    expect(official.getSignature(vector.token, timestamp, nonce, encrypt)).toBe(signature)
    expect(official.decrypt(vector.aesKey, encrypt)).toMatchObject({
      message: vector.message,
      id: vector.receiver,
    })
  })

  test.each(vectors)('%s is refused with one character changed, or for another receiver', (_, vector) => {
    const { signature, timestamp, nonce } = vector
    const keys = keysOf(vector)
    const encrypted = vector.encrypt.replace(/^./, first => (first === 'A' ? 'B' : 'A'))
    expect(() => openCallback(keys, { signature, timestamp, nonce, encrypted })).toThrow(
      new CallbackRefused('signature'),
    )
    const other = { ...keys, receiver: `${keys.receiver}x` }
    expect(() => openCallback(other, { ...vector, encrypted: vector.encrypt })).toThrow(
      new CallbackRefused('receiver'),
    )
  })
})

describe('callback crypto in general', () => {
  const aesKey = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C'
  const unicode = fc.string({ unit: 'binary', maxLength: 300 })
  const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 }).map(array => Buffer.from(array))

  test('what was encrypted is decrypted, by us and by the official library', () => {
    fc.assert(
      fc.property(unicode, fc.string({ maxLength: 40 }), bytes, (message, receiver, random) => {
        const keys = { token: 't', aesKey, receiver }
        const encrypted = encryptCallback(keys, message, random)
        expect(decryptCallback(keys, encrypted)).toBe(message)
        expect(official.decrypt(aesKey, encrypted)).toMatchObject({ message, id: receiver })
        expect(decryptCallback(keys, official.encrypt(aesKey, message, receiver))).toBe(message)
      }),
    )
  })

  test('any bytes are refused or decrypted, never another error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), array => {
        const keys = { token: 't', aesKey, receiver: 'r' }
        expect(() => decryptCallback(keys, Buffer.from(array).toString('base64'))).toThrow(CallbackRefused)
      }),
    )
  })

  test.each(['', 'a'.repeat(42), 'a'.repeat(44), '!'.repeat(43)])('the key %j is refused', bad => {
    expect(() => decryptCallback({ token: 't', aesKey: bad, receiver: '' }, 'AAAA')).toThrow(
      new CallbackRefused('key'),
    )
  })

  test('signatures sort as text, not as numbers', () => {
    expect(callbackSignature('9', '10', 'n', 'e')).toBe(callbackSignature('10', '9', 'n', 'e'))
    expect(callbackSignature('t', '1', '2', 'e')).toBe(official.getSignature('t', '1', '2', 'e'))
  })

  test('the window is closed on both sides and to nonsense', () => {
    const now = new Date(1_000_000)
    expect(() => refuseStale(1_000_500, now, 500)).not.toThrow()
    for (const time of [999_499, 1_000_501, Number.NaN]) {
      expect(() => refuseStale(time, now, 500)).toThrow(new CallbackRefused('stale'))
    }
  })

  test('texts of different lengths are different', () => {
    expect(sameText('a', 'aa')).toBe(false)
    expect(sameText('', '')).toBe(true)
  })
})

describe('JS-API signatures on the published vectors', () => {
  test.each(wecomPages)('$id', vector => {
    const { jsapi_ticket: ticket, noncestr: nonce, timestamp, url, signature } = vector
    expect(jsapiSignature({ ticket, nonce, timestamp, url }, 'sha1')).toBe(signature)
    const made = official.getJsApiSignature({ url, ticket, nonceStr: nonce, timestamp })
    expect(made.signature).toBe(signature)
  })

  test.each(dingtalkPages)('$id', vector => {
    expect(jsapiSignature(vector, 'sha1')).toBe(vector.sha1)
    expect(jsapiSignature(vector, 'sha256')).toBe(vector.sha256)
  })

  test('the address loses its fragment, and for DingTalk its query is decoded once', () => {
    expect(withoutFragment('https://a.b/?x=1#/y#z')).toBe('https://a.b/?x=1')
    const encoded = 'https://abc.com?url=http%3A%2F%2Fabc.com%2Fsomewhere&a=1#/r'
    expect(dingtalkPageUrl(encoded)).toBe('https://abc.com?url=http://abc.com/somewhere&a=1')
    expect(dingtalkPageUrl('https://a.b/?x=%')).toBe('https://a.b/?x=%')
    expect(dingtalkPageUrl('https://a.b:443/%20')).toBe('https://a.b:443/%20')
  })
})
