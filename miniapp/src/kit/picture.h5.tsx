/** A picture by its address; `label` is read aloud. */
export function Picture({ src, label, className }: { src: string; label: string; className?: string }) {
  return <img className={className} src={src} alt={label} loading="lazy" />
}
