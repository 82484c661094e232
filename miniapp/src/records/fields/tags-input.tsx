import type { Reference } from '@gonghai/shared/client/api'
import { useQuery } from '@tanstack/react-query'
import { Box } from '../../kit/box'
import { Press } from '../../kit/press'
import { useT } from '../../lib/i18n'
import { relationApi } from '../../lib/relation-api'
import { TagChip } from '../../ui/tag-chips'
import type { FieldProps } from './input-props'

/** What a form asks about: the object itself; an action's question is about any. */
const objectOf = (object: string) => (object.startsWith('ask.') || object === '' ? undefined : object)

/** Several of the company's tags; those that are retired stay chosen until they are taken off. */
export function TagsInput({ object, label, value, references, onChange }: FieldProps) {
  const t = useT()
  const asked = objectOf(object)
  const { data } = useQuery({ queryKey: ['tags', asked ?? ''], queryFn: () => relationApi.tags(asked) })
  const chosen = (value as string[] | null) ?? []
  const offered = (data?.tags ?? []).filter(tag => tag.active)
  const kept = (references ?? []).filter(
    one => chosen.includes(one.id) && !offered.some(tag => tag.id === one.id),
  )
  const all: Reference[] = [...offered, ...kept]
  const toggle = (tag: Reference) => {
    const next = chosen.includes(tag.id) ? chosen.filter(id => id !== tag.id) : [...chosen, tag.id]
    onChange(
      next,
      all.filter(one => next.includes(one.id)),
    )
  }
  if (data && !all.length) return <Box className="pick-line">{t('ui.noTags')}</Box>
  return (
    <Box className="options" label={label}>
      {all.map(tag => (
        <Press
          key={tag.id}
          role="checkbox"
          className={`option ${chosen.includes(tag.id) ? 'option-on' : ''}`}
          pressed={chosen.includes(tag.id)}
          onPress={() => toggle(tag)}
        >
          <TagChip name={tag.name} color={tag.color} />
        </Press>
      ))}
    </Box>
  )
}
