import type { GraphEdge, GraphNode } from '@gonghai/shared/client/relation-api'

/** A node with its place, in pixels: the middle of its box. */
export interface PlacedNode {
  node: GraphNode
  x: number
  y: number
}

/** A line between two nodes with the place of its words. */
export interface PlacedEdge {
  edge: GraphEdge
  x1: number
  y1: number
  x2: number
  y2: number
  /** How far the line bends to the side; 0 = straight. */
  bend: number
  labelX: number
  labelY: number
}

export interface Drawing {
  width: number
  height: number
  nodes: PlacedNode[]
  edges: PlacedEdge[]
}

export const boxWidth = 104
export const boxHeight = 48
const gapX = 14
const gapY = 46
const margin = 10

/** What stands under what: contacts under their customer, reports under their superior, people under their contact. */
function above(edge: GraphEdge): [upper: string, lower: string] | undefined {
  if (edge.kind === 'member') return [edge.from, edge.to]
  if (edge.kind === 'reportsTo') return [edge.to, edge.from]
  if (edge.to.startsWith('person:')) return [edge.from, edge.to]
  return undefined
}

/**
 * The row of each node: other companies above, then the centre, then as many rows as there are superiors. A node stands
 * below all that are above it; what goes round in a circle stops at the number of nodes.
 */
function levelsOf(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
  centre: string,
): Map<string, number> {
  const isCompany = (id: string) => id.startsWith('customer:')
  const levels = new Map<string, number>(
    nodes.map(({ id }) => [id, isCompany(id) && id !== centre && isCompany(centre) ? 0 : 1] as const),
  )
  const pairs = edges.flatMap(edge => {
    const pair = above(edge)
    return pair ? [pair] : []
  })
  for (let round = 0; round < nodes.length; round++) {
    let moved = false
    for (const [upper, lower] of pairs) {
      const wanted = (levels.get(upper) ?? 1) + 1
      if ((levels.get(lower) ?? 0) >= wanted || wanted > nodes.length) continue
      levels.set(lower, wanted)
      moved = true
    }
    if (!moved) break
  }
  // Whoever stands in no line with others is drawn below the centre, not beside it.
  for (const { id } of nodes) if (id !== centre && levels.get(id) === 1 && !isCompany(id)) levels.set(id, 2)
  return levels
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)

/** The nodes of each row, ordered by whom they stand under, then by id: the same graph always looks the same. */
function rowsOf(nodes: readonly GraphNode[], edges: readonly GraphEdge[], centre: string): GraphNode[][] {
  const levels = levelsOf(nodes, edges, centre)
  const upper = new Map<string, string>()
  for (const edge of edges) {
    const pair = above(edge)
    // A superior says more about somebody's place than the company.
    if (pair && (!upper.has(pair[1]) || edge.kind !== 'member')) upper.set(pair[1], pair[0])
  }
  const rows: GraphNode[][] = []
  for (const level of [...new Set(levels.values())].sort((one, other) => one - other)) {
    const before = rows.flat().map(node => node.id)
    const place = ({ id }: GraphNode) => before.indexOf(upper.get(id) ?? '')
    rows.push(
      nodes
        .filter(node => levels.get(node.id) === level)
        .sort((one, other) => place(one) - place(other) || compare(one.id, other.id)),
    )
  }
  return rows
}

/** Rows that are too long for the width go on below. */
function folded(rows: readonly GraphNode[][], width: number): GraphNode[][] {
  const most = Math.max(1, Math.floor((width - 2 * margin + gapX) / (boxWidth + gapX)))
  return rows.flatMap(row => {
    const lines = Math.ceil(row.length / most)
    const each = Math.ceil(row.length / Math.max(1, lines))
    return Array.from({ length: lines }, (_, at) => row.slice(at * each, (at + 1) * each))
  })
}

/** Several lines between the same two bend apart, and lines along one row bend around what stands between. */
function edgePlaces(edges: readonly GraphEdge[], places: ReadonlyMap<string, PlacedNode>): PlacedEdge[] {
  const pairs = new Map<string, number>()
  return edges.flatMap(edge => {
    const [from, to] = [places.get(edge.from), places.get(edge.to)]
    if (!from || !to) return []
    const pair = [edge.from, edge.to].sort(compare).join('|')
    const nth = pairs.get(pair) ?? 0
    pairs.set(pair, nth + 1)
    const isFlat = from.y === to.y
    // Words in the gap above the row, never behind a box.
    const bend = isFlat ? -(boxHeight + 22 + 30 * nth) : nth * 26
    const [x1, y1, x2, y2] = [from.x, from.y, to.x, to.y]
    const [middleX, middleY] = [(x1 + x2) / 2, (y1 + y2) / 2]
    // A quadratic curve passes half way to its control point.
    const [labelX, labelY] = isFlat ? [middleX, middleY + bend / 2] : [middleX + bend / 2, middleY]
    return [{ edge, x1, y1, x2, y2, bend, labelX, labelY }]
  })
}

/** Places a graph in a given width, in rows from above; the height follows. Deterministic. */
export function layOut(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
  centre: string,
  width: number,
): Drawing {
  const rows = folded(rowsOf(nodes, edges, centre), width)
  const places = new Map<string, PlacedNode>()
  rows.forEach((row, line) => {
    const span = row.length * boxWidth + (row.length - 1) * gapX
    row.forEach((node, at) => {
      const x = (width - span) / 2 + at * (boxWidth + gapX) + boxWidth / 2
      places.set(node.id, { node, x, y: margin + boxHeight / 2 + line * (boxHeight + gapY) })
    })
  })
  const height = 2 * margin + rows.length * boxHeight + Math.max(0, rows.length - 1) * gapY
  return { width, height, nodes: [...places.values()], edges: edgePlaces(edges, places) }
}

/** The line as an SVG path. */
export function pathOf({ x1, y1, x2, y2, bend }: PlacedEdge): string {
  if (bend === 0) return `M${x1} ${y1}L${x2} ${y2}`
  const [middleX, middleY] = [(x1 + x2) / 2, (y1 + y2) / 2]
  const control = y1 === y2 ? `${middleX} ${middleY + bend}` : `${middleX + bend} ${middleY}`
  return `M${x1} ${y1}Q${control} ${x2} ${y2}`
}
