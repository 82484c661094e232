import { Image } from '@tarojs/components'

/** A picture by its address. */
export function Picture({ src, label, className }: { src: string; label: string; className?: string }) {
  const address = `${process.env.TARO_APP_ORIGIN ?? ''}${src}`
  return <Image className={className} src={address} mode="aspectFill" ariaLabel={label} />
}
