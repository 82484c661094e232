import { qrCode, qrPath } from '../../miniapp/src/lib/qr'

const address = 'http://gonghai.test/q/abcdefgh12345678'

/** The rows that another implementation draws for the same address (version 3, level M, mask 2), dark as 1, in base 36. */
const known = [
  '8ti54v',
  '4iia0x',
  '6h13z1',
  '6h32vx',
  '6ha63h',
  '4j81mp',
  '8tz2pr',
  'wlc0',
  '6llbb0',
  '4bqrch',
  'jp95c',
  '2jhiiq',
  '4e05jg',
  '82ueid',
  '8v3lyc',
  '6eq5o2',
  '5964jo',
  '60jksd',
  '53rsr0',
  '6fbkde',
  '534r93',
  '17l0f',
  '8t88rg',
  '4jb317',
  '6h0yyc',
  '6hfsaz',
  '6h2agu',
  '4ioxey',
  '8u859g',
]

describe('qr code', () => {
  it('of a machine’s address is what other implementations draw', () => {
    const rows = qrCode(address).map(row => Number.parseInt(row.map(Number).join(''), 2).toString(36))
    expect(rows).toEqual(known)
  })

  it('grows with the text and refuses what has no room', () => {
    expect([14, 26, 42, 62, 84, 106].map(length => qrCode('x'.repeat(length)).length)).toEqual([
      21, 25, 29, 33, 37, 41,
    ])
    expect(() => qrCode('x'.repeat(107))).toThrow(RangeError)
    expect(() => qrCode('公海')).toThrow(RangeError)
  })

  it('is drawn with one square for each dark module', () => {
    const dark = qrCode(address).flat().filter(Boolean).length
    expect(qrPath(qrCode(address)).match(/M/g)).toHaveLength(dark)
  })
})
