import { Image } from '@tarojs/components'
import { type IconName, iconPaths } from './icon-paths'

const svg = (name: IconName) =>
  `data:image/svg+xml;charset=utf-8,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#52606D" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"><path d="${iconPaths[name]}"/></svg>`,
  )}`

/** An icon; mini programs draw no inline SVG, so it is a picture of one. Size in pixels. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return <Image className="icon" src={svg(name)} style={{ width: `${size}px`, height: `${size}px` }} />
}

export type { IconName }
