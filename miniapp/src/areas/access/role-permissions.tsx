import type { AccessCatalogue } from '@gonghai/shared/client/access-api'
import { Box } from '../../kit/box'
import { Press } from '../../kit/press'
import { useT } from '../../lib/i18n'
import { Button } from '../../ui/button'
import { areaLabel, subjectLabel, verbLabel } from './labels'
import { type RoleDraft, verbsOf } from './role-draft'

/** What every tab of a role's page gets. */
export interface RolePartProps {
  draft: RoleDraft
  catalogue: AccessCatalogue
  editable: boolean
  onChange: (draft: RoleDraft) => void
}

type Subject = AccessCatalogue['areas'][number]['objects'][number]

/** Areas, their objects, and of each what may be done with it. */
export function RolePermissions(props: RolePartProps) {
  return (
    <>
      {props.catalogue.areas.map(area => (
        <Box key={area.key}>
          <Box className="settings-group">{areaLabel(area.key)}</Box>
          {area.objects
            .filter(object => object.verbs.length > 0)
            .map(object => (
              <ObjectCard key={object.name} object={object} {...props} />
            ))}
        </Box>
      ))}
    </>
  )
}

function ObjectCard({ object, draft, editable, onChange }: RolePartProps & { object: Subject }) {
  const t = useT()
  const given = verbsOf(draft, object.name, object.verbs)
  const set = (verbs: string[]) =>
    onChange({ ...draft, permissions: { ...draft.permissions, [object.name]: verbs } })
  const toggle = (verb: string) =>
    set(given.includes(verb) ? given.filter(one => one !== verb) : [...given, verb])
  const whole = given.length === object.verbs.length
  return (
    <Box className="card access-card">
      <Box className="access-head">
        <Box className="access-name">{subjectLabel(object.name)}</Box>
        {editable && (
          <Button
            small
            look="text"
            label={`${subjectLabel(object.name)} ${t(whole ? 'access.role.none' : 'access.role.all')}`}
            onPress={() => set(whole ? [] : [...object.verbs])}
          >
            {t(whole ? 'access.role.none' : 'access.role.all')}
          </Button>
        )}
      </Box>
      <Box className="access-chips" role="group" label={subjectLabel(object.name)}>
        {object.verbs.map(verb => (
          <Press
            key={verb}
            role="checkbox"
            className={`access-verb ${given.includes(verb) ? 'access-verb-on' : ''}`}
            pressed={given.includes(verb)}
            disabled={!editable}
            onPress={() => toggle(verb)}
          >
            {verbLabel(verb)}
          </Press>
        ))}
      </Box>
    </Box>
  )
}
