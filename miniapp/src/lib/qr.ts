/** Per version 1–6 at correction level M: all codewords, correction codewords per block, blocks. */
const versions = [
  [26, 10, 1],
  [44, 16, 1],
  [70, 26, 1],
  [100, 18, 2],
  [134, 24, 2],
  [172, 16, 4],
] as const

type Mask = (x: number, y: number) => boolean

const masks: readonly Mask[] = [
  (x, y) => (x + y) % 2 === 0,
  (_x, y) => y % 2 === 0,
  x => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
]

/** Multiplies in the field of 256 elements that QR codes use (0x11d). */
function times(one: number, two: number): number {
  let product = 0
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d)
    product ^= ((two >>> bit) & 1) * one
  }
  return product
}

/** The Reed–Solomon codewords of a block. */
function correction(data: readonly number[], count: number): number[] {
  const divisor = [...Array<number>(count - 1).fill(0), 1]
  for (let root = 1, step = 0; step < count; step++, root = times(root, 2)) {
    for (let at = 0; at < count; at++) divisor[at] = times(divisor[at]!, root) ^ (divisor[at + 1] ?? 0)
  }
  const rest = Array<number>(count).fill(0)
  for (const byte of data) {
    const factor = byte ^ rest.shift()!
    rest.push(0)
    for (let at = 0; at < count; at++) rest[at]! ^= times(divisor[at]!, factor)
  }
  return rest
}

/** The text's bytes as codewords, padded and corrected, in the order in which they are drawn. */
function codewords(bytes: readonly number[], [total, extra, blocks]: (typeof versions)[number]): number[] {
  const room = total - extra * blocks
  const nibbles = [
    4,
    bytes.length >> 4,
    bytes.length & 15,
    ...bytes.flatMap(byte => [byte >> 4, byte & 15]),
    0,
  ]
  const data = Array.from(
    { length: nibbles.length / 2 },
    (_, at) => (nibbles[at * 2]! << 4) | nibbles[at * 2 + 1]!,
  )
  for (let pad = 0xec; data.length < room; pad ^= 0xec ^ 0x11) data.push(pad)
  const size = room / blocks
  const parts = Array.from({ length: blocks }, (_, at) => data.slice(at * size, (at + 1) * size))
  const checks = parts.map(part => correction(part, extra))
  const woven = (rows: number[][]) => rows[0]!.flatMap((_, at) => rows.map(row => row[at]!))
  return [...woven(parts), ...woven(checks)]
}

type Grid = (boolean | undefined)[][]

function square(grid: Grid, x: number, y: number, radius: number, dark: (distance: number) => boolean): void {
  for (let row = y - radius; row <= y + radius; row++)
    for (let column = x - radius; column <= x + radius; column++)
      if (row in grid && column >= 0 && column < grid.length)
        grid[row]![column] = dark(Math.max(Math.abs(row - y), Math.abs(column - x)))
}

/** Everything that does not depend on the text; what stays undefined is for data. */
function frame(version: number): Grid {
  const size = version * 4 + 17
  const grid: Grid = Array.from({ length: size }, () => Array<boolean | undefined>(size).fill(undefined))
  for (let at = 0; at < size; at++) grid[6]![at] = grid[at]![6] = at % 2 === 0
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    square(grid, x, y, 4, distance => distance !== 2 && distance !== 4)
  if (version > 1) square(grid, size - 7, size - 7, 2, distance => distance !== 1)
  format(grid, 0)
  return grid
}

/** Which mask is in use, twice (correction level M). */
function format(grid: Grid, mask: number): void {
  const size = grid.length
  let rest = mask
  for (let step = 0; step < 10; step++) rest = (rest << 1) ^ ((rest >>> 9) * 0x537)
  const bits = ((mask << 10) | rest) ^ 0x5412
  for (let at = 0; at < 15; at++) {
    const dark = ((bits >>> at) & 1) === 1
    const along = at < 6 ? at : at < 8 ? at + 1 : 0
    if (at < 8) grid[along]![8] = dark
    else grid[8]![at === 8 ? 7 : 14 - at] = dark
    if (at < 8) grid[8]![size - 1 - at] = dark
    else grid[size - 15 + at]![8] = dark
  }
  grid[size - 8]![8] = true
}

/** The grid with the data under a mask. */
function filled(empty: Grid, words: readonly number[], mask: number): boolean[][] {
  const size = empty.length
  const grid = empty.map(row => [...row])
  let bit = 0
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5
    for (let step = 0; step < size; step++) {
      const y = ((right + 1) & 2) === 0 ? size - 1 - step : step
      for (const x of [right, right - 1]) {
        if (empty[y]![x] !== undefined) continue
        const dark = (((words[bit >>> 3] ?? 0) >>> (7 - (bit & 7))) & 1) === 1
        grid[y]![x] = dark !== masks[mask]!(x, y)
        bit++
      }
    }
  }
  format(grid, mask)
  return grid.map(row => row.map(Boolean))
}

/** How hard a grid is to read: long runs and blocks of one colour. */
function penalty(grid: boolean[][]): number {
  let sum = 0
  const size = grid.length
  for (let y = 0; y < size; y++) {
    for (const line of [grid[y]!, grid.map(row => row[y]!)]) {
      for (const run of line
        .map(Number)
        .join('')
        .match(/0{5,}|1{5,}/g) ?? [])
        sum += run.length - 2
    }
    for (let x = 0; x + 1 < size && y + 1 < size; x++) {
      const dark = [grid[y]![x], grid[y]![x + 1], grid[y + 1]![x], grid[y + 1]![x + 1]].filter(Boolean).length
      if (dark % 4 === 0) sum += 3
    }
  }
  return sum
}

/** A QR code of a text of ASCII letters (at most 106 of them, like our addresses): rows of dark (true) and light. Throws `RangeError`. */
export function qrCode(text: string): boolean[][] {
  const bytes = Array.from(text, letter => letter.charCodeAt(0))
  const at = versions.findIndex(([total, extra, blocks]) => bytes.length + 2 <= total - extra * blocks)
  const version = versions[at]
  if (!version || bytes.some(byte => byte > 127)) throw new RangeError('too long for a QR code')
  const words = codewords(bytes, version)
  const empty = frame(at + 1)
  const all = masks.map((_, mask) => filled(empty, words, mask))
  return all.reduce((best, next) => (penalty(next) < penalty(best) ? next : best))
}

/** The dark squares as an SVG path, one unit each. */
export const qrPath = (grid: boolean[][]): string =>
  grid.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
