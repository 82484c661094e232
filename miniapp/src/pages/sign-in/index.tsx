import { SignInPage } from '../../areas/sign-in/sign-in-page'
import { useCell } from '../../lib/cell'
import { wordsReady } from '../../lib/i18n'
import { useParameters } from '../../lib/parameters'

export default function SignInRoute() {
  const parameters = useParameters()
  return useCell(wordsReady) ? <SignInPage {...parameters} /> : null
}
