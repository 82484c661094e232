import { Box } from '../../kit/box'
import { TextInput } from '../../kit/text-input'
import { useT } from '../../lib/i18n'
import type { Issues } from '../../records/fields/validate'
import { Button, IconButton } from '../../ui/button'
import type { OptionDraft } from './field-draft'

interface OptionsEditorProps {
  options: OptionDraft[]
  issues: Issues
  onChange: (options: OptionDraft[]) => void
}

/** The options of a choice in their order; a retired one stays with the records that have it. */
export function OptionsEditor({ options, issues, onChange }: OptionsEditorProps) {
  const t = useT()
  const put = (at: number, change: Partial<OptionDraft>) =>
    onChange(options.map((one, index) => (index === at ? { ...one, ...change } : one)))
  const swap = (at: number) => {
    const next = [...options]
    ;[next[at - 1], next[at]] = [next[at]!, next[at - 1]!]
    onChange(next)
  }
  return (
    <Box>
      {options.map((option, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an option's place is its name while it is written
        <Box key={at} className={`option-line ${option.active ? '' : 'option-line-off'}`}>
          <TextInput
            label={t('fields.option', { number: at + 1 })}
            value={option.label}
            max={30}
            invalid={!!issues[`options.${at}.label`]}
            onChange={label => put(at, { label })}
          />
          {at > 0 && <IconButton icon="up" label={t('fields.up')} onPress={() => swap(at)} />}
          {option.key && !option.active ? (
            <Button small look="text" onPress={() => put(at, { active: true })}>
              {t('fields.restore')}
            </Button>
          ) : (
            <IconButton
              icon="close"
              label={t('fields.removeOption', { name: option.label })}
              onPress={() => onChange(options.filter((_, index) => index !== at))}
            />
          )}
        </Box>
      ))}
      <Button small look="text" onPress={() => onChange([...options, { label: '', active: true }])}>
        {t('fields.addOption')}
      </Button>
    </Box>
  )
}
