import type { PortalSurvey } from '@gonghai/shared/client/portal-api'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box } from '../../kit/box'
import { Press } from '../../kit/press'
import { TextInput } from '../../kit/text-input'
import { useT } from '../../lib/i18n'
import { portalApi } from '../../lib/portal-api'
import { isRefused } from '../../lib/refused'
import { optionLabel } from '../../records/words'
import { Button } from '../../ui/button'
import { Empty, Failure } from '../../ui/empty'
import { Skeleton } from '../../ui/skeleton'
import { Stars } from '../../ui/stars'
import { go } from './go'
import { PortalPage } from './portal-page'
import { usePortalAction } from './use-portal'

/** What fits to the stars: praise from four on, else what was missing. */
const tagsOf = (stars: number): readonly string[] =>
  stars >= 4 ? ['fast', 'skilled', 'friendly', 'clean'] : ['late', 'unsolved', 'expensive', 'impolite']

/** How it was: stars, what fits, words. Once. */
export function RatePage({ id }: { id: string }) {
  const t = useT()
  return <PortalPage title={t('ui.portal.rate.title')}>{() => <Rating id={id} />}</PortalPage>
}

function Rating({ id }: { id: string }) {
  const t = useT()
  // Kept beside the query: once answered, the server has no such survey any more.
  const [given, setGiven] = useState<{ stars: number; request: string }>()
  const found = useQuery({
    queryKey: ['portal', 'survey', id],
    queryFn: () => portalApi.survey(id),
    enabled: !given,
  })
  if (given) {
    return (
      <Box className="card portal-form portal-thanks">
        <Stars value={given.stars} />
        <Box className="portal-form-title">{t('ui.portal.rate.thanks')}</Box>
        <Button look="tint" small onPress={() => go({ page: 'request', id: given.request })}>
          {t('ui.portal.rate.back')}
        </Button>
      </Box>
    )
  }
  if (isRefused(found.error, 'notFound')) {
    return (
      <Empty
        icon="star"
        title={t('ui.portal.rate.over')}
        step={{ text: t('ui.portal.home.requests'), run: () => go({ page: 'requests' }) }}
      />
    )
  }
  if (found.error && !found.data) return <Failure error={found.error} retry={() => void found.refetch()} />
  if (!found.data) return <Skeleton rows={3} />
  const { request } = found.data
  return <Form survey={found.data} onDone={stars => setGiven({ stars, request: request.id })} />
}

function Form({ survey, onDone }: { survey: PortalSurvey; onDone: (stars: number) => void }) {
  const t = useT()
  const [stars, setStars] = useState(0)
  const [tags, setTags] = useState<string[]>([])
  const [words, setWords] = useState('')
  const { run, busy, failure } = usePortalAction('survey.answer')
  const rate = (next: number) => {
    if (stars >= 4 !== next >= 4) setTags([])
    setStars(next)
  }
  const toggle = (tag: string) =>
    setTags(tags.includes(tag) ? tags.filter(one => one !== tag) : [...tags, tag])
  const submit = async () => {
    const answer = await run({
      survey: survey.id,
      stars,
      ...(tags.length > 0 && { tags }),
      ...(words.trim() && { words: words.trim() }),
    })
    if (answer) onDone(stars)
  }
  return (
    <Box className="card portal-form">
      <Box className="portal-form-title">{survey.request.title}</Box>
      <Box className="portal-form-text">
        {[
          survey.request.number,
          survey.engineer && t('ui.portal.request.engineer', { name: survey.engineer }),
        ]
          .filter(Boolean)
          .join(t('ui.dot'))}
      </Box>
      <Stars value={stars} onChange={rate} />
      <Box className="portal-verdict">{t(`ui.portal.rate.stars.${stars}`)}</Box>
      {stars > 0 && (
        <>
          <Box className="options portal-tags" role="group" label={t('ui.portal.rate.tags')}>
            {tagsOf(stars).map(tag => (
              <Press
                key={tag}
                role="checkbox"
                className={`option ${tags.includes(tag) ? 'option-on' : ''}`}
                pressed={tags.includes(tag)}
                onPress={() => toggle(tag)}
              >
                {optionLabel('survey', 'tags', tag)}
              </Press>
            ))}
          </Box>
          <Box className="field">
            <TextInput
              lines={3}
              max={500}
              label={t('ui.portal.rate.words')}
              placeholder={t('ui.portal.rate.words')}
              value={words}
              onChange={setWords}
            />
          </Box>
        </>
      )}
      {failure && (
        <Box className="form-failure" role="alert">
          {failure}
        </Box>
      )}
      <Button look="primary" wide busy={busy} disabled={!stars} onPress={() => void submit()}>
        {t('ui.portal.rate.submit')}
      </Button>
    </Box>
  )
}
