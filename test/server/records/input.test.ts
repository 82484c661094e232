import { Refusal } from '@gonghai/server/kernel/errors'
import { emptiedIssues, parseInput } from '@gonghai/server/records/input'
import { actions } from '@gonghai/shared/actions'
import type { FieldIssue } from '@gonghai/shared/errors'
import type { Field } from '@gonghai/shared/objects'
import { objects } from '@gonghai/shared/objects'
import fc from 'fast-check'

const id = '01931f00-0000-7000-8000-000000000001'

function refusalOf(work: () => unknown): { code: string; fields: FieldIssue[] } {
  try {
    work()
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, fields: error.fields }
    throw error
  }
  throw new Error('was not refused')
}

const record: Field = { kind: 'record', targets: ['customer', 'lead'] }

/** Per kind: what is accepted, and in which form it is kept. */
const good: [Field, unknown, unknown][] = [
  [{ kind: 'text' }, '  海川\t精工  ', '海川 精工'],
  [{ kind: 'text', max: 3 }, '𠮷𠮷𠮷', '𠮷𠮷𠮷'],
  [{ kind: 'text' }, '   ', null],
  [{ kind: 'text' }, null, null],
  [{ kind: 'longText' }, ' a\r\nb\n\tc ', 'a\nb\n\tc'],
  [{ kind: 'phone' }, '+86 138 0013 8000', '+8613800138000'],
  [{ kind: 'phone' }, '(021) 5888-1234', '(021)5888-1234'],
  [{ kind: 'email' }, ' li.na@haichuan.cn ', 'li.na@haichuan.cn'],
  [{ kind: 'url' }, 'www.haichuan.cn/a?b=1', 'https://www.haichuan.cn/a?b=1'],
  [{ kind: 'integer', min: 0, max: 5 }, 5, 5],
  [{ kind: 'decimal', scale: 3 }, '-1.5', '-1.500'],
  [{ kind: 'money' }, '1200', '1200.00'],
  [{ kind: 'money' }, '-0', '0.00'],
  [{ kind: 'money' }, '0012.50', '12.50'],
  [{ kind: 'percent' }, '100', '100.00'],
  [{ kind: 'date' }, '2028-02-29', '2028-02-29'],
  [{ kind: 'dateTime' }, '2026-11-21T18:00:00+08:00', '2026-11-21T10:00:00.000Z'],
  [{ kind: 'dateTime' }, '2026-11-21T10:00Z', '2026-11-21T10:00:00.000Z'],
  [{ kind: 'boolean' }, false, false],
  [{ kind: 'choice', options: ['A', 'B'] }, 'B', 'B'],
  [{ kind: 'choices', options: ['A', 'B'] }, ['B', 'B', 'A'], ['B', 'A']],
  [{ kind: 'reference', target: 'customer' }, id.toUpperCase(), id],
  [record, `lead:${id}`, `lead:${id}`],
  [{ kind: 'people' }, [id, id], [id]],
]

/** Per kind: what is refused, where, and why. */
const bad: [Field, unknown, FieldIssue['rule'], string?][] = [
  [{ kind: 'text', max: 3 }, 'abcd', 'tooLong'],
  [{ kind: 'text' }, 5, 'type'],
  [{ kind: 'text' }, 'a\u0000b', 'format'],
  [{ kind: 'text' }, 'a\ud800b', 'format'],
  [{ kind: 'text' }, 'a\u001bb', 'format'],
  [{ kind: 'longText', max: 5 }, 'abcdef', 'tooLong'],
  [{ kind: 'phone' }, 'abc', 'format'],
  [{ kind: 'phone' }, '1234', 'format'],
  [{ kind: 'phone' }, '1'.repeat(31), 'tooLong'],
  [{ kind: 'email' }, 'li.na@', 'format'],
  [{ kind: 'email' }, '"><a@b.cn', 'format'],
  [{ kind: 'url' }, 'javascript:alert(1)', 'format'],
  [{ kind: 'url' }, 'https://a b.cn', 'format'],
  [{ kind: 'integer' }, 1.5, 'type'],
  [{ kind: 'integer' }, '5', 'type'],
  [{ kind: 'integer', min: 1 }, 0, 'tooSmall'],
  [{ kind: 'integer' }, 2_147_483_648, 'tooLarge'],
  [{ kind: 'money' }, 5, 'type'],
  [{ kind: 'money' }, '1.005', 'format'],
  [{ kind: 'money' }, '1e5', 'format'],
  [{ kind: 'money' }, 'NaN', 'format'],
  [{ kind: 'money' }, '100000000000000', 'tooLarge'],
  [{ kind: 'money', min: 0 }, '-0.01', 'tooSmall'],
  [{ kind: 'percent' }, '100.01', 'tooLarge'],
  [{ kind: 'date' }, '2026-02-29', 'format'],
  [{ kind: 'date' }, '2026-1-1', 'format'],
  [{ kind: 'dateTime' }, '2026-11-21T10:00:00', 'format'],
  [{ kind: 'dateTime' }, '2026-13-21T10:00:00Z', 'format'],
  [{ kind: 'dateTime' }, '2026-11-21T24:00:00Z', 'format'],
  [{ kind: 'boolean' }, 'true', 'type'],
  [{ kind: 'choice', options: ['A'] }, 'constructor', 'option'],
  [{ kind: 'choices', options: ['A'] }, ['A', 'C'], 'option', 'f.1'],
  [{ kind: 'reference' }, '1', 'format'],
  [{ kind: 'reference' }, { id }, 'type'],
  [record, `contract:${id}`, 'option'],
  [record, id, 'option'],
  [record, 'lead:1', 'format'],
  [{ kind: 'people' }, [id, 'x'], 'format', 'f.1'],
  [{ kind: 'lines', fields: {} }, 'x', 'type'],
]

describe('input.parse', () => {
  test.each(good)('%j accepts %j as %j', (field, raw, value) => {
    expect(parseInput({ f: field }, { f: raw })).toEqual({ f: value })
  })

  test.each(bad)('%j refuses %j: %s', (field, raw, rule, path = 'f') => {
    const refusal = refusalOf(() => parseInput({ f: field }, { f: raw }))
    expect(refusal).toMatchObject({ code: 'invalidInput', fields: [{ path, rule }] })
  })

  test('a required field that is absent, null or blank is named as required', () => {
    for (const input of [{}, { f: null }, { f: ' ' }, { f: undefined }]) {
      const refusal = refusalOf(() => parseInput({ f: { kind: 'text', required: true } }, input))
      expect(refusal.fields).toEqual([{ path: 'f', rule: 'required' }])
    }
  })

  test('what is not given stays absent', () => {
    expect(Object.keys(parseInput({ f: { kind: 'text' } }, {}))).toEqual([])
  })

  test('every issue is named, with paths into the lines', () => {
    const create = actions.find(action => action.name === 'contract.create')!
    const refusal = refusalOf(() =>
      parseInput(create.input, { lines: [{ product: id, quantity: '-1', price: '1' }, { price: 'x' }] }),
    )
    expect(refusal.code).toBe('invalidInput')
    expect(refusal.fields.map(({ path, rule }) => `${path} ${rule}`).sort()).toEqual([
      'customer required',
      'lines.0.quantity tooSmall',
      'lines.1.price format',
      'lines.1.product required',
      'lines.1.quantity required',
      'title required',
    ])
  })

  test('a line that leaves out what has an initial value gets it', () => {
    const create = actions.find(action => action.name === 'contract.create')!
    const line = { product: id, quantity: '1', price: '5' }
    const lines = [line, { ...line, discount: null }, { ...line, discount: '80' }]
    const parsed = parseInput(create.input, { title: 't', customer: id, lines })
    expect(parsed.lines).toMatchObject([
      { discount: '100.00' },
      { discount: '100.00' },
      { discount: '80.00' },
    ])
  })

  test('unknown fields are refused wherever they stand, prototypes included', () => {
    const fields = { f: { kind: 'lines', fields: { a: { kind: 'text' } } } } as const
    const input = JSON.parse('{"f":[{"a":"x","b":1}],"__proto__":{"polluted":1},"constructor":2}')
    const refusal = refusalOf(() => parseInput(fields, input))
    expect(refusal.code).toBe('unknownField')
    expect(refusal.fields.map(issue => issue.path).sort()).toEqual(['__proto__', 'constructor', 'f.0.b'])
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  test.each([[[]], ['x'], [null], [5]])('an input that is %j is refused as a whole', input => {
    expect(refusalOf(() => parseInput({}, input)).fields).toEqual([{ path: '', rule: 'type' }])
  })

  test('more lines than a form can mean are refused at once', () => {
    const lines = Array.from({ length: 201 }, () => ({}))
    const refusal = refusalOf(() => parseInput({ f: { kind: 'lines', fields: {} } }, { f: lines }))
    expect(refusal.fields).toEqual([{ path: 'f', rule: 'tooLong', params: { max: 200 } }])
  })

  test('every action refuses or accepts anything without another error', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...actions),
        fc.jsonValue(),
        fc.dictionary(fc.string(), fc.jsonValue()),
        (a, any, extra) => {
          const known = Object.fromEntries(Object.keys(a.input).map(name => [name, any]))
          for (const input of [any, extra, known, { ...known, ...extra }]) {
            try {
              parseInput(a.input, input)
            } catch (error) {
              expect(error).toBeInstanceOf(Refusal)
            }
          }
        },
      ),
      { numRuns: 300, seed: 7 },
    )
  })

  test('an update may not empty what a record must have', () => {
    const values = { name: null, phone: null }
    expect(emptiedIssues(objects.contract, { currency: null, amount: null })).toEqual([
      { path: 'currency', rule: 'required' },
    ])
    expect(emptiedIssues(objects.customer, values)).toEqual([{ path: 'name', rule: 'required' }])
    expect(emptiedIssues(objects.pool, { administrators: [] })).toEqual([
      { path: 'administrators', rule: 'required' },
    ])
    expect(emptiedIssues(objects.customer, { name: 'x' })).toEqual([])
  })
})
