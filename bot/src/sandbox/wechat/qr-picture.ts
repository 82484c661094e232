/**
 * QR codes of ISO/IEC 18004, version 4 at level L with mask 0: 33 modules a side, up to 78 bytes in one block.
 * The addresses of scenes are always shorter.
 */
const side = 33
const dataBytes = 80
const checkBytes = 20
/** Level L and mask 0, with their error correction, most significant bit first. */
const formatBits = '111011111000100'

/** Multiplication in the field of 256 elements with polynomial 0x11d. */
function times(a: number, b: number): number {
  let product = 0
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d)
    if ((b >>> bit) & 1) product ^= a
  }
  return product
}

/** Coefficients of the divisor, without the leading 1. */
function divisor(): number[] {
  const result = new Array<number>(checkBytes).fill(0).with(-1, 1)
  let root = 1
  for (let step = 0; step < checkBytes; step++) {
    for (let at = 0; at < checkBytes; at++) result[at] = times(result[at]!, root) ^ (result[at + 1] ?? 0)
    root = times(root, 2)
  }
  return result
}

function withChecks(data: number[]): number[] {
  const factors = divisor()
  let rest = new Array<number>(checkBytes).fill(0)
  for (const byte of data) {
    const factor = byte ^ rest[0]!
    rest = [...rest.slice(1), 0].map((value, at) => value ^ times(factors[at]!, factor))
  }
  return [...data, ...rest]
}

const bitsOf = (value: number, length: number) => value.toString(2).padStart(length, '0')

/** Byte mode, length, the bytes, four zeros, then 0xEC and 0x11 in turn. */
function codewords(text: string): number[] {
  const bytes = Buffer.from(text)
  if (bytes.length > 78) throw new Error('too long for this QR code')
  const bits = `0100${bitsOf(bytes.length, 8)}${[...bytes].map(byte => bitsOf(byte, 8)).join('')}0000`
  const data = (bits.match(/.{8}/g) ?? []).map(one => Number.parseInt(one, 2))
  for (let pad = 0xec; data.length < dataBytes; pad ^= 0xec ^ 0x11) data.push(pad)
  return withChecks(data)
}

type Grid = (boolean | undefined)[][]

const finders: [row: number, column: number][] = [
  [3, 3],
  [3, side - 4],
  [side - 4, 3],
]

/** Squares around a centre; rings that are light are left out of `dark`. */
function square(grid: Grid, row: number, column: number, reach: number, dark: number[]): void {
  for (let y = row - reach; y <= row + reach; y++)
    for (let x = column - reach; x <= column + reach; x++) {
      const line = grid[y]
      if (line && x >= 0 && x < side)
        line[x] = dark.includes(Math.max(Math.abs(y - row), Math.abs(x - column)))
    }
}

/** Where bit `index` of the format stands, once around the first finder and once beside the other two. */
function formatPlaces(index: number): [row: number, column: number][] {
  const skip = index < 6 ? index : index + 1
  const around: [number, number] = index < 8 ? [8, skip] : [index === 8 ? 7 : 14 - index, 8]
  const beside: [number, number] = index < 7 ? [side - 1 - index, 8] : [8, side - 15 + index]
  return [around, beside]
}

function frame(): Grid {
  const grid: Grid = Array.from({ length: side }, () => new Array<boolean | undefined>(side).fill(undefined))
  for (const [row, column] of finders) square(grid, row, column, 4, [0, 1, 3])
  square(grid, 26, 26, 2, [0, 2])
  for (let at = 8; at < side - 8; at++) {
    grid[6]![at] = at % 2 === 0
    grid[at]![6] = at % 2 === 0
  }
  for (const [index, bit] of [...formatBits].entries())
    for (const [row, column] of formatPlaces(index)) grid[row]![column] = bit === '1'
  grid[side - 8]![8] = true
  return grid
}

/** Two columns at a time from the right, up and down in turn, past the timing column. */
function* path(): Generator<[row: number, column: number]> {
  let up = true
  for (let right = side - 1; right > 0; right -= 2) {
    if (right === 6) right--
    for (let step = 0; step < side; step++) {
      const row = up ? side - 1 - step : step
      yield [row, right]
      yield [row, right - 1]
    }
    up = !up
  }
}

/** The modules of a QR code, row by row; true is dark. Throws beyond 78 bytes. */
export function qrModules(text: string): boolean[][] {
  const grid = frame()
  const bits = codewords(text)
    .map(byte => bitsOf(byte, 8))
    .join('')
  let at = 0
  for (const [row, column] of path()) {
    if (grid[row]![column] !== undefined) continue
    // The last seven modules have no bit of their own: a light one, masked like the rest.
    grid[row]![column] = (bits[at++] === '1') !== ((row + column) % 2 === 0)
  }
  return grid.map(line => line.map(module => module === true))
}

/** A QR code as a picture with its quiet zone. */
export function qrSvg(text: string): string {
  const dark = qrModules(text).flatMap((line, row) =>
    line.flatMap((module, column) => (module ? [`M${column + 4} ${row + 4}h1v1h-1z`] : [])),
  )
  const room = side + 8
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${room} ${room}" width="430" height="430" shape-rendering="crispEdges"><rect width="${room}" height="${room}" fill="#fff"/><path d="${dark.join('')}"/></svg>`
}
