import { qrCode, qrPath } from '../lib/qr'

/** A QR code with its quiet zone, always dark on white so that any camera reads it. Size in pixels; `label` is read aloud. */
export function Qr({ text, size, label }: { text: string; size: number; label: string }) {
  const grid = qrCode(text)
  const side = grid.length + 8
  return (
    <svg
      className="qr"
      width={size}
      height={size}
      viewBox={`-4 -4 ${side} ${side}`}
      role="img"
      aria-label={label}
    >
      <rect x="-4" y="-4" width={side} height={side} fill="#fff" />
      <path d={qrPath(grid)} fill="#000" shapeRendering="crispEdges" />
    </svg>
  )
}
