import { Box } from '../kit/box'
import { Icon } from '../kit/icon'
import { TextInput } from '../kit/text-input'
import { useT } from '../lib/i18n'
import { IconButton } from './button'
import './search-box.scss'

interface SearchBoxProps {
  value: string
  placeholder: string
  onChange: (words: string) => void
}

/** The search box: it searches while one types. */
export function SearchBox({ value, placeholder, onChange }: SearchBoxProps) {
  const t = useT()
  return (
    <Box className="search-box">
      <Icon name="search" size={18} />
      <TextInput
        keyboard="search"
        label={t('ui.search')}
        placeholder={placeholder}
        max={60}
        value={value}
        onChange={onChange}
      />
      {value && <IconButton icon="close" label={t('ui.clear')} onPress={() => onChange('')} />}
    </Box>
  )
}
