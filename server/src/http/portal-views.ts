import type { PortalRequest, PortalRequestRow, PortalStep } from '@gonghai/shared/client/portal-api'
import { translator } from '@gonghai/shared/i18n'
import type { PortalRequestView, PortalSurveyView, TimelineStep } from '../areas/service/portal-queries'
import { signFileUrl } from '../files/signed-url'
import type { CustomerActor } from '../kernel/actor'
import { clockWords } from '../kernel/clock'

/** What a view is made for. */
export interface Viewer {
  actor: CustomerActor
  now: Date
  /** Signs addresses of files. */
  key: Buffer
}

/** One line of the list. */
export function requestRow(view: PortalRequestView): PortalRequestRow {
  const { id, number, title, state, asset, createdAt, updatedAt, stars } = view
  const kind = view.kind as PortalRequestRow['kind']
  return { id, number, title, state, kind, asset, createdAt, updatedAt, stars }
}

function stepOf({ actor, now, key }: Viewer, step: TimelineStep): PortalStep {
  const t = translator(actor.locale)
  const name = step.who?.name ?? ''
  const time = step.expectedAt ? clockWords(new Date(step.expectedAt), now, actor.timeZone) : ''
  const form = step.kind === 'onTheWay' && time ? 'onTheWayAt' : step.kind
  const words = name ? `portal.step.${form}` : `portal.stepPlain.${step.kind}`
  return {
    ...step,
    kind: step.kind as PortalStep['kind'],
    text: t(words, { name, time }),
    files: step.files.map(file => ({ ...file, url: signFileUrl(key, file.id, file.fileName, now) })),
  }
}

/** What cannot be done just now, and why. */
function blockedOf({ actor, now }: Viewer, view: PortalRequestView): Record<string, string> {
  const t = translator(actor.locale)
  const blocked: Record<string, string> = {}
  if (view.mayUrgeAt) {
    const time = clockWords(new Date(view.mayUrgeAt), now, actor.timeZone)
    blocked['request.urge'] = t('error.urgedAlready', { number: view.number, time })
  }
  if (view.state === 'working') blocked['request.withdraw'] = t('error.workBegun', { number: view.number })
  return blocked
}

/** A request with its timeline. @param surveys those that wait for the reader's answer */
export function requestView(
  viewer: Viewer,
  { request, steps }: { request: PortalRequestView; steps: readonly TimelineStep[] },
  surveys: readonly PortalSurveyView[],
): PortalRequest {
  const { description, wantedAt, result, engineer, allowed } = request
  return {
    ...requestRow(request),
    description,
    wantedAt,
    result,
    engineer,
    steps: steps.map(step => stepOf(viewer, step)),
    allowed,
    blocked: blockedOf(viewer, request),
    survey: surveys.find(survey => survey.request.id === request.id) ?? null,
  }
}
