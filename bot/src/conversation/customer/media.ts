import type { MediaEvent } from '@gonghai/shared/ports/events'
import { add, begin, place } from './file'
import { type Answer, ask, type CustomerTurn, words } from './turn'
import { sayHowToVerify } from './verify'

const mostPictures = 9

/** A picture: to what is being talked about, else it begins something. Its bytes come later, by a job (PORTAL-2). */
export async function onMedia(turn: CustomerTurn<MediaEvent>): Promise<Answer> {
  if (!turn.customer.verified) return sayHowToVerify(turn)
  if (turn.event.media !== 'image') return words(turn.t(`portal.chat.media.${turn.event.media}`))
  const { dialog } = turn
  if (dialog && 'media' in dialog && dialog.media.length >= mostPictures) {
    return words(turn.t('portal.chat.manyPictures', { count: mostPictures }))
  }
  const id = await turn.desk.keepMedia(turn.customer, turn.event.mediaId, turn.event.from, turn.id)
  switch (dialog?.kind) {
    case 'describe':
      return begin(turn, { ...dialog, media: [...dialog.media, id] })
    case 'machine':
    case 'place':
      await ask(turn, { ...dialog, media: [...dialog.media, id] })
      return words(turn.t('portal.chat.pictureAndNumber'))
    case 'filed':
      return add(turn, dialog.request, { media: [id] }, dialog)
    case 'another':
      return add(turn, dialog.request, { media: [id] })
    default:
      return place(turn, { media: [id] })
  }
}
