import { median, spread } from './statistics'

/** One figure of ours and of what it is held against, round by round; both in the same unit. */
export interface Compared {
  what: string
  unit: 'per second' | 'ms'
  ours: number[]
  /** What `other` is; default the floor. */
  against?: string
  other: number[]
  aim?: string
}

const short = (value: number) => (value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2))

function line({ what, unit, ours, against = 'floor', other, aim = '' }: Compared): string[] {
  const ratios = ours.map((value, round) => value / other[round]!)
  const [from, to] = spread(ratios)
  return [
    what,
    `${short(median(ours))} ${unit}`,
    `${short(median(other))} (${against})`,
    `${median(ratios).toFixed(2)} ×`,
    `${from.toFixed(2)}–${to.toFixed(2)}`,
    aim,
  ]
}

/** Medians over the rounds as a Markdown table; the ratio is the median of the rounds' ratios, the spread their middle half. */
export function table(rows: readonly Compared[]): string {
  const head = ['what', 'Gonghai', 'against', 'ratio', 'spread', 'aim']
  const lines = [head, head.map(() => '---'), ...rows.map(line)]
  const widths = head.map((_, column) => Math.max(...lines.map(cells => cells[column]!.length)))
  return lines
    .map(cells => `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`)
    .join('\n')
}
