import { normalise, queryKeys, searchKeys, textKeys } from '@gonghai/server/records/search-keys'
import { objects } from '@gonghai/shared/objects'

/** What the list's SQL does, in memory: all grams and the text of each word, or one of its exact keys. */
function finds(keys: readonly string[], search: string, phoneReadable = true): boolean {
  return queryKeys(search).every(word => {
    const byText = word.grams.every(gram => keys.includes(gram)) && (keys[0] ?? '').includes(word.text)
    const exact = [...word.open, ...(word.phone && phoneReadable ? [word.phone] : [])]
    return byText || exact.some(key => keys.includes(key))
  })
}

const customer = searchKeys(
  objects.customer,
  { name: '重庆长城机械（集团）有限公司', phone: '+86 138 0013 8046', taxNumber: '91500000MA5U' },
  'KH-20261121-0007',
)

describe('search.keys', () => {
  const found = [
    '重庆',
    '长城机械',
    '机',
    'chongqing',
    'cqcc',
    'zhongqing',
    'CQCCJX',
    'ch',
    '91500000ma5u',
    '8046',
    '13800138046',
    '+8613800138046',
    'KH-20261121-0007',
    'kh202611210007',
    '0007',
    '重庆 8046',
    'chong机械',
    '（集团）',
    'ｃｑｃｃ',
  ]
  test.each(found)('%s finds the record by name, pinyin, initials, phone ending or number', words => {
    expect(finds(customer, words)).toBe(true)
  })

  const missed = ['上海', 'chengqing', 'qccc', '重城', '1380013', '138', '8047', '0008', '2026', '重庆 上海']
  test.each(missed)('%s does not find it', words => {
    expect(finds(customer, words)).toBe(false)
  })

  test('a whole number does not find a record whose phone is masked, its last four digits do', () => {
    expect(finds(customer, '13800138046', false)).toBe(false)
    expect(finds(customer, '8046', false)).toBe(true)
  })

  test('the phone stands in no text that is searched by parts', () => {
    expect(customer[0]).not.toContain('138')
    expect(customer.filter(key => key.includes('0013'))).toEqual(['#13800138046'])
  })

  test('every reading of a polyphone is tried, the fitting one first', () => {
    const keys = textKeys(['长乐银行'])
    for (const spelling of ['changleyinhang', 'zhangleyinhang', 'changyueyinhang', 'clyh', 'zlyh', 'clyx']) {
      expect(finds(keys, spelling)).toBe(true)
    }
  })

  test('names of any length make keys that fit into an index entry', () => {
    const keys = searchKeys(objects.task, { title: '重行长乐'.repeat(50) }, null)
    expect(keys.length).toBeGreaterThan(5)
    for (const key of keys) expect(Buffer.byteLength(key)).toBeLessThanOrEqual(2500)
  })

  test('a name of signs only has no keys, and a search of signs only no words', () => {
    expect(searchKeys(objects.contact, { name: '——' }, null)).toEqual([])
    expect(queryKeys(' -- ! ')).toEqual([])
    expect(normalise('Ａ b-C（1）')).toBe('abc1')
  })
})
