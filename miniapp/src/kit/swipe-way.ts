interface Point {
  x: number
  y: number
}

const far = 40

/** Which way a finger went, if it went sideways; scrolling up and down is none. */
export function swipeOf(from: Point, to: Point): 'left' | 'right' | undefined {
  const [across, along] = [to.x - from.x, to.y - from.y]
  if (Math.abs(across) < far || Math.abs(across) < Math.abs(along) * 1.5) return undefined
  return across < 0 ? 'left' : 'right'
}
