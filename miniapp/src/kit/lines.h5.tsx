import type { LinesProps } from './lines-props'

/** Lines of a drawing, behind what stands on it. */
export function Lines({ width, height, lines }: LinesProps) {
  return (
    <svg
      className="lines"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
    >
      {lines.map(line => (
        <path key={line.key} d={line.path} className={`line line-${line.look}`} fill="none" />
      ))}
    </svg>
  )
}
