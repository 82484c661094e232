import type { Reference } from '@gonghai/shared/client/api'
import { Box, Words } from '../kit/box'
import './tag-chips.scss'

/** A tag in its colour. */
export function TagChip({ name, color }: { name: string; color?: string }) {
  return <Words className={`tag tag-${color ?? 'gray'}`}>{name}</Words>
}

/** The tags of a record; nothing where it has none. */
export function TagChips({ tags }: { tags: Reference | Reference[] | undefined }) {
  const shown = (Array.isArray(tags) ? tags : tags ? [tags] : []).filter(tag => !tag.hidden)
  if (!shown.length) return null
  return (
    <Box className="tags">
      {shown.map(tag => (
        <TagChip key={tag.id} name={tag.name} color={tag.color} />
      ))}
    </Box>
  )
}
