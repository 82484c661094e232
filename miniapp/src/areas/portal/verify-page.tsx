import { useT } from '../../lib/i18n'
import { goBack } from './go'
import { PortalPage } from './portal-page'
import { VerifyForm } from './verify-form'

/** Opens another machine to a customer who has one already. */
export function VerifyPage() {
  const t = useT()
  return <PortalPage title={t('ui.portal.verify.title')}>{() => <VerifyForm onDone={goBack} />}</PortalPage>
}
