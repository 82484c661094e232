import { Image } from '@tarojs/components'
import { qrCode, qrPath } from '../lib/qr'

/** A QR code; mini programs draw no inline SVG, so it is a picture of one. Size in pixels. */
export function Qr({ text, size, label }: { text: string; size: number; label: string }) {
  const grid = qrCode(text)
  const side = grid.length + 8
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 ${side} ${side}"><rect x="-4" y="-4" width="${side}" height="${side}" fill="#fff"/><path d="${qrPath(grid)}" fill="#000"/></svg>`
  const src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  return (
    <Image className="qr" src={src} ariaLabel={label} style={{ width: `${size}px`, height: `${size}px` }} />
  )
}
