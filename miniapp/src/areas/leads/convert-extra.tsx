import type { ConversionFact } from '@gonghai/shared/client/relation-api'
import { useQuery } from '@tanstack/react-query'
import { Box, Words } from '../../kit/box'
import { Press } from '../../kit/press'
import { useT } from '../../lib/i18n'
import { relationApi } from '../../lib/relation-api'
import type { ExtraProps } from '../../records/action-extra'
import '../relations/relations.scss'

/** What a lead becomes, field by field, and the customers of its name that it could join instead. */
export default function ConvertExtra({ records, values, onChange }: ExtraProps) {
  const t = useT()
  const [only] = records
  const id = records.length === 1 ? only?.split(':')[1] : undefined
  const { data } = useQuery({
    queryKey: ['conversion', id],
    queryFn: () => relationApi.conversion(id ?? ''),
    enabled: id !== undefined,
  })
  const joined = values.customer
  return (
    <Box className="convert">
      <Box className="sheet-text">{t('relation.convert.explain')}</Box>
      {data && data.same.length > 0 && (
        <Box className="field">
          <Box className="field-label">{t('relation.convert.same')}</Box>
          {data.same.map(one => (
            <Press
              key={one.id}
              role="radio"
              className={`pick-row ${joined === one.id ? 'pick-row-on' : ''}`}
              pressed={joined === one.id}
              onPress={() => onChange({ ...values, customer: joined === one.id ? null : one.id })}
            >
              <Box className="pick-main">
                <Box>{one.name}</Box>
                <Box className="pick-line">
                  {[
                    one.number,
                    one.owner
                      ? t('relation.convert.ownedBy', { name: one.owner })
                      : t('relation.convert.inPool'),
                  ].join(t('ui.dot'))}
                </Box>
              </Box>
              <Words className={joined === one.id ? 'words-accent' : ''}>
                {joined === one.id ? '✓' : t('relation.convert.join')}
              </Words>
            </Press>
          ))}
          <Press
            role="radio"
            className={`pick-row ${values.sameName === 'create' && !joined ? 'pick-row-on' : ''}`}
            pressed={values.sameName === 'create' && !joined}
            onPress={() => onChange({ ...values, customer: null, sameName: 'create' })}
          >
            <Box className="pick-main">{t('relation.convert.fresh')}</Box>
          </Press>
        </Box>
      )}
      {data && !joined && <Facts title={t('relation.convert.customer')} facts={data.customer} />}
      {data && values.makeContact !== false && (
        <Facts title={t('relation.convert.contact')} facts={data.contact} />
      )}
      {data && data.kept.length > 0 && (
        <Box className="sheet-text">
          {t('relation.convert.kept', { fields: data.kept.join(t('ui.listComma')) })}
        </Box>
      )}
      {data && values.makeTask === true && <Facts title={t('relation.convert.task')} facts={data.task} />}
    </Box>
  )
}

function Facts({ title, facts }: { title: string; facts: readonly ConversionFact[] }) {
  return (
    <Box className="convert-facts">
      <Box className="convert-title">{title}</Box>
      {facts.map(fact => (
        <Box key={fact.field} className="convert-fact">
          <Words className="convert-label">{fact.label}</Words>
          <Words>{fact.text}</Words>
        </Box>
      ))}
    </Box>
  )
}
