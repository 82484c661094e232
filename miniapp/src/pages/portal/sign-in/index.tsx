import { PortalSignIn } from '../../../areas/portal/sign-in-page'
import { useCell } from '../../../lib/cell'
import { wordsReady } from '../../../lib/i18n'
import { useParameters } from '../../../lib/parameters'

export default function PortalSignInRoute() {
  const parameters = useParameters()
  return useCell(wordsReady) ? <PortalSignIn {...parameters} /> : null
}
