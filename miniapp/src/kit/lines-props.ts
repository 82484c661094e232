/** The lines of a drawing, in pixels. */
export interface LinesProps {
  width: number
  height: number
  /** `path` in SVG's words; `look`: thin for belonging, firm for superiors, dashed for everything else. */
  lines: readonly { key: string; path: string; look: 'thin' | 'firm' | 'dashed' }[]
}
