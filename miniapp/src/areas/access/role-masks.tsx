import { Box, Words } from '../../kit/box'
import { Press } from '../../kit/press'
import { useT } from '../../lib/i18n'
import { subjectLabel } from './labels'
import type { RolePartProps } from './role-permissions'

const choices = ['shown', 'masked', 'hidden'] as const
type Choice = (typeof choices)[number]

/** Which fields a role shortens or hides. */
export function RoleMasks({ draft, catalogue, editable, onChange }: RolePartProps) {
  const t = useT()
  const objects = catalogue.areas.flatMap(area => area.objects).filter(object => object.fields.length > 0)
  const set = (object: string, field: string, choice: Choice) => {
    const { [field]: _gone, ...rest } = draft.masks[object] ?? {}
    const fields = choice === 'shown' ? rest : { ...rest, [field]: choice }
    onChange({ ...draft, masks: { ...draft.masks, [object]: fields } })
  }
  return (
    <>
      <Box className="access-note">{t('access.role.maskHint')}</Box>
      {objects.map(object => (
        <Box key={object.name} className="card access-card">
          <Box className="access-name">{subjectLabel(object.name)}</Box>
          {object.fields.map(field => {
            const present: Choice = draft.masks[object.name]?.[field.name] ?? 'shown'
            const offered = choices.filter(choice => choice !== 'hidden' || !field.required)
            return (
              <Box key={field.name} className="access-line">
                <Words className="access-grow">{field.label}</Words>
                <Box className="access-three" role="radiogroup" label={field.label}>
                  {offered.map(choice => (
                    <Press
                      key={choice}
                      role="radio"
                      label={`${field.label} ${t(`access.role.${choice}`)}`}
                      className={`access-third ${present === choice ? 'access-third-on' : ''}`}
                      pressed={present === choice}
                      disabled={!editable}
                      onPress={() => set(object.name, field.name, choice)}
                    >
                      {t(`access.role.${choice}`)}
                    </Press>
                  ))}
                </Box>
              </Box>
            )
          })}
        </Box>
      ))}
    </>
  )
}
