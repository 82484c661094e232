import type { Field, FieldKind } from '@gonghai/shared/objects/declare'
import { v7 as uuid } from 'uuid'

/** What no field of any kind takes. */
const never: unknown[] = [{}, { toString: 'x' }, () => 1, Symbol.iterator]

const notText: unknown[] = [0, 5, true, ['x'], new Date(0)]
/** What no text takes: NUL, half of a surrogate pair, control characters. */
const badText = ['a\u0000b', '\ud800', 'x\udc00y', 'bell\u0007']
const notNumber: unknown[] = [
  1.5,
  5,
  true,
  ['1'],
  'NaN',
  'Infinity',
  '-Infinity',
  '1e5',
  '0x10',
  '1,000',
  '١٢',
]
const notId: unknown[] = [
  'x',
  'constructor',
  '__proto__',
  "' or 1=1 --",
  '../../etc/passwd',
  uuid().slice(1),
  5,
  [uuid()],
]

const tooLong = (field: Field, usual: number) => 'x'.repeat((field.max ?? usual) + 1)

const byKind: Record<FieldKind, (field: Field) => unknown[]> = {
  text: field => [...notText, ...badText, tooLong(field, 100)],
  longText: field => [...notText, ...badText.slice(0, 3), tooLong(field, 2000)],
  phone: () => [...notText, ...badText, 'abc', '12', '1'.repeat(31), '1380000<script>'],
  email: () => [...notText, ...badText, 'a', 'a@', '@b.c', 'a b@c.de', `${'a'.repeat(250)}@b.cd`],
  url: () => [
    ...notText,
    ...badText,
    'javascript:alert(1)',
    'data:text/html,x',
    'http://',
    'file:///etc/passwd',
  ],
  integer: field => [
    ...['5', 1.5, Number.NaN, Number.POSITIVE_INFINITY, 1e20, 2 ** 31, true, [1]],
    ...(field.min === undefined ? [] : [field.min - 1]),
    ...(field.max === undefined ? [] : [field.max + 1]),
  ],
  decimal: field => [...notNumber, '9'.repeat(31), '1'.repeat(17), '1.00001', ...below(field)],
  money: field => [...notNumber, '9'.repeat(31), '1'.repeat(16), '1.001', ...below(field)],
  percent: () => [...notNumber, '100.01', '-0.01', '1.001'],
  date: () => [
    20261121,
    '2026-02-30',
    '2026-13-01',
    '20261121',
    '9999-01-01',
    '0000-00-00',
    '2026-11-21T00:00:00Z',
    'x',
  ],
  dateTime: () => [
    5,
    '2026-11-21',
    '2026-11-21T25:00:00Z',
    '2026-11-21T10:00:00',
    '2026-02-30T10:00:00Z',
    '+275760-09-13T00:00:00Z',
  ],
  boolean: () => ['true', 1, 0, 'yes', []],
  choice: () => ['nonsense', '__proto__', 'constructor', 'toString', 5, ['x'], true],
  choices: () => ['x', ['nonsense'], [5]],
  reference: () => notId,
  record: () => [
    'customer',
    `session:${uuid()}`,
    `__proto__:${uuid()}`,
    `:${uuid()}`,
    'customer:x',
    5,
    [`customer:${uuid()}`],
  ],
  tags: () => ['x', 5, ['x'], [5], [null], Array.from({ length: 51 }, () => uuid())],
  people: () => ['x', 5, ['x'], [5], [null], Array.from({ length: 501 }, () => uuid())],
  files: () => ['x', 5, ['x'], [5], [null], Array.from({ length: 10 }, () => uuid())],
  lines: () => ['x', 5, [5], [null], ['x'], [[]], Array.from({ length: 201 }, () => ({}))],
}

const below = ({ min }: Field) => (min === undefined ? [] : [String(min - 1)])

/** Values that a field must refuse, whatever the action. */
export function badValues(field: Field): unknown[] {
  return [...never, ...byKind[field.kind](field)]
}
