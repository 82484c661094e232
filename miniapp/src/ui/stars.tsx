import { Box, Words } from '../kit/box'
import { Press } from '../kit/press'
import { useT } from '../lib/i18n'
import './stars.scss'

const all = [1, 2, 3, 4, 5]

/** Five stars: to be read, or with `onChange` to be pressed. */
export function Stars({ value, onChange }: { value: number; onChange?: (stars: number) => void }) {
  const t = useT()
  if (!onChange) {
    return (
      <Box className="stars" role="img" label={t('ui.stars.count', { count: value })}>
        {all.map(star => (
          <Words key={star} className={`star ${star <= value ? 'star-on' : ''}`}>
            ★
          </Words>
        ))}
      </Box>
    )
  }
  return (
    <Box className="stars stars-open" role="radiogroup" label={t('ui.stars.label')}>
      {all.map(star => (
        <Press
          key={star}
          role="radio"
          className={`star ${star <= value ? 'star-on' : ''}`}
          label={t('ui.stars.count', { count: star })}
          pressed={star === value}
          onPress={() => onChange(star)}
        >
          ★
        </Press>
      ))}
    </Box>
  )
}
