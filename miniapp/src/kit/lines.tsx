import { Image } from '@tarojs/components'
import type { LinesProps } from './lines-props'

const looks = {
  thin: 'stroke="#b8c2cc" stroke-width="1"',
  firm: 'stroke="#0b6e8f" stroke-width="2"',
  dashed: 'stroke="#8a5a00" stroke-width="1.5" stroke-dasharray="4 3"',
}

/** Lines of a drawing, behind what stands on it; mini programs draw no inline SVG, so it is a picture of one. */
export function Lines({ width, height, lines }: LinesProps) {
  const paths = lines.map(line => `<path d="${line.path}" fill="none" ${looks[line.look]}/>`).join('')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${paths}</svg>`
  return (
    <Image
      className="lines"
      src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`}
      style={{ width: `${width}px`, height: `${height}px` }}
    />
  )
}
